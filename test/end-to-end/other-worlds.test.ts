import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addHostedZone, putRecord } from '../../source/sandbox/hosted-zones.ts';
import type { HostedZone } from '../../source/sandbox/world.ts';
import { environment } from '../support/environment.ts';
import { builtProgram } from '../support/run.ts';
import { count, journal, openShop, resultOf, type Shop } from './shop.ts';

const account = '111122223333';

describe('an environment that has its CDN already', () => {
  it('--no-cdn does not take it down, and says so', async () => {
    const shop = await openShop();
    await shop.run(['setup', '--yes', '--no-restrict-ingress']);
    shop.writes();
    const { finished, events } = await shop.events(['setup', '--yes', '--no-cdn']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({ code: 'cdn-stays' });
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });

  it('keeps its certificate when the list of certificates cannot be read', async () => {
    const shop = await openShop();
    await shop.run(['setup', '--yes', '--no-restrict-ingress']);
    shop.world.knobs.denied.add('acm:ListCertificates');
    const before = shop.manifest();
    const { finished, events } = await shop.events(['setup', '--yes', '--no-restrict-ingress']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ changed: false });
    expect(shop.manifest()).toBe(before);
    const refused = await shop.events(['setup', '--yes', '--certificate', 'none']);
    expect(refused.finished.code).toBe(2);
  });
});

describe('names that one answer of DNS does not tell', () => {
  it('weighted records are left to the person, and the load balancer stays open', async () => {
    const shop = await openShop();
    await shop.run(['setup', '--yes', '--no-restrict-ingress']);
    const zone = zoneNamed(shop, 'example.com');
    const alias = zone.records.get('api.example.com A');
    if (alias?.alias === undefined) throw new Error('There is no alias record.');
    zone.records.delete('api.example.com A');
    const balancer = { ...alias.alias, dnsName: loadBalancer(shop) };
    putRecord(zone, { ...alias, setIdentifier: 'edge', weight: 5 });
    putRecord(zone, { ...alias, alias: balancer, setIdentifier: 'balancer', weight: 95 });
    const { finished, events } = await shop.events(['setup', '--yes']);
    expect(finished.code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      loadBalancerClosed: false,
      left: [expect.stringContaining('routing policy')],
    });
  });

  it('a name that is delegated to somebody else is not written into the zone above it', async () => {
    const shop = await openShop();
    const zone = zoneNamed(shop, 'example.com');
    const elsewhere = addHostedZone(shop.world, { account: '999988887777', name: 'api.example.com' });
    const servers = elsewhere.records.get('api.example.com NS')?.values ?? [];
    putRecord(zone, { name: 'api.example.com', type: 'NS', ttl: 300, values: servers });
    const before = [...zone.records.keys()].sort();
    const { finished, events } = await shop.events(['setup', '--yes']);
    expect(finished.code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      left: [expect.stringMatching(/^api\.example\.com\. 300 IN CNAME/)],
    });
    expect([...zone.records.keys()].sort()).toEqual(before);
  });
});

describe('a journal', () => {
  it('of another application is not believed', async () => {
    const shop = await openShop();
    await shop.run(['setup', '--yes'], { env: { COPILOT_CDN_RESOLVER: undefined, ...denied(shop) } });
    const text = readJournalOr(shop, '{"version":1,"application":"shop","environment":"prod","answers":{}}');
    writeFileSync(journal(shop), text.replace('"application": "shop"', '"application": "other"'));
    shop.world.knobs.denied.clear();
    const { finished, events } = await shop.events(['setup', '--yes']);
    expect(finished.code).toBe(0);
    expect(events.some((event) => event.type === 'question' && event.id === 'unfinished')).toBe(false);
  });
});

describe('a reader that goes away', () => {
  it('ends the program in order', async () => {
    const shop = await openShop();
    const code = await new Promise<number | null>((resolve) => {
      const child = spawn(process.execPath, [builtProgram, 'setup', '--yes', '--json'], {
        cwd: shop.workspace,
        env: environment(shop.variables),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout.once('data', () => child.stdout.destroy());
      child.once('close', (ended) => resolve(ended));
    });
    expect(code).toBe(130);
    expect(count(shop, 'ExecuteChangeSet')).toBeLessThanOrEqual(1);
  });

  it('a recording on a full disk does not stop the run', async () => {
    const shop = await openShop();
    const finished = await shop.run(['setup', '--yes', '--dry-run', '--record', '/dev/full']);
    expect(finished.code).toBe(0);
    expect(finished.stderr).toContain('The recording /dev/full ends here');
  });
});

describe('resume', () => {
  it('takes no flags that would change its meaning', async () => {
    const shop = await openShop();
    const finished = await shop.run(['resume', '--dry-run']);
    expect(finished.code).toBe(2);
    expect(finished.stderr).toContain("unknown option '--dry-run'");
  });
});

function denied(shop: Shop): Record<string, never> {
  shop.world.knobs.denied.add('route53:*');
  return {};
}

function readJournalOr(shop: Shop, otherwise: string): string {
  try {
    return readFileSync(join(shop.workspace, 'copilot/.copilot-cdn/prod.json'), 'utf8');
  } catch {
    return otherwise;
  }
}

function zoneNamed(shop: Shop, name: string): HostedZone {
  const zones = [...(shop.world.accounts.get(account)?.hostedZones.values() ?? [])];
  const zone = zones.find((candidate) => candidate.name === name);
  if (zone === undefined) throw new Error(`There is no zone ${name}.`);
  return zone;
}

function loadBalancer(shop: Shop): string {
  const balancers = [
    ...(shop.world.accounts.get(account)?.regions.get('us-west-2')?.loadBalancers.values() ?? []),
  ];
  const [balancer] = balancers;
  if (balancer === undefined) throw new Error('There is no load balancer.');
  return balancer.dnsName;
}
