import { ResourceStatus, type StackEvent } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import type { CloudFormationEvent } from '../../source/stack/cloudformation-event.ts';
import { operationLog } from '../../source/stack/event-log.ts';
import { addons, nested, resourceEvent, shopProd, stackEvent } from './events.ts';

/** AWS's logs as they stand at one moment, read in pages of `size`, newest first. */
class Logs {
  readonly asked: string[] = [];
  readonly size: number;
  failing = '';
  private readonly logs = new Map<string, CloudFormationEvent[]>();

  constructor(size = 100) {
    this.size = size;
  }

  write(...events: readonly CloudFormationEvent[]): void {
    for (const event of events)
      this.logs.set(event.stackId, [event, ...(this.logs.get(event.stackId) ?? [])]);
  }

  readonly page = async (stack: string, token = '0') => {
    const id = stack === 'shop-prod' ? shopProd : stack;
    this.asked.push(`${id === addons ? 'addons' : 'shop-prod'} ${token}`);
    if (id === this.failing) throw new Error('no network');
    const log = this.logs.get(id) ?? [];
    const from = Number(token);
    const more = from + this.size < log.length;
    const events = log.slice(from, from + this.size).map(asAws);
    return { events, attempts: 1, ...(more && { nextToken: String(from + this.size) }) };
  };
}

function asAws(event: CloudFormationEvent): StackEvent {
  return {
    EventId: event.id,
    StackId: event.stackId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.resourceType,
    ResourceStatus: Object.values(ResourceStatus).find((status) => status === event.status),
    Timestamp: event.at,
    ClientRequestToken: event.token,
  };
}

const addonsEvent = (second: number, status: string, physicalId = addons) =>
  resourceEvent(second, 'AddonsStack', status, { resourceType: 'AWS::CloudFormation::Stack', physicalId });
const told = (events: readonly CloudFormationEvent[]) =>
  events.map(({ logicalId, status }) => `${logicalId} ${status}`);

describe('a round', () => {
  it('brings what is new, oldest first, and nothing twice', async () => {
    const logs = new Logs();
    const log = operationLog(logs.page, 'shop-prod', {});
    logs.write(stackEvent(0, 'UPDATE_IN_PROGRESS'), resourceEvent(1, 'A', 'UPDATE_IN_PROGRESS'));
    expect(told((await log.read()).events)).toEqual(['shop-prod UPDATE_IN_PROGRESS', 'A UPDATE_IN_PROGRESS']);
    expect((await log.read()).events).toEqual([]);
    logs.write(resourceEvent(2, 'A', 'UPDATE_COMPLETE'));
    expect(told((await log.read()).events)).toEqual(['A UPDATE_COMPLETE']);
  });

  it('reads on over pages until it meets what it knows', async () => {
    const logs = new Logs(2);
    const log = operationLog(logs.page, 'shop-prod', {});
    logs.write(stackEvent(0, 'UPDATE_IN_PROGRESS'));
    await log.read();
    const many = [1, 2, 3, 4, 5].map((second) => resourceEvent(second, `R${second}`, 'CREATE_IN_PROGRESS'));
    logs.write(...many);
    expect((await log.read()).events).toEqual(many);
  });

  it('keeps events apart that have no physical id yet', async () => {
    const logs = new Logs();
    logs.write(
      stackEvent(0, 'UPDATE_IN_PROGRESS'),
      resourceEvent(1, 'A', 'CREATE_IN_PROGRESS', { physicalId: '' }),
      resourceEvent(1, 'B', 'CREATE_IN_PROGRESS', { physicalId: '' }),
    );
    expect((await operationLog(logs.page, 'shop-prod', {}).read()).events).toHaveLength(3);
  });

  it('leaves out what an earlier operation did', async () => {
    const logs = new Logs();
    logs.write(
      stackEvent(-9, 'UPDATE_IN_PROGRESS'),
      stackEvent(-8, 'UPDATE_COMPLETE'),
      stackEvent(0, 'UPDATE_IN_PROGRESS'),
    );
    expect((await operationLog(logs.page, 'shop-prod', {}).read()).events).toHaveLength(1);
  });

  it('waits for the operation with the token, though a finished one stands in the log', async () => {
    const logs = new Logs();
    const log = operationLog(logs.page, 'shop-prod', { clientRequestToken: 'mine' });
    logs.write(
      stackEvent(-9, 'UPDATE_IN_PROGRESS', { token: 'theirs' }),
      stackEvent(-8, 'UPDATE_COMPLETE', { token: 'theirs' }),
    );
    expect((await log.read()).events).toEqual([]);
    expect(log.stackId()).toBeUndefined();
    logs.write(stackEvent(0, 'UPDATE_IN_PROGRESS', { token: 'mine' }));
    expect((await log.read()).events).toHaveLength(1);
    expect(log.stackId()).toBe(shopProd);
  });

  it('finds the operation with the token behind a later one', async () => {
    const logs = new Logs(2);
    logs.write(
      stackEvent(0, 'UPDATE_IN_PROGRESS', { token: 'mine' }),
      stackEvent(5, 'UPDATE_COMPLETE', { token: 'mine' }),
      stackEvent(10, 'UPDATE_IN_PROGRESS', { token: 'theirs' }),
    );
    const { events } = await operationLog(logs.page, 'shop-prod', { clientRequestToken: 'mine' }).read();
    expect(told(events)).toEqual(['shop-prod UPDATE_IN_PROGRESS', 'shop-prod UPDATE_COMPLETE']);
  });
});

