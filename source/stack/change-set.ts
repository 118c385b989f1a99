import {
  type ChangeSetDescription,
  changeSetObjections,
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet as execute,
} from '../aws/cloudformation.ts';
import { shortName } from '../aws/cloudformation-client.ts';
import type { Connection } from '../aws/connection.ts';
import { awsErrorCode, awsErrorMessage } from '../aws/errors.ts';
import { UserError } from '../errors.ts';
import type { ResourceChange } from '../event.ts';
import {
  creationFailed,
  creationRefused,
  executionRefused,
  type Refusal,
  saysNoChanges,
} from './change-set-errors.ts';
import type { Clock } from './clock.ts';
import { type ExpectedChange, judge, type NothingElse, type ProposedChange, type Verdict } from './guard.ts';
import { type Describe, proposedChange } from './proposal.ts';

export interface ChangeSetPorts {
  readonly connection: Connection;
  readonly clock: Clock;
}

export interface ChangeSetRequest {
  /** Name or ARN of the stack. */
  readonly stack: string;
  /** Where the new template lies in S3; inline templates end at 51,200 bytes, which Copilot's come close to. */
  readonly templateUrl: string;
  /** The names of all the stack's parameters; every one keeps its value. */
  readonly parameters: readonly string[];
  /** There is no such stack yet: it is made, with these parameters. */
  readonly create?: { readonly parameters: Readonly<Record<string, string>> };
  /** All the stack's tags: those that are not sent again are lost. */
  readonly tags: Readonly<Record<string, string>>;
  /** The role that CloudFormation acts as: the environment's execution role. */
  readonly roleArn?: string;
  /** Begins with a letter; letters, digits and hyphens, at most 128. */
  readonly name: string;
  readonly description?: string;
  /** What the patch means to do; the guard judges by it. */
  readonly expected: readonly ExpectedChange[];
  readonly describe: Describe;
  /** Logical ids that may be removed or replaced when they are expected; default: the CDN's. */
  readonly own?: ReadonlySet<string>;
  /** The change set must hold what is expected and nothing else. */
  readonly nothingElse?: NothingElse;
  readonly signal?: AbortSignal;
}

export type PreparedChangeSet =
  | {
      readonly kind: 'changes';
      /** The change set's ARN. */
      readonly id: string;
      readonly verdict: Verdict;
      readonly changes: readonly ResourceChange[];
    }
  | { readonly kind: 'empty' };

/**
 * Has CloudFormation say what the template would change, and the guard judge it. Nothing is executed.
 * A change set without changes is deleted again, so is one that fails.
 * @throws UserError `stack-busy`, `change-set-failed` (with AWS's reason), or a code of aws/errors.ts
 */
export async function prepareChangeSet(
  ports: ChangeSetPorts,
  request: ChangeSetRequest,
): Promise<PreparedChangeSet> {
  const { connection } = ports;
  const { stack, signal } = request;
  const id = await create(ports, request);
  if (id === undefined) return { kind: 'empty' };
  try {
    const description = await settled(ports, stack, id, signal);
    if (description.Status !== 'CREATE_COMPLETE') {
      const empty = saysNoChanges(description.StatusReason ?? '') && (description.Changes ?? []).length === 0;
      const reason = empty ? '' : await reasonOf(connection, description, signal);
      const objections = /validation/i.test(reason)
        ? await changeSetObjections(connection, id, signal).catch(() => [])
        : [];
      await deleteChangeSet(connection, stack, id, signal);
      if (empty) return { kind: 'empty' };
      throw creationFailed(shortName(stack), reason, objections);
    }
    const proposed = await allChanges(connection, description, request, false);
    const { verdict, changes } = judge(proposed, request.expected, request.own, request.nothingElse);
    return { kind: 'changes', id, verdict, changes: ownFirst(changes) };
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'change-set-failed')) {
      await leaveNothing(ports, stack, id);
    }
    throw error;
  }
}

/** What is meant to change comes before what is only listed with it. */
function ownFirst(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  const follows = (change: ResourceChange) => change.follows !== undefined;
  return [...changes.filter((change) => !follows(change)), ...changes.filter(follows)];
}

/**
 * Starts the update. A second call starts nothing; the stack's events carry the token.
 * @throws UserError `change-set-obsolete` when the stack changed since
 */
