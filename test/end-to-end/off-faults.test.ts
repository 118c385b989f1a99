import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { addHostedZone, putRecord } from '../../source/sandbox/hosted-zones.ts';
import { startStackUpdate } from '../../source/sandbox/services/cloudformation/index.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { start } from '../support/run.ts';
import { parseEvents, resultOf, until } from './shop.ts';
import { openSite, type Site, withCdn } from './taken-down.ts';

function openPlain(): Promise<Site> {
  return openSite({ scenario: withCdn });
}

function begin(site: Site) {
  return start(['off', '--yes', '--json'], { cwd: site.workspace, env: site.variables });
}

function step(running: { readonly output: () => string }, id: string, state: string) {
  const wanted = new RegExp(`"type":"step","id":"${id}"[^\\n]*"state":"${state}"`);
  return until(`${id} ${state}`, () => wanted.test(running.output()), running.output);
}

async function ended(running: ReturnType<typeof begin>) {
  const finished = await running.ended;
  return { code: finished.code, events: parseEvents(finished.stdout) };
}

function errorOf(events: readonly Event[]) {
  return events.find((event) => event.type === 'error');
}

async function resumed(site: Site): Promise<void> {
  const { finished, events } = await site.events(['resume']);
  expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
  expect(resultOf(events)).toMatchObject({ ok: true, distribution: null });
  expect(site.distribution()).toBeUndefined();
  expect(site.trouble()).toEqual([]);
  expect(site.manifest()).not.toContain('cdn');
}

/** The zone is delegated to somebody else's account. */
function delegateAway(site: Site, name: string): ReturnType<typeof addHostedZone> {
  const zones = [...accountOf(site.world, '111122223333').hostedZones.values()];
  const zone = zones.find((one) => one.name === 'example.com');
  const record = zone?.records.get(`${name} A`);
  if (zone === undefined || record === undefined) throw new Error('There is no such record.');
  const elsewhere = addHostedZone(site.world, { account: '999988887777', name });
  putRecord(elsewhere, record);
  const servers = elsewhere.records.get(`${name} NS`)?.values ?? [];
  zone.records.delete(`${name} A`);
  putRecord(zone, { name, type: 'NS', ttl: 300, values: servers });
  return elsewhere;
}