describe('a nested stack', () => {
  it('is read once its id is known, and its events are put where they belong', async () => {
    const logs = new Logs();
    const log = operationLog(logs.page, 'shop-prod', {});
    logs.write(stackEvent(0, 'UPDATE_IN_PROGRESS'), addonsEvent(1, 'CREATE_IN_PROGRESS', ''));
    await log.read();
    expect(logs.asked).not.toContain('addons 0');
    logs.write(addonsEvent(2, 'CREATE_IN_PROGRESS'), resourceEvent(5, 'B', 'CREATE_IN_PROGRESS'));
    logs.write(
      nested(stackEvent(2, 'CREATE_IN_PROGRESS')),
      nested(resourceEvent(4, 'Table', 'CREATE_IN_PROGRESS')),
    );
    expect(told((await log.read()).events)).toEqual([
      'AddonsStack CREATE_IN_PROGRESS',
      'shop-prod-AddonsStack-1ABC CREATE_IN_PROGRESS',
      'Table CREATE_IN_PROGRESS',
      'B CREATE_IN_PROGRESS',
    ]);
  });

  it('is left alone once it is settled, until its holder touches it again', async () => {
    const logs = new Logs();
    const log = operationLog(logs.page, 'shop-prod', {});
    logs.write(stackEvent(0, 'UPDATE_IN_PROGRESS'), addonsEvent(1, 'UPDATE_IN_PROGRESS'));
    logs.write(nested(stackEvent(2, 'UPDATE_IN_PROGRESS')), nested(stackEvent(3, 'UPDATE_COMPLETE')));
    await log.read();
    logs.asked.length = 0;
    await log.read();
    expect(logs.asked).toEqual(['shop-prod 0']);
    logs.write(stackEvent(5, 'UPDATE_ROLLBACK_IN_PROGRESS'), addonsEvent(6, 'UPDATE_IN_PROGRESS'));
    logs.write(nested(stackEvent(7, 'UPDATE_ROLLBACK_IN_PROGRESS')));
    expect(told((await log.read()).events)).toContain(
      'shop-prod-AddonsStack-1ABC UPDATE_ROLLBACK_IN_PROGRESS',
    );
  });

  it('tells nothing of what happened before the operation', async () => {
    const logs = new Logs();
    logs.write(nested(stackEvent(-9, 'CREATE_COMPLETE')), nested(stackEvent(2, 'UPDATE_IN_PROGRESS')));
    logs.write(stackEvent(0, 'UPDATE_IN_PROGRESS'), addonsEvent(1, 'UPDATE_IN_PROGRESS'));
    const { events } = await operationLog(logs.page, 'shop-prod', {}).read();
    expect(told(events)).not.toContain('shop-prod-AddonsStack-1ABC CREATE_COMPLETE');
  });

  it('that cannot be read for a moment loses nothing of the others', async () => {
    const logs = new Logs();
    const log = operationLog(logs.page, 'shop-prod', {});
    logs.write(stackEvent(0, 'UPDATE_IN_PROGRESS'), addonsEvent(1, 'UPDATE_IN_PROGRESS'));
    logs.failing = addons;
    await expect(log.read()).rejects.toThrow('no network');
    logs.failing = '';
    expect(told((await log.read()).events)).toEqual([
      'shop-prod UPDATE_IN_PROGRESS',
      'AddonsStack UPDATE_IN_PROGRESS',
    ]);
  });
});
