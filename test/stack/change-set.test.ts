import { describe, expect, it } from 'vitest';
import { describeChangeSet, describeStack, stackEventsPage } from '../../source/aws/cloudformation.ts';
import { UserError } from '../../source/errors.ts';
import {
  discardChangeSet,
  executeChangeSet,
  type PreparedChangeSet,
  prepareChangeSet,
} from '../../source/stack/change-set.ts';
import { systemClock } from '../../source/stack/clock.ts';
import { after, before, type Opened, openStack, tags } from './sandbox-stack.ts';

const ports = ({ connection }: Opened) => ({ connection, clock: systemClock });

function changesOf(prepared: PreparedChangeSet) {
  if (prepared.kind !== 'changes') throw new Error('The change set is empty.');
  return prepared;
}

async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );
}

describe('preparing a change set', () => {
  it('tells every change property by property, described and judged', async () => {
    const opened = await openStack();
    const describe = (logicalId: string) => (logicalId === 'Alarm' ? 'An alarm for the queue' : undefined);
    const { verdict, changes } = changesOf(
      await prepareChangeSet(ports(opened), await opened.request(after, { describe })),
    );
    expect(verdict).toBe('allowed');
    expect(changes).toMatchObject([
      {
        stack: 'shop-prod',
        logicalId: 'Queue',
        description: 'Queue',
        action: 'modify',
        replacement: 'no',
        verdict: 'allowed',
        properties: [{ path: 'Properties.DelaySeconds', before: '5', after: '7', replacement: 'never' }],
      },
      {
        logicalId: 'Alarm',
        description: 'An alarm for the queue',
        action: 'add',
        properties: [{ path: 'Properties.Threshold', after: '1' }],
      },
    ]);
  });

  it('refuses what CloudFormation would do beyond the template', async () => {
    const opened = await openStack();
    opened.world.knobs.proposals = new Map([['Topic', 'replace']]);
    const { verdict, changes } = changesOf(
      await prepareChangeSet(ports(opened), await opened.request(after)),
    );
    expect(verdict).toBe('refused');
    expect(changes.find((change) => change.logicalId === 'Topic')).toMatchObject({
      verdict: 'refused',
      replacement: 'yes',
    });
  });

  it('gives nothing for a template that changes nothing, and leaves no change set', async () => {
    const opened = await openStack();
    const request = await opened.request(`${before}# Only a comment.\n`);
    expect(await prepareChangeSet(ports(opened), request)).toEqual({ kind: 'empty' });
    expect(await codeOf(describeChangeSet(opened.connection, 'shop-prod', request.name))).toBe('aws-refused');
  });

  it('says why CloudFormation cannot make a change', async () => {
    const opened = await openStack();
    const broken = before.replace('!Ref AppName', '!Ref Nowhere');
    const failed = prepareChangeSet(ports(opened), await opened.request(broken));
    await expect(failed).rejects.toThrow(/Nowhere/);
  });

  it('is refused while the stack is busy', async () => {
    const opened = await openStack();
    const first = changesOf(await prepareChangeSet(ports(opened), await opened.request(after)));
    opened.world.knobs.speed = 0.01;
    await executeChangeSet(ports(opened), { stack: 'shop-prod', id: first.id, token: 'mine' });
    expect(await codeOf(prepareChangeSet(ports(opened), await opened.request(before)))).toBe('stack-busy');
  });

  it('leaves nothing behind when it is called off', async () => {
    const opened = await openStack();
    const stop = new AbortController();
    const request = await opened.request(after, { signal: stop.signal });
    const clock = {
      ...systemClock,
      wait: async () => {
        stop.abort(new Error('called off'));
        throw stop.signal.reason;
      },
    };
    await expect(prepareChangeSet({ connection: opened.connection, clock }, request)).rejects.toThrow(
      'called off',
    );
    const left = await describeChangeSet(opened.connection, 'shop-prod', request.name).catch(() => undefined);
    expect(left?.Status ?? 'DELETE_COMPLETE').toBe('DELETE_COMPLETE');
  });
});

describe('executing a change set', () => {
  it('keeps parameters and tags', async () => {
    const opened = await openStack();
    const { id } = changesOf(await prepareChangeSet(ports(opened), await opened.request(after)));
    await executeChangeSet(ports(opened), { stack: 'shop-prod', id, token: 'mine' });
    await opened.follow({ since: { clientRequestToken: 'mine' } });
    const stack = await describeStack(opened.connection, 'shop-prod');
    expect(Object.fromEntries((stack?.Tags ?? []).map(({ Key, Value }) => [Key, Value]))).toEqual(tags);
    expect(stack?.Parameters).toContainEqual(
      expect.objectContaining({ ParameterKey: 'AppName', ParameterValue: 'shop' }),
    );
  });

  it('once more starts nothing', async () => {
    const opened = await openStack();
    const { id } = changesOf(await prepareChangeSet(ports(opened), await opened.request(after)));
    opened.world.knobs.speed = 1;
    await executeChangeSet(ports(opened), { stack: 'shop-prod', id, token: 'mine' });
    await executeChangeSet(ports(opened), { stack: 'shop-prod', id, token: 'mine' });
    const { events } = await stackEventsPage(opened.connection, 'shop-prod');
    expect(events.filter((event) => event.ResourceStatus === 'UPDATE_IN_PROGRESS')).toHaveLength(1);
  });

  it('is refused when the stack changed since', async () => {
    const opened = await openStack();
    const old = changesOf(await prepareChangeSet(ports(opened), await opened.request(after)));
    const other = changesOf(
      await prepareChangeSet(
        ports(opened),
        await opened.request(before.replace('DelaySeconds: 5', 'DelaySeconds: 9')),
      ),
    );
    await executeChangeSet(ports(opened), { stack: 'shop-prod', id: other.id, token: 'theirs' });
    await opened.follow({ since: { clientRequestToken: 'theirs' } });
    const late = executeChangeSet(ports(opened), { stack: 'shop-prod', id: old.id, token: 'mine' });
    expect(await codeOf(late)).toBe('change-set-obsolete');
  });
});

it('a change set may be discarded twice', async () => {
  const opened = await openStack();
  const { id } = changesOf(await prepareChangeSet(ports(opened), await opened.request(after)));
  await discardChangeSet(ports(opened), { stack: 'shop-prod', id });
  await discardChangeSet(ports(opened), { stack: 'shop-prod', id });
  expect((await describeStack(opened.connection, 'shop-prod'))?.StackStatus).toBe('CREATE_COMPLETE');
});
