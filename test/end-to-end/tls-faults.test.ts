import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { startStackUpdate } from '../../source/sandbox/services/cloudformation/index.ts';
import { start } from '../support/run.ts';
import { type Migration, migrated, openMigration } from './migration.ts';
import { parseEvents, resultOf, until } from './shop.ts';

function begin(site: Migration) {
  return start(['tls', '--yes', '--json'], { cwd: site.workspace, env: site.variables });
}

/** Waits until a step has come to a state, as it is told. */
function step(running: { readonly output: () => string }, id: string, state: string) {
  const wanted = new RegExp(`"type":"step","id":"${id}"[^\\n]*"state":"${state}"`);
  return until(`${id} ${state}`, () => wanted.test(running.output()), running.output);
}

function errorOf(events: readonly Event[]) {
  return events.find((event) => event.type === 'error');
}

async function ended(running: ReturnType<typeof begin>) {
  const finished = await running.ended;
  return { code: finished.code, events: parseEvents(finished.stdout) };
}

async function resumed(site: Migration): Promise<void> {
  const { finished, events } = await site.events(['resume']);
  expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
  expect(resultOf(events)).toMatchObject({ ok: true, tlsEndsAt: 'edge' });
}

function expectMigratedWell(site: Migration): void {
  expect(site.rules()).toEqual(migrated);
  expect(site.trouble()).toEqual([]);
  expect(site.strayChanges()).toEqual([]);
}