export async function executeChangeSet(
  { connection }: Pick<ChangeSetPorts, 'connection'>,
  changeSet: {
    readonly stack: string;
    readonly id: string;
    readonly token: string;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const { stack, id, token, signal } = changeSet;
  try {
    await execute(connection, stack, id, token, signal);
  } catch (error) {
    // Nobody else knows this change set: what is being executed already was started by an attempt whose answer got lost.
    if (/execution status of \[EXECUTE_(IN_PROGRESS|COMPLETE)\]/.test(awsErrorMessage(error))) return;
    throw executionRefused(refusal(stack, error));
  }
}

/** Deletes a change set that is not to be executed; one that is gone is fine. */
export async function discardChangeSet(
  { connection }: Pick<ChangeSetPorts, 'connection'>,
  changeSet: { readonly stack: string; readonly id: string; readonly signal?: AbortSignal },
): Promise<void> {
  await deleteChangeSet(connection, changeSet.stack, changeSet.id, changeSet.signal);
}

/** The new change set's ARN; undefined when AWS says at once that nothing would change. */
async function create(
  { connection }: ChangeSetPorts,
  request: ChangeSetRequest,
): Promise<string | undefined> {
  const { stack, templateUrl, parameters, tags, roleArn, name, description, signal } = request;
  try {
    return await createChangeSet(
      connection,
      {
        StackName: stack,
        ChangeSetName: name,
        ClientToken: name,
        ChangeSetType: request.create === undefined ? 'UPDATE' : 'CREATE',
        TemplateURL: templateUrl,
        Parameters: [
          ...parameters.map((key) => ({ ParameterKey: key, UsePreviousValue: true })),
          ...Object.entries(request.create?.parameters ?? {}).map(([key, value]) => ({
            ParameterKey: key,
            ParameterValue: value,
          })),
        ],
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
        IncludeNestedStacks: true,
        ...(roleArn !== undefined && { RoleARN: roleArn }),
        ...(description !== undefined && { Description: description }),
      },
      signal,
    );
  } catch (error) {
    if (saysNoChanges(awsErrorMessage(error))) return undefined;
    throw creationRefused(refusal(stack, error));
  }
}

/** Asks until CloudFormation has made up its mind: after 300 ms first, then at growing distances up to 5 s. */
async function settled(
  { connection, clock }: ChangeSetPorts,
  stack: string,
  id: string,
  signal: AbortSignal | undefined,
): Promise<ChangeSetDescription> {
  for (let pause = 300; ; pause = Math.min(5_000, pause * 1.6)) {
    await clock.wait(pause, signal);
    const description = await describeChangeSet(connection, stack, id, signal);
    if (description.Status !== 'CREATE_PENDING' && description.Status !== 'CREATE_IN_PROGRESS')
      return description;
  }
}

/**
 * After it was called off or cut short. A change set cannot be deleted while it is being made, hence the tries; what went wrong before
 * is what matters, so failing here is silent.
 */
async function leaveNothing({ connection, clock }: ChangeSetPorts, stack: string, id: string): Promise<void> {
  const signal = AbortSignal.timeout(5_000);
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      await deleteChangeSet(connection, stack, id, signal);
      return;
    } catch {
      if (signal.aborted) return;
    }
    await clock.wait(500, signal).catch(() => undefined);
  }
}

/** Of this change set and of those of nested stacks, each after the resource that is the nested stack. */
async function allChanges(
  connection: Connection,
  description: ChangeSetDescription,
  request: ChangeSetRequest,
  nested: boolean,
): Promise<readonly ProposedChange[]> {
  const changes: ProposedChange[] = [];
  const at = { stack: description.StackName ?? shortName(request.stack), nested, describe: request.describe };
  for (const { ResourceChange: change } of description.Changes ?? []) {
    if (change === undefined) continue;
    changes.push(proposedChange(change, at));
    if (change.ChangeSetId === undefined) continue;
    const inner = await describeChangeSet(connection, undefined, change.ChangeSetId, request.signal);
    changes.push(...(await allChanges(connection, inner, request, true)));
  }
  return changes;
}

/** A failed change set of a nested stack is the reason of the one above: "Nested change set ARN was not successfully created". */
async function reasonOf(
  connection: Connection,
  description: ChangeSetDescription,
  signal: AbortSignal | undefined,
): Promise<string> {
  const reason = description.StatusReason ?? `its status is ${description.Status}`;
  const inner = /nested change set (arn:\S+)/i.exec(reason)?.[1];
  if (inner === undefined) return reason;
  const described = await describeChangeSet(connection, undefined, inner, signal).catch(() => undefined);
  return described?.StatusReason ?? reason;
}

function refusal(stack: string, error: unknown): Refusal {
  return { stack: shortName(stack), error, code: awsErrorCode(error), said: awsErrorMessage(error) };
}
