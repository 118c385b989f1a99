import { describe, expect, test } from 'vitest';
import {
  changeRecords,
  changeState,
  hostedZones,
  type RecordSet,
  type RecordSetChange,
  recordsNamed,
} from '../../source/aws/route-53.ts';
import { addHostedZone, putRecord } from '../../source/sandbox/hosted-zones.ts';
import { until } from '../sandbox/support.ts';
import { account, openAws } from './support.ts';

const toBalancer: RecordSet = {
  name: 'api.example.com',
  type: 'A',
  alias: {
    dnsName: 'lb.us-west-2.elb.amazonaws.com',
    hostedZoneId: 'Z1H1FL5HABSF5',
    evaluateTargetHealth: true,
  },
};
const toDistribution: RecordSet = {
  name: 'api.example.com',
  type: 'A',
  alias: { dnsName: 'd111.cloudfront.net', hostedZoneId: 'Z2FDTNDATAQYW2', evaluateTargetHealth: false },
};
const move: readonly RecordSetChange[] = [
  { action: 'DELETE', record: toBalancer },
  { action: 'CREATE', record: toDistribution },
];

async function openZone(options: Parameters<typeof openAws>[0] = {}) {
  const opened = await openAws(options);
  const zone = addHostedZone(opened.world, { account, name: 'example.com' });
  putRecord(zone, toBalancer);
  return { ...opened, zone };
}

describe('hosted zones', () => {
  test('are listed to the last page, without the decoration of their ids and names', async () => {
    const { connection, world, zone } = await openZone();
    addHostedZone(world, { account, name: 'shop.local', private: true });
    for (let index = 0; index < 120; index += 1) addHostedZone(world, { account, name: `z${index}.example` });
    const zones = await hostedZones(connection);
    expect(zones).toHaveLength(122);
    expect(zones).toContainEqual({ id: zone.id, name: 'example.com', private: false });
    expect(zones).toContainEqual(expect.objectContaining({ name: 'shop.local', private: true }));
  });
});

describe('records of a name', () => {
  test('are those of exactly that name, of every type', async () => {
    const { connection, zone } = await openZone();
    const text: RecordSet = { name: 'api.example.com', type: 'TXT', ttl: 300, values: ['"Kept As Is"'] };
    putRecord(zone, text);
    putRecord(zone, { name: 'v1.api.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'] });
    putRecord(zone, { name: 'b.example.com', type: 'A', ttl: 60, values: ['192.0.2.2'] });
    expect(await recordsNamed(connection, zone.id, 'API.example.com.')).toEqual([toBalancer, text]);
    expect(await recordsNamed(connection, zone.id, 'none.example.com')).toEqual([]);
  });

  test('can be those of a wildcard', async () => {
    const { connection, zone } = await openZone();
    const wildcard: RecordSet = { name: '*.example.com', type: 'CNAME', ttl: 60, values: ['a.example.net'] };
    putRecord(zone, wildcard);
    expect(await recordsNamed(connection, zone.id, '*.example.com')).toEqual([wildcard]);
  });

  test('carry their set identifier where a routing policy chooses among them', async () => {
    const { connection, zone } = await openZone();
    const weighted = { name: 'w.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'], weight: 1 };
    putRecord(zone, { ...weighted, setIdentifier: 'blue' });
    putRecord(zone, { ...weighted, setIdentifier: 'green' });
    const found = await recordsNamed(connection, zone.id, 'w.example.com');
    expect(found.map(({ setIdentifier }) => setIdentifier)).toEqual(['blue', 'green']);
  });

  test('are followed over pages', async () => {
    const { connection, zone } = await openZone();
    for (let index = 0; index < 350; index += 1) {
      const setIdentifier = `s${String(index).padStart(3, '0')}`;
      putRecord(zone, {
        name: 'w.example.com',
        type: 'A',
        ttl: 60,
        values: ['192.0.2.1'],
        setIdentifier,
        weight: 1,
      });
    }
    expect(await recordsNamed(connection, zone.id, 'w.example.com')).toHaveLength(350);
  });
});

describe('a change of records', () => {
  test('replaces what stands as it was read, and comes through', async () => {
    const { connection, zone } = await openZone({ speed: 1_000 });
    const id = await changeRecords(connection, zone.id, move, 'through CloudFront');
    expect(await recordsNamed(connection, zone.id, 'api.example.com')).toEqual([toDistribution]);
    expect(id).not.toContain('/');
    await until(async () => (await changeState(connection, id)) === 'INSYNC');
  });

  test('is pending until the servers have it', async () => {
    const { connection, zone } = await openZone({ speed: 0.001 });
    const id = await changeRecords(connection, zone.id, move, 'through CloudFront');
    expect(await changeState(connection, id)).toBe('PENDING');
  });

  test('is refused as a whole when somebody changed a record meanwhile', async () => {
    const { connection, zone } = await openZone();
    const elsewhere: RecordSet = { ...toBalancer, alias: { ...move0Alias(), dnsName: 'other.example.net' } };
    putRecord(zone, elsewhere);
    await expect(changeRecords(connection, zone.id, move, 'move')).rejects.toMatchObject({
      code: 'records-changed',
      message: expect.stringContaining('Changing the records of api.example.com'),
      details: [expect.stringContaining('api.example.com')],
    });
    expect(await recordsNamed(connection, zone.id, 'api.example.com')).toEqual([elsewhere]);
  });

  test('that is denied names the action', async () => {
    const { connection, zone } = await openZone({ denied: ['route53:ChangeResourceRecordSets'] });
    await expect(changeRecords(connection, zone.id, move, 'move')).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('route53:ChangeResourceRecordSets'),
    });
  });
});

function move0Alias() {
  return { hostedZoneId: 'Z1H1FL5HABSF5', evaluateTargetHealth: true };
}
