import { randomUUID } from 'node:crypto';
import { cancelUpdate, describeStack } from '../../aws/cloudformation.ts';
import { putTemplate } from '../../aws/s3.ts';
import { callerIdentity } from '../../aws/sts.ts';
import { templateKey, templateUrl } from '../../copilot/names.ts';
import { exitCode, UserError } from '../../errors.ts';
import {
  discardChangeSet,
  executeChangeSet,
  type PreparedChangeSet,
  prepareChangeSet,
} from '../../stack/change-set.ts';
import { followStack } from '../../stack/follow.ts';
import { tagsKept } from '../../stack/guard.ts';
import { stackStatus } from '../../stack/status.ts';
import type { Facts } from '../facts.ts';
import type { Operation } from '../journal.ts';
import type { Performed, Ports } from '../ports.ts';
import type { DeploymentStep } from '../step.ts';
import { agreed, type Changes, changeRefused } from './deployment-consent.ts';
import { deploymentFailure, refuseBusyOrStuck } from './deployment-failure.ts';
import { describeIn, nothingElseIn, stackOf } from './deployment-target.ts';
import { takeBackManifest } from './manifest.ts';
import { unmetNeed } from './needs.ts';

/**
 * Makes the stack what the patch says: change set, guard, consent, execution, and then follows it to its end. An operation
 * of an earlier process that is still running is followed instead.
 * @throws UserError `stack-busy`, `change-refused` (exit 3), `deployment-failed` (exit 1), `stack-changed`
 */
export async function performDeployment(
  step: DeploymentStep,
  facts: Facts,
  ports: Ports,
): Promise<Performed> {
  const earlier = ports.journal.current().operation;
  if (earlier !== undefined && isRunningOrEnded(earlier, step, facts)) {
    return follow(earlier, step, facts, ports);
  }
  const agreed = await propose(step, facts, ports).catch((error: unknown) =>
    withdraw(error, step, facts, ports),
  );
  if (agreed.kind !== 'agreed') return agreed;
  const { changeSet } = agreed;
  const token = randomUUID();
  const operation: Operation = { step: step.id, stack: step.stack, changeSet, clientRequestToken: token };
  await ports.journal.note({ operation });
  ports.touch();
  await executeChangeSet(
    { connection: ports.manager },
    { stack: step.stack, id: changeSet, token, signal: ports.signal },
  );
  return follow(operation, step, facts, ports);
}

type Proposed = Performed | { readonly kind: 'agreed'; readonly changeSet: string };

/** Everything before the update is started: nothing of it touches the stack. */
async function propose(step: DeploymentStep, facts: Facts, ports: Ports): Promise<Proposed> {
  refuseBusyOrStuck({ ...facts, stack: stackOf(step, facts) }, undefined);
  await discardEarlier(ports);
  const early = await unmetNeed(step, facts, ports);
  if (early !== undefined) {
    await takeBackManifest(step.id, facts, ports);
    return early;
  }
  const name = `copilot-cdn-${randomUUID()}`;
  await ports.journal.note({ operation: { step: step.id, stack: step.stack, changeSet: name } });
  const changeSet = await prepare(step, facts, name, ports);
  if (changeSet.kind === 'empty') {
    await ports.journal.note({ operation: undefined });
    return { kind: 'unfinished', why: `CloudFormation sees nothing to change in ${step.stack}`, left: [] };
  }
  for (const change of changeSet.changes) ports.emit({ type: 'change', step: step.id, ...change });
  if (changeSet.verdict === 'refused') {
    await discard(changeSet, step, ports);
    throw changeRefused(step, changeSet, facts, await takeBackManifest(step.id, facts, ports));
  }
  if (await agreed(step, changeSet, ports)) {
    await refuseChangedStack(changeSet, step, facts, ports);
    // A person may take long to read, and the world goes on meanwhile.
    const late = step.needs === 'names-at-the-edge' ? undefined : await unmetNeed(step, facts, ports);
    if (late === undefined) return { kind: 'agreed', changeSet: changeSet.id };
    await discard(changeSet, step, ports);
    await takeBackManifest(step.id, facts, ports);
    return late;
  }
  await discard(changeSet, step, ports);
  const back = await takeBackManifest(step.id, facts, ports);
  const putBack = back ? '; the manifest was put back' : '';
  return { kind: 'unfinished', why: `${step.stack} stays as it is, as you said${putBack}`, left: [] };
}

/** A change set of a process that died before it was executed. */
async function discardEarlier(ports: Ports, signal: AbortSignal = ports.signal): Promise<void> {
  const earlier = ports.journal.current().operation;
  if (earlier === undefined) return;
  const changeSet = { stack: earlier.stack, id: earlier.changeSet, signal };
  await discardChangeSet({ connection: ports.manager }, changeSet);
  await ports.journal.note({ operation: undefined });
}

