import { type CloudFormationEvent, isAboutStackItself } from './cloudformation-event.ts';
import { stackStatus } from './status.ts';

/** Which operation of a stack is meant. Without either field: the newest one. */
export interface Since {
  /** The token that the operation was started with: certain, whatever the clocks say. */
  readonly clientRequestToken?: string;
  /** An operation that began earlier is not meant (AWS's clock); counts where CloudFormation kept no token. */
  readonly startedAfter?: Date;
}

/** Everything from an operation's first event to its last, or to now. */
export interface Operation {
  /** Oldest first. */
  readonly events: readonly CloudFormationEvent[];
  readonly begin: CloudFormationEvent;
  /** The stack's own last word; undefined while the operation is under way. */
  readonly end?: CloudFormationEvent;
}

/** The operation that is in flight in a stack's log (oldest event first); undefined: nothing moves. */
export function currentOperation(events: readonly CloudFormationEvent[]): Operation | undefined {
  const newest = operations([...events].reverse(), true)[0];
  return newest?.end === undefined ? newest : undefined;
}

/**
 * Splits a log, newest event first, into operations, newest first. One ends where the stack itself settles, so a failed update and its
 * rollback are one; a rollback that was asked for later is one of its own. Unless the log is `complete`, its oldest operation is left out:
 * nobody knows yet where it began.
 */
export function operations(
  newestFirst: readonly CloudFormationEvent[],
  complete: boolean,
): readonly Operation[] {
  const found: Operation[] = [];
  let collected: CloudFormationEvent[] = [];
  for (const event of newestFirst) {
    if (settles(event) && collected.some(isAboutStackItself)) {
      found.push(asOperation(collected));
      collected = [];
    }
    collected.push(event);
  }
  if (complete && collected.some((event) => isAboutStackItself(event) && !settles(event))) {
    found.push(asOperation(collected));
  }
  return found;
}

/** Whether this is the operation that is meant. */
export function isMeant({ events, begin }: Operation, { clientRequestToken, startedAfter }: Since): boolean {
  if (clientRequestToken !== undefined) {
    const tokens = events.filter(isAboutStackItself).map((event) => event.token);
    if (tokens.includes(clientRequestToken)) return true;
    if (begin.token !== undefined) return false;
    return startedAfter !== undefined && begin.at >= startedAfter;
  }
  return startedAfter === undefined || begin.at >= startedAfter;
}

function settles(event: CloudFormationEvent): boolean {
  return isAboutStackItself(event) && stackStatus(event.status).settled;
}

function asOperation(newestFirst: readonly CloudFormationEvent[]): Operation {
  const events = [...newestFirst].reverse();
  const own = events.filter(isAboutStackItself);
  const begin = own[0];
  if (begin === undefined) throw new Error('An operation without an event of the stack itself');
  const from = events.slice(events.indexOf(begin));
  const end = own.find(settles);
  return { events: from, begin, ...(end !== undefined && { end }) };
}
