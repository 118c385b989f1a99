import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Event } from '../../source/event.ts';
import { scenarioNamed } from '../../source/sandbox/scenarios/index.ts';
import { writeWorkspace } from '../../source/sandbox/write-workspace.ts';
import { run, start } from '../support/run.ts';
import { type Migration, migrated, openMigration } from './migration.ts';
import { journal, openShop, parseEvents, resultOf, until } from './shop.ts';

function stepsDone(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'step' && event.state === 'done' ? event.id : []));
}

function errorOf(events: readonly Event[]): Event | undefined {
  return events.find((event) => event.type === 'error');
}

describe('copilot-cdn tls', () => {
  it('ends TLS at the edge in the order in which no visitor goes in circles, and back again', async () => {
    const site = await openMigration();
    const there = await site.events(['tls', '--yes']);
    expect(there.finished.code).toBe(0);
    // Services go side by side, each its manifest first; the environment comes after all of them.
    const order = stepsDone(there.events);
    for (const service of ['api', 'web', 'account'])
      expect(order.indexOf(`manifest-${service}`)).toBeLessThan(order.indexOf(`service-${service}`));
    expect(order.slice(0, 6).sort()).toEqual(
      ['api', 'web', 'account'].flatMap((service) => [`manifest-${service}`, `service-${service}`]).sort(),
    );
    expect(order.slice(6)).toEqual(['rules', 'manifest', 'termination', 'edge']);
    expect(resultOf(there.events)).toMatchObject({ ok: true, tlsEndsAt: 'edge', failed: 0, circles: 0 });
    expect(resultOf(there.events)).toHaveProperty('requests', expect.any(Number));
    expect(site.rules()).toEqual(migrated);
    expect(site.manifest()).toContain('terminate_tls: true');
    expect(site.manifestOf('web').match(/redirect_to_https: false/g)).toHaveLength(3);

    const again = await site.events(['tls', '--yes']);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false });

    const back = await site.events(['tls', '--yes', '--no-terminate-tls']);
    expect(back.finished.code).toBe(0);
    expect(stepsDone(back.events).slice(0, 3)).toEqual(['manifest', 'termination', 'edge']);
    expect(resultOf(back.events)).toMatchObject({ ok: true, tlsEndsAt: 'load-balancer', failed: 0 });
    expect(Object.values(site.rules())).toEqual(Array(7).fill('redirect'));
    expect(site.manifest()).not.toContain('terminate_tls');

    expect(site.visited()).toBeGreaterThan(300);
    expect(site.trouble()).toEqual([]);
    expect(site.strayChanges()).toEqual([]);
    expect(existsSync(journal(site))).toBe(false);
  });

  it('would send visitors in circles in the wrong order, so that the check above can fail', async () => {
    const site = await openMigration();
    const [distribution] = site.world.accounts.get('111122223333')?.distributions.values() ?? [];
    const config = distribution?.atEdge;
    if (distribution === undefined || config === undefined) throw new Error('There is no distribution.');
    distribution.atEdge = {
      ...config,
      Origins: config.Origins.map((origin) => ({
        ...origin,
        CustomOriginConfig: { OriginProtocolPolicy: 'http-only' },
      })),
    };
    await expect.poll(() => site.trouble().length, { timeout: 10_000 }).toBeGreaterThan(20);
    expect(site.trouble()).toContainEqual(
      expect.stringMatching(/^https:\/\/api.*edge 301: rule \d+: redirect rule/),
    );

    // And this is how it is mended.
    const { finished } = await site.events(['tls', '--yes']);
    expect(finished.code).toBe(0);
    expect(site.rules()).toEqual(migrated);
  });

  it('tells every step with its reason and every diff in a dry run, and writes nothing', async () => {
    const site = await openMigration();
    site.writes();
    const { finished, events } = await site.events(['tls', '--dry-run']);
    expect(finished.code).toBe(0);
    const plan = events.find((event) => event.type === 'plan');
    const steps = plan?.type === 'plan' ? plan.steps : [];
    expect(steps).toHaveLength(12);
    expect(steps.every(({ why = '' }) => why.length > 20)).toBe(true);
    const changed = events.flatMap((event) =>
      event.type === 'change' && event.kind === 'file' ? event.path : [],
    );
    expect(changed).toEqual([
      'copilot/api/manifest.yml',
      'shop-prod-api template',
      'copilot/web/manifest.yml',
      'shop-prod-web template',
      'copilot/account/manifest.yml',
      'shop-prod-account template',
      'copilot/environments/prod/manifest.yml',
      'shop-prod template',
    ]);
    const { stdout } = await site.run(['tls', '--dry-run']);
    expect(stdout).toContain('a rule that sends it to HTTPS would send visitors in circles');
    expect(site.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
    expect(existsSync(journal(site))).toBe(false);
  });

  it('goes on with what somebody began by hand', async () => {
    const site = await openMigration({ scenario: 'half-migrated' });
    const { finished, events } = await site.events(['tls', '--yes']);
    expect(finished.code).toBe(0);
    expect(stepsDone(events).slice(0, 3).sort()).toEqual([
      'manifest-account',
      'service-account',
      'service-web',
    ]);
    expect(site.rules()).toEqual(migrated);
    expect(site.trouble()).toEqual([]);
  });

  it('works where only CloudFront reaches the load balancer', async () => {
    const site = await openMigration();
    await site.run(['setup', '--yes', '--restrict-ingress']);
    const { finished, events } = await site.events(['tls', '--yes']);
    expect(finished.code).toBe(0);
    const ways = events.flatMap((event) => (event.type === 'probe' ? event.through : []));
    expect([...new Set(ways)]).toEqual(['edge']);
    expect(site.rules()).toEqual(migrated);
    expect(site.trouble()).toEqual([]);
  });

  it('asks the site for nothing with --no-probe', async () => {
    const site = await openMigration();
    const { events } = await site.events(['tls', '--yes', '--no-probe']);
    expect(events.filter(({ type }) => type === 'probe')).toEqual([]);
    expect(resultOf(events)).toMatchObject({ ok: true });
    expect(resultOf(events)).not.toHaveProperty('requests');
  });

  it('reads 50 services with at most three calls each, several at once', async () => {
    const shop = await openShop({ scenario: 'large', speed: 10_000 });
    await shop.run(['setup', '--yes', '--no-restrict-ingress'], { timeout: 120_000 });
    const since = shop.world.calls.length;
    const { finished, events } = await shop.events(['tls', '--dry-run']);
    expect(finished.code).toBe(0);
    const calls = shop.world.calls.slice(since);
    const ofServices = calls.filter(({ operation }) =>
      ['DescribeStacks', 'GetTemplate', 'DescribeStackResources', 'DescribeRules'].includes(operation),
    ).length;
    // Three each, and those of the environment's own stack and of its listener.
    expect(ofServices).toBeLessThanOrEqual(3 * 50 + 6);
    const plan = events.find((event) => event.type === 'plan');
    expect(plan?.type === 'plan' && plan.steps).toHaveLength(2 * 50 + 4);
  });

  it('executes no change set that holds anything beside the rules', async () => {
    const site = await openMigration();
    const before = site.manifestOf('web');
    site.world.knobs.proposals = new Map([['TaskDefinition', 'replace']]);
    const { finished, events } = await site.events(['tls', '--yes']);
    expect(finished.code).toBe(3);
    expect(errorOf(events)).toMatchObject({
      code: 'change-refused',
      message: expect.stringMatching(
        / do more to shop-prod-(api|web|account) than change what its listener rules do/,
      ),
    });
    expect(site.strayChanges()).toEqual([]);
    // They go side by side: any of the three may be the first to be refused, and none is to keep its edit.
    expect(['api', 'account'].map(site.manifestOf).join()).not.toContain('redirect_to_https');
    expect(site.manifestOf('web')).toBe(before);
  });

  it('asks for --yes without a terminal, and for a CDN where there is none', async () => {
    const site = await openMigration();
    const unasked = await site.events(['tls']);
    expect(unasked.finished.code).toBe(2);
    expect(errorOf(unasked.events)).toMatchObject({ code: 'consent-missing' });
    const shop = await openShop();
    const without = await shop.events(['tls', '--yes']);
    expect(without.finished.code).toBe(2);
    expect(errorOf(without.events)).toMatchObject({ code: 'cdn-off' });
  });
});