/** Whatever went wrong, nothing was started: the change set goes, and the manifest must not ask for more than the stack holds. */
async function withdraw(error: unknown, step: DeploymentStep, facts: Facts, ports: Ports): Promise<never> {
  // The network may be what went wrong; the journal keeps the change set for the next run then.
  await discardEarlier(ports, AbortSignal.timeout(5_000)).catch(() => undefined);
  await takeBackManifest(step.id, facts, ports);
  throw error;
}

/** An earlier process started this very update: the stack names the change set that it last executed. */
function isRunningOrEnded(earlier: Operation, step: DeploymentStep, facts: Facts): boolean {
  const { status, changeSetId } = stackOf(step, facts);
  const started = earlier.clientRequestToken !== undefined && earlier.changeSet === changeSetId;
  // One that ended well long ago has nothing more to tell: the stack has moved on since.
  const endedWell = stackStatus(status).settled && stackStatus(status).state === 'done';
  return earlier.step === step.id && started && !endedWell;
}

async function prepare(
  step: DeploymentStep,
  facts: Facts,
  name: string,
  ports: Ports,
): Promise<PreparedChangeSet> {
  const bucket = await ports.artifactBucket();
  const key = templateKey(step.stack, step.template);
  await putTemplate(ports.manager, bucket, key, step.template, ports.signal);
  const { partition } = await callerIdentity(ports.manager, ports.signal);
  const stack = stackOf(step, facts);
  const nothingElse = nothingElseIn(step);
  return prepareChangeSet(
    { connection: ports.manager, clock: ports.clock },
    {
      stack: stack.id,
      templateUrl: templateUrl({ bucket, key, region: ports.manager.region, partition }),
      parameters: Object.keys(stack.parameters),
      tags: stack.tags,
      roleArn: facts.environment.executionRoleArn,
      name,
      description: `copilot-cdn: ${step.summary}`,
      expected: step.nodes,
      describe: describeIn(step),
      ...(nothingElse !== undefined && { nothingElse }),
      signal: ports.signal,
    },
  );
}

async function discard(changeSet: Changes, step: DeploymentStep, ports: Ports): Promise<void> {
  await discardChangeSet({ connection: ports.manager }, { stack: step.stack, id: changeSet.id });
  await ports.journal.note({ operation: undefined });
}

/** Somebody may have deployed between reading and executing: a service deployment changes parameters of this stack. */
async function refuseChangedStack(
  changeSet: Changes,
  step: DeploymentStep,
  facts: Facts,
  ports: Ports,
): Promise<void> {
  const stack = stackOf(step, facts);
  const now = await describeStack(ports.manager, stack.id, ports.signal);
  const updated = (now?.LastUpdatedTime ?? now?.CreationTime)?.toISOString();
  const tags = Object.fromEntries((now?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  // Every tag is sent again: one that came meanwhile would be lost, and the manager role's rights hang on some of them.
  if (updated === stack.lastUpdated && tagsKept(tags, stack.tags).kept) return;
  await discardChangeSet({ connection: ports.manager }, { stack: stack.id, id: changeSet.id });
  await ports.journal.note({ operation: undefined });
  throw new UserError({
    code: 'stack-changed',
    message: `${stack.name} was deployed by someone else while its changes were being reviewed. Nothing was executed.`,
    next: ['copilot-cdn resume reads it again and goes on'],
    exitCode: exitCode.unfinished,
  });
}

async function follow(
  operation: Operation,
  step: DeploymentStep,
  facts: Facts,
  ports: Ports,
): Promise<Performed> {
  const { id } = stackOf(step, facts);
  const cancel = () =>
    void cancelUpdate(ports.manager, id).catch((error: unknown) => notCancelled(error, ports));
  ports.cancelUpdate.addEventListener('abort', cancel, { once: true });
  try {
    const followed = await followStack({
      connection: ports.manager,
      stack: id,
      ...(operation.clientRequestToken !== undefined && {
        since: { clientRequestToken: operation.clientRequestToken },
      }),
      emit: ports.emit,
      signal: ports.signal,
      clock: ports.clock,
      describe: describeIn(step),
      expected: ports.expected,
    });
    await ports.journal.note({ operation: undefined });
    if (followed.outcome !== 'done')
      throw await deploymentFailure(followed, step, { ...facts, stack: stackOf(step, facts) }, ports);
    await ports.journal.note({ manifestEdit: undefined });
    if (!ports.cancelUpdate.aborted) return { kind: 'done' };
    return {
      kind: 'unfinished',
      why: `it was too late to cancel: ${step.whenDone}; nothing further was started`,
      left: [],
    };
  } finally {
    ports.cancelUpdate.removeEventListener('abort', cancel);
  }
}

function notCancelled(error: unknown, ports: Ports): void {
  ports.emit({
    type: 'notice',
    code: 'not-cancelled',
    level: 'warning',
    message: `The update could not be cancelled: ${error instanceof Error ? error.message : String(error)}`,
  });
}
