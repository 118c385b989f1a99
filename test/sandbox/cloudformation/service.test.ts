import {
  CancelUpdateStackCommand,
  type Change,
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackInstancesCommand,
  paginateDescribeStackEvents,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { createSettledStack } from '../../../source/sandbox/services/cloudformation/index.ts';
import type { World } from '../../../source/sandbox/world.ts';
import type { WorldOptions } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region, until } from '../support.ts';
import { putObject } from './support.ts';

const before = `# Ours, byte for byte: é
Description: An example
Metadata: {Version: v1.33.2}
Parameters:
  Delay: {Type: String, Default: '5'}
  Secret: {Type: String, NoEcho: true, Default: hidden}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Metadata: {'aws:copilot:description': 'A queue'}
    Properties: {DelaySeconds: !Ref Delay}
  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: reader}}
Outputs:
  QueueName: {Value: !Ref Queue, Export: {Name: !Sub '\${AWS::StackName}-Queue'}, Description: Its name}
`;
const after = `${before.replace('Outputs:', "  Alarm: {Type: 'AWS::CloudWatch::Alarm'}\nOutputs:")}`;
const tags = { 'copilot-application': 'shop', 'copilot-environment': 'prod' };
const roleArn = `arn:aws:iam::${account}:role/shop-prod-CFNExecutionRole`;

interface Opened {
  readonly client: CloudFormationClient;
  readonly world: World;
  readonly propose: (more?: Partial<CreateChangeSetCommandInput>) => Promise<string>;
  readonly status: () => Promise<string | undefined>;
  readonly settled: () => Promise<void>;
}

/** A sandbox with the stack shop-prod. */
async function open(options: WorldOptions = {}): Promise<Opened> {
  const opened = await openSandbox({ speed: 2000, ...options });
  const { world } = opened;
  createSettledStack(world, { account, region, name: 'shop-prod', template: before, tags, roleArn });
  const client = new CloudFormationClient(opened.client);

  async function propose(more: Partial<CreateChangeSetCommandInput> = {}): Promise<string> {
    const { Id = '' } = await client.send(
      new CreateChangeSetCommand({
        StackName: 'shop-prod',
        ChangeSetName: 'copilot-1',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Parameters: [{ ParameterKey: 'Delay', UsePreviousValue: true }],
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        ...more,
      }),
    );
    await until(async () => {
      const { Status } = await client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
      return Status === 'CREATE_COMPLETE' || Status === 'FAILED';
    });
    return Id;
  }

  async function status(): Promise<string | undefined> {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'shop-prod' }));
    return Stacks?.[0]?.StackStatus;
  }

  const settled = () => until(async () => !(await status())?.endsWith('_IN_PROGRESS'));
  return { client, world, propose, status, settled };
}

test('a stack is described with everything that belongs to it', async () => {
  const { client } = await open();
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'shop-prod' }));
  expect(Stacks?.[0]).toMatchObject({
    StackId: expect.stringMatching(/^arn:aws:cloudformation:us-west-2:111122223333:stack\/shop-prod\//),
    StackName: 'shop-prod',
    Description: 'An example',
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: expect.any(Date),
    RoleARN: roleArn,
    Parameters: [
      { ParameterKey: 'Delay', ParameterValue: '5' },
      { ParameterKey: 'Secret', ParameterValue: '****' },
    ],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Outputs: [{ OutputKey: 'QueueName', ExportName: 'shop-prod-Queue', Description: 'Its name' }],
  });
});

test('a stack that is not there is a validation error', async () => {
  const { client } = await open();
  expect(await failureOf(client.send(new DescribeStacksCommand({ StackName: 'nothing' })))).toEqual({
    name: 'ValidationError',
    message: 'Stack with id nothing does not exist',
  });
});

test('a template comes back as it was sent, of the stack and of a change set', async () => {
  const { client, world, propose } = await open();
  const url = putObject(world, 'after.yml', after);
  const ChangeSetName = await propose({ TemplateURL: url });
  const live = await client.send(new GetTemplateCommand({ StackName: 'shop-prod' }));
  const proposed = await client.send(new GetTemplateCommand({ StackName: 'shop-prod', ChangeSetName }));
  expect([live.TemplateBody, proposed.TemplateBody]).toEqual([before, after]);
});

