import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fresh } from '../../source/sandbox/scenarios/fresh.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { regionOf } from '../../source/sandbox/world-factory.ts';
import { run } from '../support/run.ts';
import { openShop, parseEvents, resultOf, type Shop } from './shop.ts';

const account = '111122223333';

describe('bad input ends with exit code 2, says what is wrong, and changes nothing', () => {
  it('no workspace', async () => {
    const shop = await openShop();
    const empty = mkdtempSync(join(tmpdir(), 'copilot-cdn-empty-'));
    try {
      await refused(shop, ['--workspace', empty], 'no-workspace', /no folder copilot/);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });

  it('an application that the records do not know: region and account are told', async () => {
    const shop = await openShop();
    await refused(
      shop,
      ['--region', 'eu-west-1'],
      'application-not-found',
      /account 111122223333 .*eu-west-1/,
    );
  });

  it('an application without environments', async () => {
    const shop = await openShop();
    const parameters = regionOf(shop.world, account, 'us-west-2').parameters;
    for (const name of [...parameters.keys()]) if (name.includes('/environments/')) parameters.delete(name);
    await refused(shop, [], 'no-environments', /has none in us-west-2/);
  });

  it('an environment that is not there', async () => {
    const shop = await openShop();
    await refused(shop, ['--env', 'prdo'], 'environment-not-found', /no environment prdo/, ['--env prod']);
  });

  it('an environment that is still in bootstrap', async () => {
    const shop = await openShop({ scenario: deployedBy('bootstrap') });
    await refused(shop, [], 'environment-bootstrap', /exists by name only/);
  });

  it('a template older than v1.23', async () => {
    const shop = await openShop({ scenario: deployedBy('v1.20.0') });
    await refused(shop, [], 'template-too-old', /v1\.20\.0/);
  });

  it('no service behind the load balancer: explained, with the way to write the manifest only', async () => {
    const shop = await openShop({ scenario: 'no-services' });
    await refused(shop, [], 'no-services', /No service is behind the load balancer/, [
      expect.stringContaining('--no-deploy'),
      expect.anything(),
    ]);
    const written = await shop.run(['setup', '--env', 'prod', '--yes', '--no-deploy']);
    expect(written.code).toBe(0);
    expect(shop.manifest()).toMatch(/^cdn:/m);
  });

  it.each([
    ['is not YAML', 'name: prod\ntype: [Environment\n', 'not-yaml'],
    ['has duplicate keys', 'name: prod\ntype: Environment\nname: other\n', 'duplicate-key'],
    ['has tabs', 'name: prod\ntype: Environment\nhttp:\n\tpublic:\n\t\tingress:\n', 'tab-indentation'],
  ])('a manifest that %s', async (_what, text, code) => {
    const shop = await openShop();
    shop.writeManifest(text);
    await refused(shop, [], code, /copilot\/environments\/prod\/manifest\.yml:\d+/);
    expect(shop.manifest()).toBe(text);
  });

  it('expired credentials', async () => {
    const shop = await openShop({ expireCredentials: 0.001 });
    await refused(shop, [], 'credentials-expired', /expired/);
  });

  it('no credentials', async () => {
    const shop = await openShop();
    await refused(shop, [], 'no-credentials', /credentials/, undefined, {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
    });
  });

  it('access denied: which action, as whom', async () => {
    const shop = await openShop();
    shop.world.knobs.denied.add('ssm:GetParameter');
    await refused(shop, [], 'access-denied', /user\/dana may not use ssm:GetParameter/);
  });

  it('no region', async () => {
    const shop = await openShop();
    await refused(shop, [], 'no-region', /region/, undefined, {
      AWS_REGION: undefined,
      AWS_DEFAULT_REGION: undefined,
    });
  });

  it('a stack that somebody else is updating: offered to be watched', async () => {
    const shop = await openShop({ scenario: 'busy', speed: 1 });
    await refused(shop, [], 'stack-busy', /being updated by someone else/, [
      expect.stringContaining('copilot-cdn watch shop-prod'),
      expect.anything(),
    ]);
  });

  it.each([
    [
      'of another region',
      'arn:aws:acm:eu-west-1:111122223333:certificate/1a2b',
      'certificate-not-in-us-east-1',
    ],
    ['that is malformed', 'certificate/1a2b', 'certificate-arn-malformed'],
  ])('a certificate %s', async (_what, arn, code) => {
    const shop = await openShop();
    await refused(shop, ['--certificate', arn], code, /certificate|CloudFront/);
  });

  it('a certificate that is not issued', async () => {
    const shop = await openShop();
    const certificates = [...regionOf(shop.world, account, 'us-east-1').certificates.values()];
    const pending = certificates.find(({ status }) => status === 'PENDING_VALIDATION');
    await refused(
      shop,
      ['--certificate', pending?.arn ?? ''],
      'certificate-not-usable',
      /waiting for validation/,
    );
  });

  it('a manifest that somebody deleted is made from what is deployed', async () => {
    const shop = await openShop();
    unlinkSync(shop.manifestPath);
    const { finished } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(0);
    expect(shop.manifest()).toContain('name: prod');
  });

  it('an environment older than manifests gets one from what was recorded when it was made', async () => {
    const shop = await openShop({
      scenario: {
        ...fresh,
        environments: fresh.environments.map((each) => ({ ...each, withoutManifest: true as const })),
      },
    });
    const dry = await shop.events(['setup', '--env', 'prod', '--yes', '--dry-run']);
    expect(dry.events.find((event) => event.type === 'change' && event.kind === 'file')).toMatchObject({
      diff: expect.stringMatching(/^@@ -0,0 /),
    });
    const { finished } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(0);
    expect(shop.manifest()).toMatch(
      /^# The manifest of this environment.*\nname: prod\ntype: Environment\n\nhttp:/s,
    );
    const again = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(resultOf(again.events)).toMatchObject({ changed: false, exitCode: 0 });
  });

  it('patches of the team that cannot be read', async () => {
    const shop = await openShop();
    const folder = join(shop.workspace, 'copilot/environments/overrides');
    mkdirSync(folder);
    writeFileSync(join(folder, 'cfn.patches.yml'), '- op: move\n');
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'overrides-malformed',
      message: expect.stringContaining('copilot/environments/overrides/cfn.patches.yml:1'),
    });
  });

  it('a flag that is missing is named', async () => {
    const shop = await openShop();
    const finished = await shop.run(['setup', '--env', 'prod', '--json']);
    expect(finished.code).toBe(2);
    expect(parseEvents(finished.stdout).find((event) => event.type === 'error')).toMatchObject({
      code: 'answer-missing',
      next: expect.arrayContaining(['--cdn', '--no-cdn']),
    });
  });

  it.each([[['--nope']], [['setpu']], [['setup', '--speed']], [['sandbox', '--throttle', '2']]])(
    'wrong usage: %j',
    async (args) => {
      const finished = await run(args);
      expect(finished.code).toBe(2);
      expect(finished.stdout).toBe('');
      expect(finished.stderr).not.toBe('');
    },
  );

  it('an unreadable recording', async () => {
    const shop = await openShop();
    const file = join(shop.workspace, 'not-a-recording');
    writeFileSync(file, 'hello\n');
    const finished = await shop.run(['replay', file, '--json']);
    expect(finished.code).toBe(2);
    expect(parseEvents(finished.stdout)[0]).toMatchObject({ type: 'error', code: 'not-a-recording' });
  });
});

async function refused(
  shop: Shop,
  args: readonly string[],
  code: string,
  message: RegExp,
  next?: readonly unknown[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<void> {
  shop.writes();
  const { finished, events } = await shop.events(['setup', '--yes', ...args], { env });
  const error = events.find((event) => event.type === 'error');
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(message),
    ...(next !== undefined && { next }),
  });
  expect(finished.code).toBe(2);
  expect(events.at(-1)).toMatchObject({ type: 'result', ok: false, exitCode: 2 });
  expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
}

/** The shop as another version of Copilot left it. */
function deployedBy(version: string): Scenario {
  return { ...fresh, environments: fresh.environments.map((environment) => ({ ...environment, version })) };
}
