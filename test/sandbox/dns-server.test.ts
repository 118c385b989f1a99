import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { decode, streamEncode } from 'dns-packet';
import { expect, test } from 'vitest';
import { putRecord } from '../../source/sandbox/hosted-zones.ts';
import { addDistribution, addLoadBalancer, addZone, loadBalancerName } from './small-site.ts';
import { openSandbox } from './support.ts';

async function open(options: Parameters<typeof openSandbox>[0] = {}) {
  const { sandbox, world } = await openSandbox(options);
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([sandbox.resolver]);
  return { sandbox, world, resolver };
}

async function codeOf(lookup: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await lookup);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'another error';
  }
}

test('an alias record answers with the addresses of the load balancer', async () => {
  const { world, resolver } = await open();
  addLoadBalancer(world);
  addZone(world, `dualstack.${loadBalancerName}`);
  expect(await resolver.resolve4('api.example.com')).toEqual(['198.51.100.10', '198.51.100.11']);
  expect(await resolver.resolve4(loadBalancerName)).toEqual(['198.51.100.10', '198.51.100.11']);
});

test('a record that is moved leads to the distribution from then on', async () => {
  const { world, resolver } = await open();
  addLoadBalancer(world);
  addDistribution(world);
  const zone = addZone(world, loadBalancerName);
  await resolver.resolve4('api.example.com');
  putRecord(zone, {
    name: 'api.example.com',
    type: 'A',
    alias: { dnsName: 'd111.cloudfront.net', hostedZoneId: 'Z2FDTNDATAQYW2', evaluateTargetHealth: false },
  });
  expect(await resolver.resolve4('api.example.com')).toEqual(['203.0.113.7', '203.0.113.8']);
});

test('a CNAME answers with its chain', async () => {
  const { world, resolver } = await open({ speed: 1 });
  addDistribution(world);
  const zone = addZone(world, 'd111.cloudfront.net');
  putRecord(zone, { name: 'www.example.com', type: 'CNAME', ttl: 300, values: ['d111.cloudfront.net'] });
  expect(await resolver.resolve4('www.example.com', { ttl: true })).toEqual([
    { address: '203.0.113.7', ttl: 60 },
    { address: '203.0.113.8', ttl: 60 },
  ]);
  expect(await resolver.resolveCname('www.example.com')).toEqual(['d111.cloudfront.net']);
});

test('answers for the other types', async () => {
  const { world, resolver } = await open();
  const zone = addZone(world, 'd111.cloudfront.net');
  putRecord(zone, { name: 'example.com', type: 'TXT', ttl: 300, values: ['"v=spf1" " -all"'] });
  putRecord(zone, { name: 'six.example.com', type: 'AAAA', ttl: 300, values: ['2001:db8::1'] });
  expect(await resolver.resolveTxt('example.com')).toEqual([['v=spf1', ' -all']]);
  expect(await resolver.resolve6('six.example.com')).toEqual(['2001:db8::1']);
  expect(await resolver.resolveNs('example.com')).toContain('ns-2048.awsdns-64.com');
  expect((await resolver.resolveSoa('example.com')).hostmaster).toBe('awsdns-hostmaster.amazon.com');
});

test('a wildcard answers for names that have no records of their own', async () => {
  const { world, resolver } = await open();
  const zone = addZone(world, 'd111.cloudfront.net');
  putRecord(zone, { name: '*.example.com', type: 'A', ttl: 300, values: ['192.0.2.9'] });
  putRecord(zone, { name: 'text.example.com', type: 'TXT', ttl: 300, values: ['"x"'] });
  expect(await resolver.resolve4('any.example.com')).toEqual(['192.0.2.9']);
  expect(await codeOf(resolver.resolve4('text.example.com'))).toBe('ENODATA');
});

test('a name that nobody has does not exist', async () => {
  const { world, resolver } = await open();
  addZone(world, 'd111.cloudfront.net');
  expect(await codeOf(resolver.resolve4('missing.example.com'))).toBe('ENOTFOUND');
  expect(await codeOf(resolver.resolve4('example.org'))).toBe('ENOTFOUND');
});

test('answers over TCP on the same port', async () => {
  const { sandbox, world } = await open();
  addDistribution(world);
  const [host = '', port] = sandbox.resolver.split(':');
  const socket = connect(Number(port), host);
  socket.write(
    streamEncode({ type: 'query', id: 7, questions: [{ name: 'd111.cloudfront.net', type: 'A' }] }),
  );
  const answer = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  socket.destroy();
  expect(decode(answer.subarray(2)).answers?.map(({ data }) => data)).toEqual(['203.0.113.7', '203.0.113.8']);
});

test('answers live as much shorter as time passes faster', async () => {
  const { world, resolver } = await open({ speed: 20 });
  addLoadBalancer(world);
  addZone(world, loadBalancerName);
  expect((await resolver.resolve4('api.example.com', { ttl: true })).map(({ ttl }) => ttl)).toEqual([3, 3]);
});
