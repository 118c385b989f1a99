import type { Stack, StackEvent, StackInstanceSummary, StackResource } from '@aws-sdk/client-cloudformation';
import { exitCode, UserError } from '../errors.ts';
import { call, isMissing, pollingClientOf, shortName } from './cloudformation-client.ts';
import { abortable, type Connection } from './connection.ts';

export {
  type ChangeSetDescription,
  changeSetObjections,
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
} from './change-sets.ts';

/** A stack by name or id; undefined when there is none. By id also deleted stacks are found. */
export async function describeStack(
  connection: Connection,
  stack: string,
  signal?: AbortSignal,
): Promise<Stack | undefined> {
  try {
    return await call(
      connection,
      `reading the stack ${shortName(stack)}`,
      'DescribeStacks',
      async (client, { DescribeStacksCommand }) =>
        (await client.send(new DescribeStacksCommand({ StackName: stack }), abortable(signal))).Stacks?.[0],
    );
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The template as its author sent it, comments and all; `changeSet` reads the one that a change set proposes. */
export async function templateBody(
  connection: Connection,
  stack: string,
  options: { readonly changeSet?: string; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const body = await call(
    connection,
    `reading the template of ${shortName(stack)}`,
    'GetTemplate',
    async (client, { GetTemplateCommand }) => {
      const input = {
        StackName: stack,
        TemplateStage: 'Original',
        ...(options.changeSet !== undefined && { ChangeSetName: options.changeSet }),
      } as const;
      return (await client.send(new GetTemplateCommand(input), abortable(options.signal))).TemplateBody;
    },
  );
  if (body !== undefined) return body;
  throw new UserError({
    code: 'unexpected-answer',
    message: `Reading the template of ${shortName(stack)}: the answer holds no template.`,
    next: ['Run the same command again; look at AWS_ENDPOINT_URL if it stays'],
    exitCode: exitCode.failed,
  });
}

export interface StackEventsPage {
  /** Newest first. */
  readonly events: readonly StackEvent[];
  readonly nextToken?: string;
  /** How often it was asked for: more than once means that AWS was short of patience. */
  readonly attempts: number;
}

/** One page of a stack's events, newest first. */
export async function stackEventsPage(
  connection: Connection,
  stack: string,
  nextToken?: string,
  signal?: AbortSignal,
): Promise<StackEventsPage> {
  return call(
    connection,
    `reading the events of ${shortName(stack)}`,
    'DescribeStackEvents',
    async (client, { DescribeStackEventsCommand }) => {
      const input = { StackName: stack, ...(nextToken !== undefined && { NextToken: nextToken }) };
      const answer = await client.send(new DescribeStackEventsCommand(input), abortable(signal));
      return {
        events: answer.StackEvents ?? [],
        attempts: answer.$metadata.attempts ?? 1,
        ...(answer.NextToken !== undefined && { nextToken: answer.NextToken }),
      };
    },
    pollingClientOf,
  );
}

/** CloudFormation tells no more of them at once, and has no pages here; the manager role may not list them (it lacks ListStackResources). */
const mostResources = 100;

/** The stack's resources: all where there are at most 100, else the first 100 and those that are `needed`, by logical id. */
export async function stackResources(
  connection: Connection,
  stack: string,
  needed: readonly string[],
  signal?: AbortSignal,
): Promise<readonly StackResource[]> {
  const first = await describeResources(connection, stack, undefined, signal);
  if (first.length < mostResources) return first;
  const known = new Set(first.map(({ LogicalResourceId }) => LogicalResourceId));
  const missing = needed.filter((logicalId) => !known.has(logicalId));
  const others = await Promise.all(
    missing.map((logicalId) => describeResources(connection, stack, logicalId, signal)),
  );
  return [...first, ...others.flat()];
}

async function describeResources(
  connection: Connection,
  stack: string,
  logicalId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly StackResource[]> {
  return call(
    connection,
    `reading the resources of ${shortName(stack)}`,
    'DescribeStackResources',
    async (client, { DescribeStackResourcesCommand }) => {
      const named = logicalId === undefined ? {} : { LogicalResourceId: logicalId };
      const command = new DescribeStackResourcesCommand({ StackName: stack, ...named });
      return (await client.send(command, abortable(signal))).StackResources ?? [];
    },
  );
}

/** Has CloudFormation take a stack that is being updated back to how it was. It refuses in every status but `UPDATE_IN_PROGRESS`. */
export async function cancelUpdate(
  connection: Connection,
  stack: string,
  signal?: AbortSignal,
): Promise<void> {
  await call(
    connection,
    `cancelling the update of ${shortName(stack)}`,
    'CancelUpdateStack',
    async (client, { CancelUpdateStackCommand }) => {
      await client.send(new CancelUpdateStackCommand({ StackName: stack }), abortable(signal));
    },
  );
}

/**
 * Begins to delete a stack; a second call with the same token begins nothing. CloudFormation deletes no bucket that holds anything.
 * @param roleArn the role that made it; it deletes as that role
 */
export async function deleteStack(
  connection: Connection,
  stack: string,
  {
    roleArn,
    token,
    signal,
  }: { readonly roleArn?: string; readonly token: string; readonly signal?: AbortSignal },
): Promise<void> {
  await call(
    connection,
    `deleting the stack ${shortName(stack)}`,
    'DeleteStack',
    async (client, { DeleteStackCommand }) => {
      const role = roleArn === undefined ? {} : { RoleARN: roleArn };
      const command = new DeleteStackCommand({ StackName: stack, ClientRequestToken: token, ...role });
      await client.send(command, abortable(signal));
    },
  );
}

/** The instances of a stack set in one account and region. */
export async function stackInstances(
  connection: Connection,
  stackSetName: string,
  account: string,
  region: string,
  signal?: AbortSignal,
): Promise<readonly StackInstanceSummary[]> {
  return call(
    connection,
    `looking for the application's resources in ${region}`,
    'ListStackInstances',
    async (client, { ListStackInstancesCommand }) => {
      const summaries: StackInstanceSummary[] = [];
      let token: string | undefined;
      do {
        const input = {
          StackSetName: stackSetName,
          StackInstanceAccount: account,
          StackInstanceRegion: region,
          ...(token !== undefined && { NextToken: token }),
        };
        const page = await client.send(new ListStackInstancesCommand(input), abortable(signal));
        summaries.push(...(page.Summaries ?? []));
        token = page.NextToken;
      } while (token !== undefined);
      return summaries;
    },
  );
}
