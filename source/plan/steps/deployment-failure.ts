import { exitCode, UserError } from '../../errors.ts';
import { explainFailure } from '../../stack/explain-failure.ts';
import type { Followed } from '../../stack/follow.ts';
import { stackStatus, wayOut } from '../../stack/status.ts';
import type { Facts } from '../facts.ts';
import type { Operation } from '../journal.ts';
import type { Ports } from '../ports.ts';
import type { DeploymentStep } from '../step.ts';
import { takeBackManifest } from './manifest.ts';

/** The stack is as it was, so the manifest must not ask for more than it holds. */
export async function deploymentFailure(
  followed: Followed,
  step: DeploymentStep,
  facts: Facts,
  ports: Ports,
): Promise<UserError> {
  const back = await takeBackManifest(step.id, facts, ports);
  const restored = followed.status === 'UPDATE_ROLLBACK_COMPLETE';
  const state = restored
    ? `CloudFormation took ${step.stack} back to how it was${back ? ', and the manifest was put back too' : ''}. The site works as before.`
    : `${step.stack} is in ${followed.status}.`;
  if (ports.cancelUpdate.aborted && restored) {
    return new UserError({
      code: 'update-cancelled',
      message: `The update was cancelled. ${state}`,
      next: ['copilot-cdn resume starts it again with the same answers'],
      exitCode: exitCode.interrupted,
    });
  }
  const cause = followed.rootCause;
  const explained =
    cause === undefined ? undefined : explainFailure(cause, { aliases: facts.names.map(({ name }) => name) });
  const failed = new UserError({
    code: 'deployment-failed',
    message: `${explained?.message ?? `${step.stack} could not be updated.`} ${state}`,
    next: [
      ...(explained?.next ?? []),
      ...(restored ? ['then go on: copilot-cdn resume'] : (stuck(facts, followed.status)?.next ?? [])),
    ],
    ...(explained?.details !== undefined && { details: explained.details }),
    exitCode: exitCode.failed,
  });
  return restored && step.service !== undefined ? onlyUnfinished(failed) : failed;
}

/** A service whose rules stayed as they were stops a migration in the midst, where the site works: it is unfinished. */
function onlyUnfinished({ code, message, next, details, cause }: UserError): UserError {
  return new UserError({ code, message, next, details, cause, exitCode: exitCode.unfinished });
}

function stuck(facts: Pick<Facts, 'stack' | 'environment'>, status: string) {
  const { name } = facts.stack;
  return wayOut(name, status, {
    executionRoleArn: facts.environment.executionRoleArn,
    region: facts.environment.region,
  });
}

/**
 * A stack that somebody else is updating, or that is stuck, is left alone; asked before the first file is written.
 * @throws UserError `stack-busy`, or what gets it out
 */
export function refuseBusyOrStuck(
  facts: Pick<Facts, 'stack' | 'environment'>,
  ours: Operation | undefined,
): void {
  const { name, status, changeSetId } = facts.stack;
  const meaning = stackStatus(status);
  const isOurs = ours?.clientRequestToken !== undefined && ours.changeSet === changeSetId;
  if (!meaning.settled && !isOurs) {
    throw new UserError({
      code: 'stack-busy',
      message: `${name} ${meaning.words} by someone else (${status}), so nothing is deployed to it now.`,
      next: [`copilot-cdn watch ${name} follows it to its end`, 'then run the same command again'],
    });
  }
  const way = stuck(facts, status);
  if (way !== undefined) throw new UserError(way);
}