describe('a migration during which', () => {
  it('AWS throttles three calls of ten is finished', async () => {
    const site = await openMigration({ throttle: 0.3 });
    const { code, events } = await ended(begin(site));
    // Where throttling outlasts every retry, going on is what mends it.
    if (code !== 0) {
      expect(code).toBe(4);
      expect(resultOf(events)).toMatchObject({
        next: expect.arrayContaining([expect.stringContaining('resume')]),
      });
      site.world.knobs.throttleRate = 0;
      await resumed(site);
    }
    expectMigratedWell(site);
  }, 150_000);

  it('the stack of a service is rolled back leaves a site that works, and its manifest as it was', async () => {
    const site = await openMigration();
    site.world.knobs.failures.set('HTTPListenerRuleWithDomain1', 'Rate exceeded');
    const { code, events } = await ended(begin(site));
    expect(code).toBe(4);
    expect(errorOf(events)).toMatchObject({
      code: 'deployment-failed',
      next: expect.arrayContaining([expect.stringContaining('copilot-cdn resume')]),
    });
    expect(site.manifestOf('web')).not.toContain('redirect_to_https');
    expect(site.manifest()).not.toContain('terminate_tls');
    expect(site.rules()).toMatchObject({
      api: 'forward',
      web: 'redirect',
      web1: 'redirect',
      web2: 'redirect',
    });
    expect(site.trouble()).toEqual([]);

    site.world.knobs.failures.clear();
    await resumed(site);
    expectMigratedWell(site);
  });

  it('credentials end between two steps stops there, and goes on with others', async () => {
    const site = await openMigration();
    const running = begin(site);
    await step(running, 'service-api', 'done');
    const { accessKeyId, credential } = revoke(site);
    const { code, events } = await ended(running);
    expect(code).toBe(4);
    expect(errorOf(events)).toMatchObject({
      code: expect.stringMatching(/^credentials-/),
    });
    site.world.credentials.set(accessKeyId, credential);
    expect(site.trouble()).toEqual([]);
    await resumed(site);
    expectMigratedWell(site);
  });

  it('the site begins to go in circles stops between two steps, and says how to go back', async () => {
    const site = await openMigration({ speed: 4 });
    const running = begin(site);
    await step(running, 'service-web', 'under-way');
    const [distribution] = site.world.accounts.get('111122223333')?.distributions.values() ?? [];
    const config = distribution?.atEdge;
    if (distribution === undefined || config === undefined) throw new Error('There is no distribution.');
    // As if another tool had deployed the environment with TLS at the edge.
    const origins = config.Origins.map((origin) => ({
      ...origin,
      CustomOriginConfig: { OriginProtocolPolicy: 'http-only' as const },
    }));
    distribution.atEdge = { ...config, Origins: origins };
    const { code, events } = await ended(running);
    expect(code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      summary: expect.stringContaining('the site answers worse than before'),
      left: expect.arrayContaining([
        expect.stringMatching(/example\.com through CloudFront: .* redirects to itself without end/),
        'To go back: copilot-cdn tls --env prod --no-terminate-tls',
      ]),
      circles: expect.any(Number),
    });
    expect(site.manifest()).not.toContain('terminate_tls');
    expect(resultOf(events)?.type === 'result' && resultOf(events)).not.toMatchObject({
      summary: expect.stringContaining('The site works as it stands'),
    });
  });

  it('somebody changes a rule by hand stops before the environment, with the command that mends it', async () => {
    const site = await openMigration();
    const redirect = site.rule('api').actions;
    const running = begin(site);
    await step(running, 'service-api', 'done');
    const forward = site.rule('api').actions;
    site.rule('api').actions = redirect;
    const { code, events } = await ended(running);
    expect(code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      ok: false,
      summary: expect.stringContaining('somebody changed it by hand'),
      left: [
        expect.stringMatching(
          /^api: the main rule redirects\. Put it back: aws elbv2 modify-rule .*--actions Type=forward/,
        ),
      ],
    });
    expect(site.manifest()).not.toContain('terminate_tls');
    site.rule('api').actions = forward;
    await resumed(site);
    expectMigratedWell(site);
  });

  it('somebody changes a rule by hand at the last moment does not get as far as the distribution', async () => {
    const site = await openMigration();
    const redirect = site.rule('api').actions;
    const running = begin(site);
    await step(running, 'rules', 'done');
    const forward = site.rule('api').actions;
    site.rule('api').actions = redirect;
    const { code, events } = await ended(running);
    expect(code).toBe(4);
    expect(resultOf(events)).toMatchObject({ left: [expect.stringContaining('api')] });
    expect(site.manifest()).not.toContain('terminate_tls');
    site.rule('api').actions = forward;
    await resumed(site);
    expectMigratedWell(site);
  });

  it('somebody edits a manifest loses nothing of it', async () => {
    const site = await openMigration();
    const running = begin(site);
    await step(running, 'service-api', 'under-way');
    const path = join(site.workspace, 'copilot/account/manifest.yml');
    writeFileSync(
      path,
      site.manifestOf('account').replace('memory: 512', 'memory: 1024 # For the campaign.'),
    );
    const { code } = await ended(running);
    if (code !== 0) {
      expect(code).toBe(4);
      await resumed(site);
    }
    expect(site.manifestOf('account')).toContain('memory: 1024 # For the campaign.');
    expect(site.manifestOf('account')).toContain('redirect_to_https: false');
    expectMigratedWell(site);
  });

  it('somebody else deploys a service before its turn waits for nobody, and goes on afterwards', async () => {
    const site = await openMigration();
    const running = begin(site);
    await step(running, 'service-web', 'under-way');
    deploy(site, 'account', { ContainerImage: 'shop/account:next' });
    const { code, events } = await ended(running);
    expect([0, 4]).toContain(code);
    if (code === 4) {
      expect(errorOf(events) ?? resultOf(events)).toMatchObject({
        code: expect.stringMatching(/^stack-(busy|changed)$/),
      });
      await until('the end of that deployment', () => site.stack('account').status === 'UPDATE_COMPLETE');
      await resumed(site);
    }
    expect(site.rules()).toEqual(migrated);
    expect(site.trouble()).toEqual([]);
  });

  it('somebody else deploys a service with its redirect is not finished by force, and mends it when resumed', async () => {
    const site = await openMigration();
    const asItWas = site.stack('api').settings.template.text;
    const running = begin(site);
    await step(running, 'service-web', 'done');
    deploy(site, 'api', {}, asItWas);
    const { code, events } = await ended(running);
    expect(code).toBe(4);
    expect(resultOf(events)).toMatchObject({ ok: false, next: ['copilot-cdn resume'] });
    expect(site.manifest()).not.toContain('terminate_tls');
    await until('the end of that deployment', () => site.stack('api').status === 'UPDATE_COMPLETE');
    await resumed(site);
    expect(site.rules()).toEqual(migrated);
    expect(site.trouble()).toEqual([]);
  });
});

/** As a colleague's deployment of a service. */
function deploy(
  site: Migration,
  service: string,
  parameters: Readonly<Record<string, string>>,
  template?: string,
): void {
  startStackUpdate(site.world, {
    account: '111122223333',
    region: 'us-west-2',
    name: `shop-prod-${service}`,
    parameters,
    ...(template !== undefined && { template }),
  });
}

/** The person's key is refused from now on. */
function revoke(site: Migration) {
  const [first] = site.world.credentials;
  if (first === undefined) throw new Error('Nobody may sign.');
  const [accessKeyId, credential] = first;
  for (const key of [...site.world.credentials.keys()]) site.world.credentials.delete(key);
  return { accessKeyId, credential };
}
