import { expect, test } from 'vitest';
import type { DistributionConfig } from '../../source/sandbox/world.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import {
  addDistribution,
  addLoadBalancer,
  addZone,
  closeToAllButCloudFront,
  distributionConfig,
  groupArn,
  loadBalancerName,
} from './small-site.ts';
import { account, openSandbox, visit } from './support.ts';

const edgeName = 'd111.cloudfront.net';

async function open(changes: Partial<DistributionConfig> = {}) {
  const { sandbox, world } = await openSandbox();
  const balancer = addLoadBalancer(world);
  const distribution = addDistribution(world, changes);
  const get = (url: string, host?: string) => visit(sandbox.frontDoor, url, host);
  return { sandbox, world, balancer, distribution, get };
}

test('the load balancer redirects, and forwards by the host that is asked for', async () => {
  const { get, world } = await open();
  addZone(world, loadBalancerName);
  const redirected = await get('http://api.example.com/a?b=c');
  expect(redirected).toMatchObject({
    status: 301,
    headers: { location: 'https://api.example.com:443/a?b=c', server: 'awselb/2.0' },
  });
  expect(await get('https://api.example.com/')).toMatchObject({ status: 200, body: 'the service answers\n' });
  expect(await get(`https://${loadBalancerName}/`)).toMatchObject({ status: 404, body: 'nobody here\n' });
});

test('a request in origin form is one by http to its host', async () => {
  const { sandbox, world } = await open();
  addZone(world, loadBalancerName);
  const answer = await visit(sandbox.frontDoor, '/path', 'api.example.com');
  expect(answer.headers.location).toBe('https://api.example.com:443/path');
});

test('the edge brings what the load balancer says, and says that it was there', async () => {
  const { get, world } = await open();
  const answer = await get(`https://${edgeName}/`, 'api.example.com');
  expect(answer).toMatchObject({ status: 200, body: 'the service answers\n' });
  expect(answer.headers.via).toMatch(/^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/);
  expect(answer.headers['x-cache']).toBe('Miss from cloudfront');
  expect(world.visits.at(-1)).toMatchObject({ through: 'edge', status: 200, host: 'api.example.com' });
});

test('a name leads where its record leads now', async () => {
  const { get, world } = await open();
  addZone(world, edgeName);
  expect((await get('https://api.example.com/')).headers['x-cache']).toBe('Miss from cloudfront');
});

test('the edge does not know a host that is no alias', async () => {
  const { get, world } = await open();
  const answer = await get(`https://${edgeName}/`, 'www.example.com');
  expect(answer.status).toBe(403);
  expect(world.visits.at(-1)?.why).toBe('no such alias at the edge');
});

test('the edge serves by the config that has reached it', async () => {
  const { get, distribution } = await open();
  distribution.config = distributionConfig({ Aliases: ['www.example.com'] });
  expect((await get(`https://${edgeName}/`, 'api.example.com')).status).toBe(200);
  delete distribution.atEdge;
  expect((await get(`https://${edgeName}/`, 'api.example.com')).status).toBe(502);
});

test('TLS that ends at the edge before the load balancer stops redirecting is a loop', async () => {
  const behavior = distributionConfig().DefaultCacheBehavior;
  const { get, balancer } = await open({
    DefaultCacheBehavior: { ...behavior, ViewerProtocolPolicy: 'redirect-to-https' },
    Origins: [
      {
        Id: 'balancer',
        DomainName: loadBalancerName,
        CustomOriginConfig: { OriginProtocolPolicy: 'http-only' },
      },
    ],
  });
  const first = await get(`http://${edgeName}/`, 'api.example.com');
  expect(first).toMatchObject({ status: 301, headers: { location: 'https://api.example.com/' } });
  const second = await get(`https://${edgeName}/`, 'api.example.com');
  expect(second).toMatchObject({ status: 301, headers: { location: 'https://api.example.com:443/' } });

  const rule = [...(balancer.listeners.get('http')?.rules.values() ?? [])][0];
  if (rule !== undefined) rule.actions = [{ type: 'forward', targetGroupArn: groupArn }];
  expect((await get(`https://${edgeName}/`, 'api.example.com')).status).toBe(200);
});

test('a load balancer that is closed lets CloudFront in and nobody else', async () => {
  const { get, world } = await open();
  closeToAllButCloudFront(world);
  await expect(get(`https://${loadBalancerName}/`, 'api.example.com')).rejects.toThrow(/hang up|ECONNRESET/);
  expect(world.visits.at(-1)).toMatchObject({ through: 'nowhere', why: 'security group closed' });
  expect((await get(`https://${edgeName}/`, 'api.example.com')).status).toBe(200);
});

test('the edge waits in vain for a load balancer that lets nobody in', async () => {
  const { get, world } = await open();
  closeToAllButCloudFront(world);
  for (const region of accountOf(world, account).regions.values()) region.prefixLists.clear();
  expect((await get(`https://${edgeName}/`, 'api.example.com')).status).toBe(504);
});

test('an origin without a listener on the port is a bad gateway', async () => {
  const { get, balancer } = await open();
  balancer.listeners.delete('https');
  expect((await get(`https://${edgeName}/`, 'api.example.com')).status).toBe(502);
  await expect(get(`https://${loadBalancerName}/`, 'api.example.com')).rejects.toThrow();
});

test('an origin whose certificate names neither it nor the host is a bad gateway', async () => {
  const { get, world } = await open();
  expect((await get(`https://${edgeName}/`)).status).toBe(502);
  expect(world.visits.at(-1)?.why).toBe('origin: no certificate on the listener covers d111.cloudfront.net');
});
