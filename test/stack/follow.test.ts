import { describe, expect, it } from 'vitest';
import { cancelUpdate, describeStack } from '../../source/aws/cloudformation.ts';
import type { EventBody, ResourceEvent, StackEvent } from '../../source/event.ts';
import type { World } from '../../source/sandbox/world.ts';
import { executeChangeSet, prepareChangeSet } from '../../source/stack/change-set.ts';
import { systemClock } from '../../source/stack/clock.ts';
import { until } from '../sandbox/support.ts';
import { after, before, type Opened, openStack } from './sandbox-stack.ts';

/** Starts an update; from then on the sandbox goes `speed` times as fast as AWS. */
async function update({ connection, request, world }: Opened, template = after, speed = 1000): Promise<void> {
  const ports = { connection, clock: systemClock };
  const prepared = await prepareChangeSet(ports, await request(template));
  if (prepared.kind === 'empty') throw new Error('Nothing would change.');
  world.knobs.speed = speed;
  await executeChangeSet(ports, { stack: 'shop-prod', id: prepared.id, token: 'mine' });
}

const mine = { clientRequestToken: 'mine' };
const resourcesIn = (events: readonly EventBody[]) =>
  events.filter((event): event is ResourceEvent => event.type === 'resource');
const stacksIn = (events: readonly EventBody[]) =>
  events.filter((event): event is StackEvent => event.type === 'stack');
const noticesIn = (events: readonly EventBody[]) =>
  events.flatMap((event) => (event.type === 'notice' ? [event.code] : []));

describe('an update that goes well', () => {
  it('is told from its first event to its last, in order', async () => {
    const opened = await openStack();
    await update(opened);
    const result = await opened.follow({ since: mine });
    expect(result).toMatchObject({ status: 'UPDATE_COMPLETE', outcome: 'done' });
    expect(result).not.toHaveProperty('rootCause');
    expect(stacksIn(opened.events).map((event) => event.status)).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
    expect(opened.events.at(-1)).toMatchObject({ type: 'stack', state: 'done' });
    expect(opened.events.at(-1)).toHaveProperty('milliseconds');
    const alarm = resourcesIn(opened.events).filter((event) => event.logicalId === 'Alarm');
    expect(alarm.map((event) => event.state)).toEqual(['under-way', 'under-way', 'done']);
    expect(alarm.at(-1)).toMatchObject({ doing: 'create', milliseconds: expect.any(Number) });
  });

  it('shows what its clean-up deletes', async () => {
    const opened = await openStack(after);
    await update(opened, before);
    await opened.follow({ since: mine });
    expect(resourcesIn(opened.events).at(-1)).toMatchObject({
      logicalId: 'Alarm',
      doing: 'clean-up',
      state: 'done',
      status: 'DELETE_COMPLETE',
    });
  });

  it('is told from its beginning to somebody who looks later', async () => {
    const opened = await openStack();
    await update(opened);
    await opened.follow({ since: mine });
    const first = [...opened.events];
    opened.events.length = 0;
    expect((await opened.follow()).outcome).toBe('done');
    expect(opened.events).toEqual(first);
  });

  it('changes nothing in AWS by being followed', async () => {
    const opened = await openStack();
    await update(opened);
    const calls = opened.world.calls.length;
    await opened.follow({ since: mine });
    expect(opened.world.calls.slice(calls).filter((call) => call.write)).toEqual([]);
  });
});

describe('an update that fails', () => {
  it('is told back to where it was, with the cause', async () => {
    const opened = await openStack(before, { failures: { Alarm: 'CNAMEAlreadyExists: taken' } });
    await update(opened);
    const result = await opened.follow({ since: mine });
    expect(result).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      outcome: 'rolled-back',
      rootCause: { logicalId: 'Alarm', code: 'CNAMEAlreadyExists' },
    });
    expect(stacksIn(opened.events).at(-1)?.state).toBe('failed');
    expect(stacksIn(opened.events).some((event) => event.state === 'rolling-back')).toBe(true);
  });

  it('that was cancelled has no cause', async () => {
    const opened = await openStack();
    const template = `${after}  Distribution:\n    Type: AWS::SNS::Subscription\n    DependsOn: Alarm\n`;
    await update(opened, template, 5);
    const following = opened.follow({ since: mine });
    await until(() => resourcesIn(opened.events).length > 0);
    await cancelUpdate(opened.connection, 'shop-prod');
    opened.world.knobs.speed = 1000;
    const result = await following;
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', outcome: 'cancelled' });
    expect(result).not.toHaveProperty('rootCause');
  });
});