describe('two people', () => {
  it('at once: the second sees what the first does, and may watch it', async () => {
    const site = await openMigration({ speed: 3 });
    const first = start(['tls', '--yes', '--json'], { cwd: site.workspace, env: site.variables });
    await until('an update', () => site.stack('api').status === 'UPDATE_IN_PROGRESS', first.output);
    // It lasts as long as it takes to look.
    site.world.knobs.speed = 0.01;
    const elsewhere = await freshClone();
    const { code, stdout } = await run(['tls', '--yes', '--json'], {
      cwd: elsewhere,
      env: inClone(site, elsewhere),
    });
    await first.kill('SIGKILL');
    expect(code).toBe(2);
    expect(errorOf(parseEvents(stdout)), stdout.slice(-1_000)).toMatchObject({
      code: 'stack-busy',
      next: expect.arrayContaining([expect.stringMatching(/copilot-cdn watch shop-prod-\w+ follows it/)]),
    });
  });

  it('one after the other: the second goes on from a fresh clone, without the journal and the edits of the first', async () => {
    const site = await openMigration();
    const first = start(['tls', '--yes', '--json'], { cwd: site.workspace, env: site.variables });
    await until(
      'a service that is through',
      () => /"type":"step","id":"service-\w+"[^\n]*"state":"done"/.test(first.output()),
      first.output,
    );
    await first.kill('SIGKILL');
    const settled = () =>
      ['api', 'web', 'account'].every((service) => site.stack(service).status.endsWith('_COMPLETE'));
    await until('the end of what runs', settled);
    const setup = await site.events(['setup', '--yes']);
    expect(setup.finished.code).toBe(2);
    expect(errorOf(setup.events)).toMatchObject({ code: 'other-run-unfinished' });
    const elsewhere = await freshClone();
    const there = { cwd: elsewhere, env: inClone(site, elsewhere) };
    const { code, stdout } = await run(['resume', '--yes', '--json'], there);
    expect(code, stdout.slice(-1_000)).toBe(0);
    expect(resultOf(parseEvents(stdout))).toMatchObject({ ok: true, changed: true, tlsEndsAt: 'edge' });
    const { stdout: again } = await run(['resume', '--yes', '--json'], there);
    expect(resultOf(parseEvents(again))).toMatchObject({ changed: false });
    expect(site.rules()).toEqual(migrated);
    expect(site.trouble()).toEqual([]);
    expect(site.strayChanges()).toEqual([]);
    expect(readFileSync(join(elsewhere, 'copilot/api/manifest.yml'), 'utf8')).toContain(
      'redirect_to_https: false',
    );
  });
});

/** The workspace as it was committed. */
async function freshClone(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-clone-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await writeWorkspace(scenarioNamed('tls-migration'), folder);
  return folder;
}

function inClone(site: Migration, folder: string): Readonly<Record<string, string>> {
  return { ...site.variables, COPILOT_CDN_WORKSPACE: folder };
}
