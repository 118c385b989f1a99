import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  paginateListHostedZones,
  Route53Client,
  waitUntilResourceRecordSetsChanged,
} from '@aws-sdk/client-route-53';
import { expect, test } from 'vitest';
import { addHostedZone } from '../../../source/sandbox/hosted-zones.ts';
import type { WorldOptions } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox } from '../support.ts';

async function openZone(options: WorldOptions = {}) {
  const { client, world } = await openSandbox(options);
  const zone = addHostedZone(world, { account, name: 'example.com' });
  const route53 = new Route53Client(client);
  const change = (...changes: Change[]) =>
    route53.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zone.id, ChangeBatch: { Changes: changes } }),
    );
  return { world, zone, route53, change };
}

function record(
  Action: Change['Action'],
  Name: string,
  Value = '192.0.2.1',
  Type: 'A' | 'CNAME' = 'A',
): Change {
  return { Action, ResourceRecordSet: { Name, Type, TTL: 300, ResourceRecords: [{ Value }] } };
}

test('pages through hosted zones', async () => {
  const { world, route53 } = await openZone();
  for (const name of ['a.org', 'b.org']) addHostedZone(world, { account, name });
  const pages = [];
  for await (const page of paginateListHostedZones({ client: route53, pageSize: 2 }, {})) {
    pages.push(page.HostedZones?.map(({ Name }) => Name));
  }
  expect(pages).toEqual([['example.com.', 'a.org.'], ['b.org.']]);
});

test('lists zones by name from the name that is asked for', async () => {
  const { world, zone, route53 } = await openZone();
  for (const name of ['example.net', 'shop.example.com', 'aaa.com']) addHostedZone(world, { account, name });
  const answer = await route53.send(
    new ListHostedZonesByNameCommand({ DNSName: 'example.com', MaxItems: 2 }),
  );
  expect(answer.HostedZones?.map(({ Name }) => Name)).toEqual(['example.com.', 'shop.example.com.']);
  expect(answer.HostedZones?.[0]?.Id).toBe(`/hostedzone/${zone.id}`);
  expect(answer.NextDNSName).toBe('example.net.');
});

test('lists records in the order of Route 53, from a name and type on', async () => {
  const { zone, route53, change } = await openZone();
  await change(record('CREATE', 'www.example.com'), record('CREATE', '*.example.com'));
  const all = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone.id }));
  const names = all.ResourceRecordSets?.map(({ Name, Type }) => `${Name} ${Type}`);
  expect(names).toEqual([
    'example.com. NS',
    'example.com. SOA',
    '\\052.example.com. A',
    'www.example.com. A',
  ]);
  const some = await route53.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId: zone.id,
      StartRecordName: 'www.example.com',
      StartRecordType: 'A',
      MaxItems: 1,
    }),
  );
  expect(some.ResourceRecordSets).toEqual([
    expect.objectContaining({
      Name: 'www.example.com.',
      TTL: 300,
      ResourceRecords: [{ Value: '192.0.2.1' }],
    }),
  ]);
});

test('a change is pending until all name servers know it', async () => {
  const { route53, change } = await openZone({ speed: 50 });
  const changed = await change(record('CREATE', 'www.example.com'));
  expect(changed.ChangeInfo?.Status).toBe('PENDING');
  const Id = changed.ChangeInfo?.Id;
  await waitUntilResourceRecordSetsChanged({ client: route53, maxWaitTime: 10, minDelay: 1 }, { Id });
  const after = await route53.send(new GetChangeCommand({ Id }));
  expect(after.ChangeInfo?.Status).toBe('INSYNC');
});

test('a comment comes back as it was sent, line ends and all', async () => {
  const { zone, route53 } = await openZone();
  const Comment = 'moved\r\nby <dana> & "co"';
  const ChangeBatch = { Comment, Changes: [record('UPSERT', 'www.example.com')] };
  const sent = await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: zone.id, ChangeBatch }),
  );
  const change = await route53.send(new GetChangeCommand({ Id: sent.ChangeInfo?.Id }));
  expect(change.ChangeInfo?.Comment).toBe(Comment);
});

test('a batch with one wrong change changes nothing', async () => {
  const { zone, change } = await openZone();
  await change(record('CREATE', 'taken.example.com'));
  const failure = await failureOf(
    change(
      record('CREATE', 'new.example.com'),
      record('CREATE', 'taken.example.com'),
      record('DELETE', 'missing.example.com'),
    ),
  );
  expect(failure).toEqual({
    name: 'InvalidChangeBatch',
    message:
      "[Tried to create resource record set [name='taken.example.com.', type='A'] but it already exists, " +
      "Tried to delete resource record set [name='missing.example.com.', type='A'] but it was not found]",
  });
  expect([...zone.records.keys()]).not.toContain('new.example.com A');
});

test.each([
  [
    'a deletion that says other values',
    record('DELETE', 'taken.example.com', '192.0.2.2'),
    "[Tried to delete resource record set [name='taken.example.com.', type='A'] but the values provided do not match the current values]",
  ],
  [
    'a CNAME beside another record',
    record('CREATE', 'taken.example.com', 'example.org', 'CNAME'),
    '[RRSet of type CNAME with DNS name taken.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]',
  ],
  [
    'a CNAME at the apex',
    record('CREATE', 'example.com', 'example.org', 'CNAME'),
    '[RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.]',
  ],
  [
    'a name of another zone',
    record('CREATE', 'www.example.org'),
    '[RRSet with DNS name www.example.org. is not permitted in zone example.com.]',
  ],
])('refuses %s', async (_, wrong, message) => {
  const { change } = await openZone();
  await change(record('CREATE', 'taken.example.com'));
  expect(await failureOf(change(wrong))).toEqual({ name: 'InvalidChangeBatch', message });
});

test('an alias to CloudFront must name its zone', async () => {
  const { change, zone } = await openZone();
  const alias = (HostedZoneId: string): Change => ({
    Action: 'UPSERT',
    ResourceRecordSet: {
      Name: 'www.example.com',
      Type: 'A',
      AliasTarget: { HostedZoneId, DNSName: 'd111.cloudfront.net', EvaluateTargetHealth: false },
    },
  });
  expect((await failureOf(change(alias('ZWRONG')))).message).toContain(
    'but the alias target name does not lie within the target zone',
  );
  await change(alias('Z2FDTNDATAQYW2'));
  expect(zone.records.get('www.example.com A')?.alias?.dnsName).toBe('d111.cloudfront.net');
});

test('does not know a zone of nobody', async () => {
  const { route53 } = await openZone();
  const call = route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'ZNOBODY' }));
  expect(await failureOf(call)).toEqual({
    name: 'NoSuchHostedZone',
    message: 'No hosted zone found with ID: ZNOBODY',
  });
});
