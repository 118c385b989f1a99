import { exitCode, UserError } from '../../../errors.ts';
import type { ResourceChange } from '../../../event.ts';
import { explainFailure } from '../../../stack/explain-failure.ts';
import type { Followed } from '../../../stack/follow.ts';
import { wayOut } from '../../../stack/status.ts';
import { makeAnew } from '../../site/make-anew.ts';
import type { SiteFacts } from '../../site/site-facts.ts';

/** The first cause, what CloudFormation made of it, and the way on. */
export function siteStackFailure(facts: SiteFacts, followed: Followed, cancelled: boolean): UserError {
  const { stackName, service, manifest, environment } = facts;
  const { status, rootCause } = followed;
  const again = `copilot-cdn site deploy ${service} --env ${environment.name}`;
  const state = stateOf(stackName, status);
  if (cancelled && status === 'UPDATE_ROLLBACK_COMPLETE') {
    return new UserError({
      code: 'update-cancelled',
      message: `The update was cancelled. ${state}`,
      next: [`${again} starts it again`],
      exitCode: exitCode.interrupted,
    });
  }
  const explained =
    rootCause === undefined
      ? undefined
      : explainFailure(rootCause, { aliases: manifest.alias === undefined ? [] : [manifest.alias] });
  const { executionRoleArn, region } = environment;
  const isOver = ['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(status);
  const way = isOver ? undefined : wayOut(stackName, status, { executionRoleArn, region });
  return new UserError({
    code: 'deployment-failed',
    message: `${explained?.message ?? `${stackName} could not be deployed.`} ${state}`,
    next: [...(explained?.next ?? []), ...(way?.next ?? []), `then again: ${again}`],
    ...(explained?.details !== undefined && { details: explained.details }),
    exitCode: exitCode.failed,
  });
}

function stateOf(stack: string, status: string): string {
  switch (status) {
    case 'UPDATE_ROLLBACK_COMPLETE':
      return `CloudFormation took ${stack} back to how it was; the site is served as before.`;
    case 'ROLLBACK_COMPLETE':
      return `CloudFormation took back what it had made of ${stack}; the next deploy begins anew.`;
    default:
      return `${stack} is in ${status}.`;
  }
}

/**
 * CloudFormation does not make anew what it believes to be there.
 * @throws UserError `site-distribution-missing`
 */
export function refuseLostDistribution({
  lostDistribution,
  stackName,
  service,
  environment,
}: SiteFacts): void {
  if (lostDistribution === undefined) return;
  throw new UserError({
    code: 'site-distribution-missing',
    message: `${service} in ${environment.name} has lost its distribution: ${stackName} names ${lostDistribution}, and this account has none of that id.`,
    next: makeAnew(service, environment.name),
    exitCode: exitCode.failed,
  });
}

/** The guard's no holds whatever the person says, with `--yes` too. */
export function siteStackRefused(
  { stackName, environment }: SiteFacts,
  changes: readonly ResourceChange[],
): UserError {
  const refused = changes.filter((change) => change.verdict === 'refused');
  const [first] = refused;
  return new UserError({
    code: 'change-refused',
    message: `CloudFormation would do more to ${stackName} than the site needs: ${first?.reason ?? first?.logicalId ?? ''} Nothing was executed.`,
    next: [
      'See why: the stack may have drifted from its template, or someone changed the template by hand',
      `aws cloudformation detect-stack-drift --stack-name ${stackName} --region ${environment.region}`,
    ],
    details: refused.map(
      ({ logicalId, resourceType, reason, action }) => `${logicalId} (${resourceType}): ${reason ?? action}`,
    ),
    exitCode: exitCode.refused,
  });
}
