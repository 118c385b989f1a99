import { describe, expect, test } from 'vitest';
import { createResolver, whereNameLeads } from '../../source/network/dns.ts';
import { addHostedZone, putRecord } from '../../source/sandbox/hosted-zones.ts';
import type { RecordSet } from '../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../source/sandbox/world-factory.ts';
import { account, distribution, loadBalancer, region } from '../aws/support.ts';
import { openSandbox } from '../sandbox/support.ts';

const name = 'api.example.com';
const targets = { loadBalancer: loadBalancer().dnsName, distribution: distribution('E1').domainName };

/** A load balancer, a distribution, and a zone with these records. */
async function open(records: readonly RecordSet[]) {
  const { sandbox, world } = await openSandbox();
  const balancer = loadBalancer();
  regionOf(world, account, region).loadBalancers.set(balancer.arn, balancer);
  accountOf(world, account).distributions.set('E1', distribution('E1'));
  const other = { domainName: 'd999.cloudfront.net', addresses: ['198.51.100.77'] };
  accountOf(world, account).distributions.set('E9', distribution('E9', other));
  const zone = addHostedZone(world, { account, name: 'example.com' });
  for (const record of records) putRecord(zone, record);
  return createResolver(sandbox.resolver);
}

const alias = (dnsName: string): RecordSet => ({
  name,
  type: 'A',
  alias: { dnsName, hostedZoneId: 'Z1', evaluateTargetHealth: false },
});
const cname = (from: string, to: string): RecordSet => ({ name: from, type: 'CNAME', ttl: 60, values: [to] });

describe('a name', () => {
  test.each<[string, string, RecordSet[]]>([
    ['load-balancer', 'an alias record', [alias(targets.loadBalancer)]],
    ['load-balancer', 'an alias record with dualstack', [alias(`dualstack.${targets.loadBalancer}`)]],
    ['load-balancer', 'a CNAME', [cname(name, targets.loadBalancer)]],
    ['load-balancer', 'a CNAME in capitals', [cname(name, `${targets.loadBalancer.toUpperCase()}.`)]],
    ['load-balancer', 'one of its addresses', [{ name, type: 'A', ttl: 60, values: ['203.0.113.2'] }]],
    ['distribution', 'an alias record', [alias(targets.distribution)]],
    ['distribution', 'a CNAME', [cname(name, targets.distribution)]],
    [
      'distribution',
      'two CNAMEs',
      [cname(name, 'edge.example.com'), cname('edge.example.com', targets.distribution)],
    ],
    ['elsewhere', 'an address', [{ name, type: 'A', ttl: 60, values: ['192.0.2.1'] }]],
    ['elsewhere', 'another distribution', [alias('d999.cloudfront.net')]],
    ['nowhere', 'nothing', []],
    ['nowhere', 'a CNAME to a name that is not there', [cname(name, 'gone.example.com')]],
    ['nowhere', 'a text', [{ name, type: 'TXT', ttl: 60, values: ['"text"'] }]],
  ])('leads to %s by %s', async (leadsTo, _, records) => {
    const resolver = await open(records);
    expect(await whereNameLeads(resolver, name, targets)).toMatchObject({ name, leadsTo });
  });

  test('shows the names that it leads through and the addresses at the end', async () => {
    const resolver = await open([
      cname(name, 'Edge.example.com'),
      cname('edge.example.com', targets.distribution),
    ]);
    expect(await whereNameLeads(resolver, name, targets)).toEqual({
      name,
      leadsTo: 'distribution',
      through: ['edge.example.com', targets.distribution],
      addresses: ['198.51.100.1', '198.51.100.2'],
    });
  });

  test('that goes in circles ends', async () => {
    const resolver = await open([cname(name, 'b.example.com'), cname('b.example.com', name)]);
    expect(await whereNameLeads(resolver, name, targets)).toMatchObject({ leadsTo: 'nowhere' });
  });

  test('leads elsewhere while there is no distribution', async () => {
    const resolver = await open([alias('d999.cloudfront.net')]);
    const { loadBalancer: balancer } = targets;
    expect(await whereNameLeads(resolver, name, { loadBalancer: balancer })).toMatchObject({
      leadsTo: 'elsewhere',
    });
  });

  test('of which DNS says nothing is unknown, within seconds', async () => {
    const resolver = createResolver('127.0.0.1:1');
    const started = Date.now();
    expect(await whereNameLeads(resolver, name, targets)).toEqual({
      name,
      leadsTo: 'unknown',
      addresses: [],
      problem: expect.stringContaining(`DNS did not say where ${name} leads`),
    });
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});

describe('a DNS server', () => {
  test.each(['dns.example.com', 'dns.example.com:53'])('%s must be an IP address', (server) => {
    expect(() => createResolver(server)).toThrow(expect.objectContaining({ code: 'address-malformed' }));
  });

  test('may be the local host by name', () => {
    expect(createResolver('localhost:5353').getServers()).toEqual(['127.0.0.1:5353']);
  });

  test('may have an IPv6 address', () => {
    expect(createResolver('[::1]:5353').getServers()).toEqual(['[::1]:5353']);
  });
});
