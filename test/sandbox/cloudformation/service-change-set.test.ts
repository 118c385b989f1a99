import {
  CancelUpdateStackCommand,
  type Change,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { createSettledStack } from '../../../source/sandbox/services/cloudformation/index.ts';
import { account, failureOf, region, until } from '../support.ts';
import { after, before, open } from './sdk-support.ts';
import { putObject } from './support.ts';

test('a change set is made, described, executed', async () => {
  const { client, world, propose, settled } = await open();
  const url = putObject(world, 'after.yml', after);
  const ChangeSetName = await propose({
    TemplateURL: url,
    Parameters: [{ ParameterKey: 'Delay', ParameterValue: '7' }],
  });
  const described = await client.send(
    new DescribeChangeSetCommand({ ChangeSetName, IncludePropertyValues: true }),
  );
  expect(described).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
  expect(described.Changes?.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
    {
      Action: 'Modify',
      LogicalResourceId: 'Queue',
      Replacement: 'False',
      Scope: ['Properties'],
      Details: [
        {
          Target: {
            Attribute: 'Properties',
            Name: 'DelaySeconds',
            Path: '/Properties/DelaySeconds',
            RequiresRecreation: 'Never',
            BeforeValue: '5',
            AfterValue: '7',
            AttributeChangeType: 'Modify',
          },
          Evaluation: 'Static',
          ChangeSource: 'ParameterReference',
          CausingEntity: 'Delay',
        },
      ],
      BeforeContext: '{"Properties":{"DelaySeconds":"5"},"Metadata":{"aws:copilot:description":"A queue"}}',
    },
    { Action: 'Add', LogicalResourceId: 'Alarm' },
  ]);
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName, ClientRequestToken: 'token-1' }));
  await settled();
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'shop-prod' }));
  expect(Stacks?.[0]).toMatchObject({
    StackStatus: 'UPDATE_COMPLETE',
    ChangeSetId: ChangeSetName,
    LastUpdatedTime: expect.any(Date),
  });
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: 'shop-prod' }));
  expect(StackEvents?.[0]).toMatchObject({
    LogicalResourceId: 'shop-prod',
    ResourceStatus: 'UPDATE_COMPLETE',
    ClientRequestToken: 'token-1',
  });
  const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'shop-prod' }));
  expect(StackResources?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
    'Queue',
    'Role',
    'Alarm',
  ]);
});

test('without property values there are neither values nor paths', async () => {
  const { client, propose } = await open();
  const ChangeSetName = await propose({
    UsePreviousTemplate: true,
    Parameters: [{ ParameterKey: 'Delay', ParameterValue: '7' }],
  });
  const { Changes } = await client.send(new DescribeChangeSetCommand({ ChangeSetName }));
  expect(Changes?.[0]?.ResourceChange?.Details?.[0]?.Target).toEqual({
    Attribute: 'Properties',
    Name: 'DelaySeconds',
    RequiresRecreation: 'Never',
  });
  expect(Changes?.[0]?.ResourceChange?.BeforeContext).toBeUndefined();
});

test('a change set without changes fails, and is taken back', async () => {
  const { client, propose } = await open();
  const ChangeSetName = await propose({ UsePreviousTemplate: true });
  expect(await client.send(new DescribeChangeSetCommand({ ChangeSetName }))).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason:
      "The submitted information didn't contain changes. Submit different information to create a change set.",
  });
  expect((await failureOf(client.send(new ExecuteChangeSetCommand({ ChangeSetName })))).name).toBe(
    'InvalidChangeSetStatusException',
  );
  await client.send(new DeleteChangeSetCommand({ ChangeSetName }));
  expect((await failureOf(client.send(new DescribeChangeSetCommand({ ChangeSetName })))).name).toBe(
    'ChangeSetNotFoundException',
  );
});

test('changes come in pages', async () => {
  const { client, world, propose } = await open();
  world.knobs.pageSize = 2;
  const topics = [1, 2, 3, 4, 5].map((number) => `  Topic${number}: {Type: 'AWS::SNS::Topic'}\n`).join('');
  const ChangeSetName = await propose({ TemplateBody: before.replace('Outputs:', `${topics}Outputs:`) });
  const changes: Change[] = [];
  for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
    const page = await client.send(
      new DescribeChangeSetCommand({ ChangeSetName, ...(token === undefined ? {} : { NextToken: token }) }),
    );
    changes.push(...(page.Changes ?? []));
    token = page.NextToken;
  }
  expect(changes.map(({ ResourceChange }) => ResourceChange?.LogicalResourceId)).toEqual([
    'Topic1',
    'Topic2',
    'Topic3',
    'Topic4',
    'Topic5',
  ]);
});

