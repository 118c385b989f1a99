import type {
  CreateChangeSetCommandInput,
  DescribeChangeSetCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { call, isMissing, shortName } from './cloudformation-client.ts';
import { abortable, type Connection } from './connection.ts';

/** Asks CloudFormation what a template would change; its answer comes later, see `describeChangeSet`. Returns the change set's ARN. */
export async function createChangeSet(
  connection: Connection,
  input: CreateChangeSetCommandInput,
  signal?: AbortSignal,
): Promise<string> {
  return call(
    connection,
    `proposing changes to ${shortName(input.StackName ?? '')}`,
    'CreateChangeSet',
    async (client, { CreateChangeSetCommand }) => {
      const answer = await client.send(new CreateChangeSetCommand(input), abortable(signal));
      return answer.Id ?? input.ChangeSetName ?? '';
    },
  );
}

export type ChangeSetDescription = Pick<
  DescribeChangeSetCommandOutput,
  'ChangeSetId' | 'StackName' | 'Status' | 'StatusReason' | 'ExecutionStatus' | 'Changes' | 'CreationTime'
>;

/** A change set with all its changes, values before and after included. The stack's name is needed unless `changeSet` is an ARN. */
export async function describeChangeSet(
  connection: Connection,
  stack: string | undefined,
  changeSet: string,
  signal?: AbortSignal,
): Promise<ChangeSetDescription> {
  return call(
    connection,
    `reading the changes proposed to ${shortName(stack ?? changeSet)}`,
    'DescribeChangeSet',
    async (client, { DescribeChangeSetCommand }) => {
      const describe = (nextToken?: string) =>
        client.send(
          new DescribeChangeSetCommand({
            ChangeSetName: changeSet,
            IncludePropertyValues: true,
            ...(stack !== undefined && { StackName: stack }),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          }),
          abortable(signal),
        );
      const first = await describe();
      const changes = [...(first.Changes ?? [])];
      for (let token = first.NextToken; token !== undefined; ) {
        const page = await describe(token);
        changes.push(...(page.Changes ?? []));
        token = page.NextToken;
      }
      return { ...first, Changes: changes };
    },
  );
}

/** Deletes a change set; one that is gone already is fine. */
export async function deleteChangeSet(
  connection: Connection,
  stack: string,
  changeSet: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await call(
      connection,
      `discarding the changes proposed to ${shortName(stack)}`,
      'DeleteChangeSet',
      async (client, { DeleteChangeSetCommand }) => {
        const input = { StackName: stack, ChangeSetName: changeSet };
        await client.send(new DeleteChangeSetCommand(input), abortable(signal));
      },
    );
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Starts the update that a change set proposes. With the same token a second call starts nothing, and the stack's events carry it. */
export async function executeChangeSet(
  connection: Connection,
  stack: string,
  changeSet: string,
  clientRequestToken: string,
  signal?: AbortSignal,
): Promise<void> {
  await call(
    connection,
    `updating the stack ${shortName(stack)}`,
    'ExecuteChangeSet',
    async (client, { ExecuteChangeSetCommand }) => {
      await client.send(
        new ExecuteChangeSetCommand({
          StackName: stack,
          ChangeSetName: changeSet,
          ClientRequestToken: clientRequestToken,
        }),
        abortable(signal),
      );
    },
  );
}

/**
 * What CloudFormation's early validation has against a change set, a sentence each: the change set's own reason only says that there is
 * something. Needs `cloudformation:DescribeEvents`.
 */
export async function changeSetObjections(
  connection: Connection,
  changeSet: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  return call(
    connection,
    `reading what is wrong with the changes proposed to ${shortName(changeSet)}`,
    'DescribeEvents',
    async (client, { DescribeEventsCommand }) => {
      const input = { ChangeSetName: changeSet, Filters: { FailedEvents: true } };
      const { OperationEvents = [] } = await client.send(new DescribeEventsCommand(input), abortable(signal));
      return OperationEvents.flatMap((event) => {
        const reason = event.ValidationStatusReason ?? event.ResourceStatusReason;
        return reason === undefined
          ? []
          : [`${event.ValidationPath ?? event.LogicalResourceId ?? 'template'}: ${reason}`];
      });
    },
  );
}