describe('a nested stack', () => {
  const inner = 'Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n';
  const holding = async ({ upload }: Opened) =>
    `${before}  AddonsStack:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${await upload(inner)}\n`;

  it('is told with the stack that holds it', async () => {
    const opened = await openStack();
    await update(opened, await holding(opened));
    expect((await opened.follow({ since: mine })).outcome).toBe('done');
    const nested = stacksIn(opened.events).filter((event) => event.stack !== 'shop-prod');
    expect(nested.map((event) => [event.status, event.parent])).toEqual([
      ['CREATE_IN_PROGRESS', 'shop-prod'],
      ['CREATE_COMPLETE', 'shop-prod'],
    ]);
    expect(
      resourcesIn(opened.events).some((event) => event.logicalId === 'Table' && event.state === 'done'),
    ).toBe(true);
    expect(opened.events.at(-1)).toMatchObject({ stack: 'shop-prod', status: 'UPDATE_COMPLETE' });
  });

  it('that fails tells the cause from inside', async () => {
    const opened = await openStack(before, { failures: { Table: 'Table already exists' } });
    await update(opened, await holding(opened));
    expect(await opened.follow({ since: mine })).toMatchObject({
      outcome: 'rolled-back',
      rootCause: { logicalId: 'Table', reason: 'Table already exists' },
    });
  });
});

describe('a poll that fails', () => {
  it('is a notice while AWS is busy, and the end comes all the same', async () => {
    const opened = await openStack();
    await update(opened);
    opened.world.knobs.throttleRate = 1;
    const following = opened.follow({ since: mine });
    await until(() => noticesIn(opened.events).length > 0);
    opened.world.knobs.throttleRate = 0;
    expect((await following).outcome).toBe('done');
    expect(noticesIn(opened.events)).toEqual(['poll-throttled']);
  });

  it.each<[string, string, (world: World) => void]>([
    [
      'for want of permission',
      'access-denied',
      (world) => world.knobs.denied.add('cloudformation:DescribeStackEvents'),
    ],
    [
      'because the credentials have expired',
      'credentials-expired',
      (world) => {
        world.knobs.expireCredentialsAfterSeconds = 0;
      },
    ],
  ])('%s is the end', async (_, code, happens) => {
    const opened = await openStack();
    await update(opened, after, 1);
    const following = opened.follow({ since: mine });
    await until(() => opened.events.length > 0);
    happens(opened.world);
    await expect(following).rejects.toMatchObject({ code });
  });

  it('because there is no such stack is the end', async () => {
    const opened = await openStack(undefined);
    await expect(opened.follow({ stack: 'nowhere' })).rejects.toMatchObject({ code: 'stack-not-found' });
  });
});

it('an abort ends it at once and leaves the update alone', async () => {
  const opened = await openStack();
  await update(opened, after, 1);
  const stop = new AbortController();
  const following = opened.follow({ since: mine, signal: stop.signal });
  await until(() => opened.events.length > 0);
  stop.abort(new Error('enough'));
  await expect(following).rejects.toThrow('enough');
  expect((await describeStack(opened.connection, 'shop-prod'))?.StackStatus).toBe('UPDATE_IN_PROGRESS');
});

it('an operation without a trace ends with what the stack says', async () => {
  const opened = await openStack();
  expect(await opened.follow({ since: { clientRequestToken: 'never used' } })).toMatchObject({
    status: 'CREATE_COMPLETE',
    outcome: 'done',
  });
});