test('a change set is obsolete once the stack changed', async () => {
  const { client, propose, settled } = await open();
  const ChangeSetName = await propose({ TemplateBody: after });
  await client.send(
    new UpdateStackCommand({
      StackName: 'shop-prod',
      UsePreviousTemplate: true,
      Parameters: [{ ParameterKey: 'Delay', ParameterValue: '9' }],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  await settled();
  expect(await failureOf(client.send(new ExecuteChangeSetCommand({ ChangeSetName })))).toEqual({
    name: 'InvalidChangeSetStatusException',
    message: `ChangeSet [${ChangeSetName}] cannot be executed in its current execution status of [OBSOLETE]`,
  });
});

test('one update at a time, and only an update that goes forward is cancelled', async () => {
  const { client, world, propose, settled, status } = await open();
  const ChangeSetName = await propose({ TemplateBody: after });
  world.knobs.speed = 0.1;
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName }));
  const { message } = await failureOf(
    client.send(new UpdateStackCommand({ StackName: 'shop-prod', UsePreviousTemplate: true })),
  );
  expect(message).toMatch(/^Stack:arn:.* is in UPDATE_IN_PROGRESS state and can not be updated\.$/);
  world.knobs.speed = 2000;
  await client.send(new CancelUpdateStackCommand({ StackName: 'shop-prod' }));
  expect(
    await failureOf(client.send(new CancelUpdateStackCommand({ StackName: 'shop-prod' }))),
  ).toMatchObject({
    name: 'ValidationError',
    message: 'CancelUpdateStack cannot be called from current stack status',
  });
  await settled();
  expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test.each<[string, Partial<CreateChangeSetCommandInput>, string, string | RegExp]>([
  [
    'without capabilities',
    { Capabilities: [] },
    'InsufficientCapabilitiesException',
    'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  ],
  ['of no stack', { StackName: 'nothing' }, 'ValidationError', 'Stack [nothing] does not exist'],
  [
    'of no object',
    { TemplateBody: undefined, TemplateURL: `https://b.s3.${region}.amazonaws.com/k` },
    'ValidationError',
    /^S3 error: Access Denied/,
  ],
  [
    'of another address',
    { TemplateBody: undefined, TemplateURL: 'https://example.com/k' },
    'ValidationError',
    'TemplateURL must be a supported URL.',
  ],
])('a change set %s is refused', async (_, more, name, message) => {
  const { propose } = await open();
  const failure = await failureOf(propose({ TemplateBody: after, ...more }));
  expect(failure.name).toBe(name);
  expect(failure.message).toMatch(message);
});

test('a change set that creates makes a stack to review, then the stack', async () => {
  const { client, propose } = await open();
  const ChangeSetName = await propose({
    StackName: 'shop-new',
    ChangeSetType: 'CREATE',
    TemplateBody: "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}",
    Parameters: [],
  });
  const statusOf = async () =>
    (await client.send(new DescribeStacksCommand({ StackName: 'shop-new' }))).Stacks?.[0]?.StackStatus;
  expect(await statusOf()).toBe('REVIEW_IN_PROGRESS');
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName }));
  await until(async () => (await statusOf()) === 'CREATE_COMPLETE');
});

test('nested stacks have change sets of their own when asked for', async () => {
  const { client, world, propose } = await open();
  const inner = "Resources: {Topic: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: one}}}";
  const [first, second] = [
    putObject(world, 'one.yml', inner),
    putObject(world, 'two.yml', inner.replace('one', 'two')),
  ];
  const outer = (url: string) =>
    `Resources: {Nested: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: '${url}'}}}`;
  createSettledStack(world, { account, region, name: 'shop-outer', template: outer(first) });
  const ChangeSetName = await propose({
    StackName: 'shop-outer',
    TemplateBody: outer(second),
    Parameters: [],
    IncludeNestedStacks: true,
  });
  const { Changes } = await client.send(new DescribeChangeSetCommand({ ChangeSetName }));
  const nested = Changes?.[0]?.ResourceChange?.ChangeSetId;
  const described = await client.send(new DescribeChangeSetCommand({ ChangeSetName: nested }));
  expect(described).toMatchObject({ ParentChangeSetId: ChangeSetName, RootChangeSetId: ChangeSetName });
  expect(described.Changes?.[0]?.ResourceChange).toMatchObject({
    Action: 'Modify',
    LogicalResourceId: 'Topic',
  });
});
