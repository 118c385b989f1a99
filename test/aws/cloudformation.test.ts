import { expect, it } from 'vitest';
import {
  cancelUpdate,
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  describeStack,
  executeChangeSet,
  stackEventsPage,
  stackInstances,
  stackResources,
  templateBody,
} from '../../source/aws/cloudformation.ts';
import { regionOf } from '../../source/sandbox/world-factory.ts';
import { account, region, until } from '../sandbox/support.ts';
import { before, type Opened, openStack } from '../stack/sandbox-stack.ts';

async function updateTo({ connection }: Opened, template: string): Promise<string> {
  const id = await createChangeSet(connection, {
    StackName: 'shop-prod',
    ChangeSetName: 'next',
    TemplateBody: template,
    Parameters: ['AppName', 'EnvironmentName'].map((key) => ({ ParameterKey: key, UsePreviousValue: true })),
  });
  await until(
    async () => (await describeChangeSet(connection, 'shop-prod', id)).Status === 'CREATE_COMPLETE',
  );
  return id;
}

it('a stack is found by name and by id, one that is not there is undefined', async () => {
  const { connection } = await openStack();
  const stack = await describeStack(connection, 'shop-prod');
  expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
  expect(await describeStack(connection, stack?.StackId ?? '')).toMatchObject({ StackName: 'shop-prod' });
  expect(await describeStack(connection, 'shop-staging')).toBeUndefined();
});

it('a template comes as it was sent, comments and all', async () => {
  const { connection } = await openStack();
  expect(await templateBody(connection, 'shop-prod')).toBe(before);
});

it('the template of a change set can be read before it is executed', async () => {
  const opened = await openStack();
  const template = before.replace('DelaySeconds: 5', 'DelaySeconds: 6');
  const id = await updateTo(opened, template);
  expect(await templateBody(opened.connection, 'shop-prod', { changeSet: id })).toBe(template);
});

it('a change set is read to its last page', async () => {
  const opened = await openStack();
  const many = Array.from({ length: 260 }, (_, index) => `  T${index}: {Type: 'AWS::SNS::Topic'}\n`);
  const id = await updateTo(opened, before + many.join(''));
  const { Changes } = await describeChangeSet(opened.connection, 'shop-prod', id);
  expect(Changes?.map((change) => change.ResourceChange?.LogicalResourceId)).toEqual(
    many.map((_, index) => `T${index}`),
  );
});

it('deleting a change set that is not there is fine', async () => {
  const { connection } = await openStack();
  await deleteChangeSet(connection, 'shop-prod', 'no-such-change-set');
});

it('the events of an update carry the token that it was started with', async () => {
  const opened = await openStack();
  const id = await updateTo(opened, before.replace('DelaySeconds: 5', 'DelaySeconds: 6'));
  await executeChangeSet(opened.connection, 'shop-prod', id, 'token');
  const { events } = await stackEventsPage(opened.connection, 'shop-prod');
  expect(events[0]?.ClientRequestToken).toBe('token');
});

it('events come newest first, page by page', async () => {
  const many = Array.from({ length: 60 }, (_, index) => `  T${index}: {Type: 'AWS::SNS::Topic'}\n`);
  const { connection } = await openStack(before + many.join(''));
  const first = await stackEventsPage(connection, 'shop-prod');
  expect(first.events[0]?.ResourceStatus).toBe('CREATE_COMPLETE');
  expect(first.nextToken).toBeDefined();
  const second = await stackEventsPage(connection, 'shop-prod', first.nextToken);
  expect(second.events[0]?.EventId).not.toBe(first.events.at(-1)?.EventId);
});

it('resources are told with their physical ids', async () => {
  const { connection } = await openStack();
  const resources = await stackResources(connection, 'shop-prod', []);
  expect(resources.map((resource) => resource.LogicalResourceId).sort()).toEqual(['Queue', 'Topic']);
  expect(resources.every((resource) => resource.PhysicalResourceId)).toBe(true);
});

it('of more than a hundred resources, those that are needed are told, too', async () => {
  const many = Array.from({ length: 120 }, (_, index) => `  T${index}: {Type: 'AWS::SNS::Topic'}\n`);
  const { connection } = await openStack(before + many.join(''));
  const first = await stackResources(connection, 'shop-prod', []);
  expect(first).toHaveLength(100);
  const needed = await stackResources(connection, 'shop-prod', ['T119', 'Topic', 'None']);
  expect(needed).toHaveLength(101);
  expect(needed.at(-1)).toMatchObject({ LogicalResourceId: 'T119' });
});

it('an update that is not under way cannot be cancelled', async () => {
  const { connection } = await openStack();
  await expect(cancelUpdate(connection, 'shop-prod')).rejects.toMatchObject({ code: 'aws-refused' });
});

it('the instances of a stack set are told', async () => {
  const { connection, world } = await openStack();
  regionOf(world, account, region).stackSets.set('shop-infrastructure', {
    id: 'shop-infrastructure:1',
    name: 'shop-infrastructure',
    instances: [
      { account, region, stackId: 'arn:aws:cloudformation:us-west-2:111122223333:stack/StackSet-1/2' },
    ],
  });
  const [instance] = await stackInstances(connection, 'shop-infrastructure', account, region);
  expect(instance?.StackId).toContain('StackSet-1');
});

it('a call that is not allowed says which action as whom', async () => {
  const { connection, world } = await openStack();
  world.knobs.denied.add('cloudformation:DescribeStacks');
  await expect(describeStack(connection, 'shop-prod')).rejects.toMatchObject({
    code: 'access-denied',
    message: expect.stringContaining('cloudformation:DescribeStacks'),
  });
});

it('an abort calls a call off', async () => {
  const { connection } = await openStack();
  await expect(describeStack(connection, 'shop-prod', AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  });
});
