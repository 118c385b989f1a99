import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { openShop, parseEvents, type Shop } from './shop.ts';
import { managed, openSite } from './taken-down.ts';

describe('setup --yes', () => {
  let shop: Shop;
  let first: Awaited<ReturnType<Shop['events']>>;
  beforeAll(async () => {
    shop = await openShop();
    first = await shop.events(['setup', '--env', 'prod', '--yes']);
  });

  it('puts CloudFront in front of the environment, moves the names, then closes the load balancer', () => {
    const { finished, events } = first;
    expect(finished.stderr).toBe('');
    expect(finished.code).toBe(0);
    expect(finishedSteps(events)).toEqual([
      'manifest',
      'distribution',
      'edge',
      'names',
      'manifest-ingress',
      'ingress',
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      ok: true,
      loadBalancerClosed: true,
      changed: true,
    });
  });

  it('edits the manifest and leaves its comments alone', () => {
    const manifest = shop.manifest();
    expect(manifest).toContain('cdn:\n  certificate: arn:aws:acm:us-east-1:111122223333:certificate/');
    expect(manifest).toContain('    ingress:\n      cdn: true\n');
    expect(manifest).toContain('# The load balancers of the environment, once a service needs one.');
  });

  it('keeps every answer of the site well while it happens', () => {
    const { visits } = shop.world;
    expect(visits.filter((visit) => visit.status >= 500 || visit.through === 'nowhere')).toEqual([]);
    expect(visits.length).toBeGreaterThan(0);
  });

  it('leaves nothing of its own in the workspace', () => {
    expect(readdirSync(join(shop.workspace, 'copilot/.copilot-cdn'))).toEqual(['.gitignore']);
  });

  it('has nothing to do the second time, and writes nothing', async () => {
    const manifest = shop.manifest();
    shop.writes();
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(0);
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      ok: true,
      changed: false,
      summary: 'Nothing to do: prod is as you want it.',
    });
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
    expect(shop.manifest()).toBe(manifest);
  });
});

describe('setup with flags', () => {
  it('--dry-run writes nothing anywhere and shows all of it', async () => {
    const shop = await openShop();
    const before = shop.manifest();
    shop.writes();
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes', '--dry-run']);
    expect(finished.code).toBe(0);
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
    expect(shop.manifest()).toBe(before);
    expect(readdirSync(join(shop.workspace, 'copilot'))).not.toContain('.copilot-cdn');
    const changes = events.filter((event) => event.type === 'change');
    expect(changes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['file', 'resource', 'record']));
  });

  it('--no-deploy writes the manifest only', async () => {
    const shop = await openShop();
    shop.writes();
    const finished = await shop.run(['setup', '--env', 'prod', '--yes', '--no-deploy']);
    expect(finished.code).toBe(0);
    expect(shop.manifest()).toContain('ingress:\n      cdn: true');
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });

  it('--no-restrict-ingress leaves the load balancer open', async () => {
    const shop = await openShop();
    const { events } = await shop.events(['setup', '--yes', '--no-restrict-ingress']);
    expect(finishedSteps(events)).toEqual(['manifest', 'distribution', 'edge', 'names']);
    expect(events.at(-1)).toMatchObject({ loadBalancerClosed: false });
    expect(shop.manifest()).not.toContain('ingress');
  });

  it('--no-cdn changes nothing', async () => {
    const shop = await openShop();
    shop.writes();
    const { finished } = await shop.events(['setup', '--yes', '--no-cdn']);
    expect(finished.code).toBe(0);
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });

  it('tells lines to people: facts, diff, change set, durations, phases, what is left', async () => {
    const shop = await openShop();
    const { stdout } = await shop.run(['setup', '--env', 'prod', '--yes']);
    expect(stdout).toContain('Application shop, account 111122223333, us-west-2');
    expect(stdout).toMatch(/\+cdn:/);
    expect(stdout).toContain('CloudFrontDistribution');
    expect(stdout).toMatch(/api\.example\.com/);
    expect(stdout).toMatch(/[a-z0-9]+\.cloudfront\.net/);
    expect(stdout).toContain('git commit copilot/environments/prod/manifest.yml');
  });

  it('--record writes what --json would have told', async () => {
    const shop = await openShop();
    const file = join(shop.workspace, 'run.ndjson');
    await shop.run(['setup', '--env', 'prod', '--yes', '--record', file]);
    const replayed = await shop.run(['replay', file, '--json', '--speed', '1000']);
    expect(replayed.code).toBe(0);
    expect(parseEvents(replayed.stdout).at(-1)).toMatchObject({ type: 'result', ok: true });
  });
});

describe('setup of an application with its own domain', () => {
  it('takes the managed certificate, and leads the names over in the stack once the edge answers for them', async () => {
    const site = await openSite({ scenario: managed, speed: 200 });
    const { finished, events } = await site.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
    expect(finishedSteps(events)).toEqual([
      ...['manifest', 'distribution', 'edge', 'records', 'names', 'manifest-ingress', 'ingress'],
    ]);
    expect(events.at(-1)).toMatchObject({ ok: true, loadBalancerClosed: true });
    expect(site.manifest()).toMatch(/^cdn: true$/m);
    expect(site.atTheEdge()).toHaveLength(3);
    expect(site.trouble()).toEqual([]);
  });
});

function finishedSteps(events: readonly Event[]): string[] {
  return events.flatMap((event) => (event.type === 'step' && event.state === 'done' ? [event.id] : []));
}