describe('taking a CDN down while', () => {
  it('a name is run elsewhere shows what to type, keeps the distribution, and goes on once it is typed', async () => {
    const site = await openPlain();
    const elsewhere = delegateAway(site, 'api.example.com');
    const { finished, events } = await site.events(['off', '--yes']);
    expect(finished.code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      summary: expect.stringContaining('api.example.com still leads to the distribution'),
      left: [expect.stringMatching(/^api\.example\.com\. 300 IN CNAME shop-\S+\.elb\.amazonaws\.com\.$/)],
      next: ['copilot-cdn resume'],
    });
    expect(site.distribution()).toBeDefined();
    expect(site.manifest()).toContain('cdn:');
    const balancer = site.environment().outputs.find(({ key }) => key === 'PublicLoadBalancerDNSName');
    elsewhere.records.delete('api.example.com A');
    const alias = {
      dnsName: balancer?.value ?? '',
      hostedZoneId: 'Z1H1FL5HABSF5',
      evaluateTargetHealth: false,
    };
    putRecord(elsewhere, { name: 'api.example.com', type: 'A', alias });
    // An hour is allowed for what DNS does not tell of records elsewhere; twelve seconds of it are the sandbox's.
    await resumed(site);
  });

  it('the load balancer does not answer for a name leaves every name where it is', async () => {
    const site = await openPlain();
    const [region] = [...accountOf(site.world, '111122223333').regions.values()].filter(
      ({ loadBalancers }) => loadBalancers.size > 0,
    );
    const listeners = [...(region?.loadBalancers.values() ?? [])].flatMap((one) => [
      ...one.listeners.values(),
    ]);
    const https = listeners.find(({ protocol }) => protocol === 'HTTPS');
    const [rule] = [...(https?.rules.values() ?? [])];
    if (rule === undefined) throw new Error('There is no rule.');
    const before = rule.actions;
    rule.actions = [{ type: 'forward', targetGroupArn: 'arn:of:nothing' }];
    const { finished, events } = await site.events(['off', '--yes', '--no-probe'], { timeout: 120_000 });
    expect(finished.code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      summary: expect.stringContaining('the load balancer does not answer well for'),
      left: [expect.stringMatching(/at the load balancer: 503: no task answers for the name$/)],
    });
    expect(site.atTheEdge()).toHaveLength(2);
    rule.actions = before;
    site.world.visits.length = 0;
    await resumed(site);
  }, 180_000);

  it('credentials end stops between two steps, and goes on with others', async () => {
    const site = await openPlain();
    const running = begin(site);
    await step(running, 'names', 'done');
    const keys = [...site.world.credentials];
    for (const [key] of keys) site.world.credentials.delete(key);
    const { code, events } = await ended(running);
    expect(code).toBe(4);
    expect(errorOf(events)).toMatchObject({ code: expect.stringMatching(/^credentials-/) });
    for (const [key, credential] of keys) site.world.credentials.set(key, credential);
    await resumed(site);
  });

  it('the update is rolled back leaves distribution and manifest as they were, and starts again when resumed', async () => {
    const site = await openPlain();
    const before = site.manifest();
    site.world.knobs.failures.set('EnvironmentManagerRole', 'Rate exceeded');
    const { finished, events } = await site.events(['off', '--yes']);
    expect(finished.code).toBe(1);
    expect(errorOf(events)).toMatchObject({
      code: 'deployment-failed',
      message: expect.stringContaining('the manifest was put back too'),
    });
    expect(site.manifest()).toBe(before);
    expect(site.distribution()?.config.Enabled).toBe(true);
    expect(site.trouble()).toEqual([]);
    site.world.knobs.failures.clear();
    await resumed(site);
  });

  it('the distribution cannot be deleted tells what is left to do, and looks again when resumed', async () => {
    const site = await openPlain();
    site.world.knobs.deletionFailures = new Map([
      ['CloudFrontDistribution', 'The distribution is in use by another service.'],
    ]);
    const id = site.distribution()?.id ?? '';
    const { finished, events } = await site.events(['off', '--yes'], { timeout: 120_000 });
    expect(finished.code).toBe(4);
    expect(events).toContainEqual(
      expect.objectContaining({
        code: 'resource-left-behind',
        message: expect.stringContaining('in use by another service'),
      }),
    );
    expect(resultOf(events)).toMatchObject({
      left: [
        expect.stringContaining(`aws cloudfront delete-distribution --id ${id}`),
        expect.stringContaining('take it off there first'),
      ],
    });
    accountOf(site.world, '111122223333').distributions.delete(id);
    await resumed(site);
  }, 180_000);

  it('somebody else deploys the environment waits for nobody, and goes on afterwards', async () => {
    const site = await openPlain();
    const running = begin(site);
    await step(running, 'names', 'under-way');
    const { world } = site;
    startStackUpdate(world, {
      account: '111122223333',
      region: 'us-west-2',
      name: 'shop-prod',
      parameters: { ServiceDiscoveryEndpoint: 'elsewhere.local' },
    });
    const { code, events } = await ended(running);
    if (code !== 0) {
      expect([2, 4]).toContain(code);
      expect(errorOf(events)).toMatchObject({ code: expect.stringMatching(/^stack-(busy|changed)$/) });
      await until('the end of that deployment', () => site.environment().status === 'UPDATE_COMPLETE');
      await resumed(site);
    }
    expect(site.trouble()).toEqual([]);
  });

  it('somebody deleted the distribution by hand leads the names back, and has the stack forget it', async () => {
    const site = await openPlain();
    const { distributions } = accountOf(site.world, '111122223333');
    distributions.clear();
    const { finished, events } = await site.events(['off', '--yes']);
    expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
    expect(events).toContainEqual(
      expect.objectContaining({ id: 'off-changes', title: expect.stringContaining('is gone already') }),
    );
    expect(resultOf(events)).toMatchObject({ ok: true, distribution: null });
    expect(site.atTheEdge()).toEqual([]);
    expect(site.environment().settings.template.text).not.toContain('CloudFrontDistribution');
  });

  it('CloudFormation would remove more than the CDN is refused by the guard, and puts the manifest back', async () => {
    const site = await openPlain();
    const before = site.manifest();
    site.world.knobs.proposals = new Map([['PublicLoadBalancer', 'remove']]);
    const { finished, events } = await site.events(['off', '--yes', '--no-probe']);
    expect(finished.code).toBe(3);
    expect(errorOf(events)).toMatchObject({
      code: 'change-refused',
      message: expect.stringContaining('would do more to shop-prod than take its CDN away'),
    });
    expect(site.manifest()).toBe(before);
    expect(site.distribution()?.config.Enabled).toBe(true);
    expect(site.trouble()).toEqual([]);
  });
});

describe('where the load balancer speaks HTTP only', () => {
  it('visitors are not left with it unasked', async () => {
    const site = await openSite({ scenario: 'http-only' });
    const setup = await site.run(['setup', '--yes', '--restrict-ingress']);
    expect(setup.code, setup.stdout.slice(-1_000)).toBe(0);
    const { finished, events } = await site.events(['off', '--yes']);
    expect(finished.code).toBe(2);
    expect(errorOf(events)).toMatchObject({ code: 'load-balancer-without-https' });
    const wanted = await site.events(['off', '--yes', '--http-only']);
    expect(wanted.finished.code, wanted.finished.stdout.slice(-2_000)).toBe(0);
    expect(resultOf(wanted.events)).toMatchObject({ ok: true, loadBalancerClosed: false });
    expect(site.distribution()).toBeUndefined();
    expect(site.atTheEdge()).toEqual([]);
  });
});
