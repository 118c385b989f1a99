import {
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackInstancesCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { account, failureOf, region } from '../support.ts';
import { after, before, open, roleArn, tags } from './sdk-support.ts';
import { putObject } from './support.ts';

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
