import { type CloudFormationEvent, isAboutStackItself, stackResourceType } from './cloudformation-event.ts';

/** What went wrong first, in whichever nested stack. */
export interface RootCause {
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType: string;
  /** CloudFormation's own text. */
  readonly reason: string;
  /** The code inside the text: `InvalidRequest`, `CNAMEAlreadyExists`. */
  readonly code?: string;
  readonly at: Date;
}

/**
 * The first real failure among an operation's events, oldest first. What was only cancelled because something else failed does not count,
 * nor does what a stack says about itself; a nested stack counts only when nothing is known from inside it.
 */
export function rootCause(events: readonly CloudFormationEvent[]): RootCause | undefined {
  const failures = events.filter(
    (event) => isFailure(event) && !isCancellation(event) && !isAboutStackItself(event),
  );
  const first = failures.find((event) => event.resourceType !== stackResourceType) ?? failures[0];
  return first && asCause(first, events);
}

/** What kept a rollback from finishing: the first failure after the stack started to go back. */
export function rollbackCause(events: readonly CloudFormationEvent[]): RootCause | undefined {
  const turned = events.findIndex(
    (event) => isAboutStackItself(event) && /ROLLBACK_IN_PROGRESS$/.test(event.status),
  );
  return turned < 0 ? undefined : rootCause(events.slice(turned));
}

/** Resources that an update could not delete in its clean-up: CloudFormation goes on without them, and they still cost. */
export function leftBehind(events: readonly CloudFormationEvent[]): readonly CloudFormationEvent[] {
  return events.filter((event) => event.status === 'DELETE_FAILED' && !isAboutStackItself(event));
}

/** Whether somebody asked for the update to be cancelled. */
export function wasCancelledByUser(events: readonly CloudFormationEvent[]): boolean {
  return events.some(
    (event) =>
      isAboutStackItself(event) &&
      /ROLLBACK_IN_PROGRESS$/.test(event.status) &&
      /user initiated|cancell?ed by/i.test(event.reason ?? ''),
  );
}

function isFailure(event: CloudFormationEvent): boolean {
  return event.status.endsWith('_FAILED');
}

/** "Resource update cancelled", "Resource creation cancelled". */
function isCancellation(event: CloudFormationEvent): boolean {
  return /^resource (creation|update|deletion|import|operation)? ?cancell?ed/i.test(event.reason ?? '');
}

function asCause(event: CloudFormationEvent, events: readonly CloudFormationEvent[]): RootCause {
  const hook = events.find((other) => other.hookFailure !== undefined && other.logicalId === event.logicalId);
  const said = event.reason ?? 'CloudFormation gave no reason.';
  const reason = hook?.hookFailure === undefined ? said : `${said} ${hook.hookFailure}`;
  const code = codeIn(reason);
  return {
    stack: event.stackName,
    logicalId: event.logicalId,
    resourceType: event.resourceType,
    reason,
    ...(code !== undefined && { code }),
    at: event.at,
  };
}

/** A service's own code says more than the handler's, which is one of a dozen general ones. */
function codeIn(reason: string): string | undefined {
  return (
    /Error Code: ([A-Za-z0-9.:-]+)/.exec(reason)?.[1] ??
    /\b(CNAMEAlreadyExists|InvalidViewerCertificate|RulesPerSecurityGroupLimitExceeded|AccessDenied(?:Exception)?)\b/.exec(
      reason,
    )?.[1] ??
    /HandlerErrorCode: ([A-Za-z0-9]+)/.exec(reason)?.[1]
  );
}