test('a summary tells metadata, parameters and capabilities', async () => {
  const { client } = await open();
  const summary = await client.send(new GetTemplateSummaryCommand({ StackName: 'shop-prod' }));
  expect(JSON.parse(summary.Metadata ?? '')).toEqual({ Version: 'v1.33.2' });
  expect(summary.Parameters?.map(({ ParameterKey, NoEcho }) => [ParameterKey, NoEcho])).toEqual([
    ['Delay', false],
    ['Secret', true],
  ]);
  expect(summary.Capabilities).toEqual(['CAPABILITY_NAMED_IAM']);
});

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

test('events come newest first, in pages, each once', async () => {
  const { client, world } = await open();
  world.knobs.pageSize = 3;
  const ids: (string | undefined)[] = [];
  const times: number[] = [];
  for await (const page of paginateDescribeStackEvents({ client }, { StackName: 'shop-prod' })) {
    ids.push(...(page.StackEvents ?? []).map(({ EventId }) => EventId));
    times.push(...(page.StackEvents ?? []).map(({ Timestamp }) => Timestamp?.getTime() ?? 0));
  }
  expect(new Set(ids).size).toBe(8);
  expect(ids).toHaveLength(8);
  expect(times).toEqual([...times].sort((one, other) => other - one));
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
  const { client, propose, settled, status } = await open({ speed: 20 });
  const ChangeSetName = await propose({ TemplateBody: after });
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName }));
  const { message } = await failureOf(
    client.send(new UpdateStackCommand({ StackName: 'shop-prod', UsePreviousTemplate: true })),
  );
  expect(message).toMatch(/^Stack:arn:.* is in UPDATE_IN_PROGRESS state and can not be updated\.$/);
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

test('the instances of a stack set are found by account and region', async () => {
  const { client, world } = await open();
  const stackSets = world.accounts.get(account)?.regions.get(region)?.stackSets;
  const instances = ['us-west-2', 'eu-west-1'].map((inRegion) => ({
    account,
    region: inRegion,
    stackId: `arn:aws:cloudformation:${inRegion}:${account}:stack/StackSet-shop/1`,
  }));
  stackSets?.set('shop-infrastructure', {
    id: 'shop-infrastructure:1',
    name: 'shop-infrastructure',
    instances,
  });
  const { Summaries } = await client.send(
    new ListStackInstancesCommand({
      StackSetName: 'shop-infrastructure',
      StackInstanceAccount: account,
      StackInstanceRegion: 'eu-west-1',
    }),
  );
  expect(Summaries?.map(({ StackId }) => StackId)).toEqual([instances[1]?.stackId]);
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

test.each([
  ['carries the tags', tags, undefined],
  ['lost its tags', {}, 'AccessDenied'],
])('a manager role may pass on an execution role that %s', async (_, roleTags, expected) => {
  const { world, client, propose } = await open();
  const { roles } = world.accounts.get(account) ?? {};
  const common = { trusts: [], arn: roleArn };
  roles?.set('shop-prod-CFNExecutionRole', { ...common, name: 'shop-prod-CFNExecutionRole', tags: roleTags });
  roles?.set('shop-prod-EnvManagerRole', { ...common, name: 'shop-prod-EnvManagerRole', tags });
  const [caller] = world.credentials.values();
  if (caller) world.credentials.set(caller.accessKeyId, { ...caller, role: 'shop-prod-EnvManagerRole' });
  const proposed = propose({ TemplateBody: after, RoleARN: roleArn });
  if (expected !== undefined) {
    expect((await failureOf(proposed)).name).toBe(expected);
    return;
  }
  const described = await client.send(new DescribeChangeSetCommand({ ChangeSetName: await proposed }));
  expect(described.Status).toBe('CREATE_COMPLETE');
});
