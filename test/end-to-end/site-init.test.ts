import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fresh } from '../../source/sandbox/scenarios/fresh.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { regionOf } from '../../source/sandbox/world-factory.ts';
import { openShop, resultOf, type Shop } from './shop.ts';
import { openTerminal } from './terminal/person.ts';

const site = {
  'docs/dist/index.html': '<h1>Docs</h1>',
  'docs/dist/about.html': '<h1>About</h1>',
  'docs/dist/app.js': '',
  '.gitignore': 'dist/\n',
};

async function openWith(files: Readonly<Record<string, string>>, scenario: Scenario = fresh): Promise<Shop> {
  const shop = await openShop({ scenario });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(shop.workspace, path)), { recursive: true });
    writeFileSync(join(shop.workspace, path), text);
  }
  return shop;
}

const manifestOf = (shop: Shop, name = 'docs') => join(shop.workspace, 'copilot', name, 'manifest.yml');
const recordOf = ({ world }: Shop, name = 'docs') =>
  regionOf(world, '111122223333', 'us-west-2').parameters.get(
    `/copilot/applications/shop/components/${name}`,
  );

describe('site init without a person', () => {
  it('takes the build that it recognises, a name beside the services, the best certificate', async () => {
    const shop = await openWith(site);
    const { finished, events } = await shop.events(['site', 'init', '--yes']);
    expect(finished).toMatchObject({ code: 0, stderr: '' });
    expect(resultOf(events)).toMatchObject({
      ok: true,
      changed: true,
      site: 'docs',
      manifest: 'copilot/docs/manifest.yml',
      files: 3,
      alias: 'docs.example.com',
      certificate: expect.stringContaining('arn:aws:acm:us-east-1:111122223333:certificate/'),
      routing: 'pretty',
      registered: true,
      next: ['copilot-cdn site deploy docs'],
    });
    const record = recordOf(shop);
    expect(record?.value).toBe('{"app":"shop","name":"docs","type":"Static Site"}');
    expect(record?.tags).toEqual([
      { Key: 'copilot-application', Value: 'shop' },
      { Key: 'copilot-service', Value: 'docs' },
    ]);
    expect(shop.writes().map(({ operation }) => operation)).toEqual(['PutParameter']);
    const { code } = await shop.run(['site', 'deploy', '--dry-run', '--plain']);
    expect(code).toBe(0);
  });

  it('leaves a manifest that is there as it is', async () => {
    const text = 'name: docs\ntype: Static Site\nfiles:\n  - source: page.html\n';
    const shop = await openWith({ ...site, 'page.html': '', 'copilot/docs/manifest.yml': text });
    const first = await shop.events(['site', 'init', '--name', 'docs', '--yes']);
    expect(resultOf(first.events)).toMatchObject({ ok: true, registered: true, manifest: null });
    const again = await shop.events(['site', 'init', '--name', 'docs', '--yes']);
    expect(again.finished.code).toBe(2);
    expect(again.events.find(({ type }) => type === 'error')).toMatchObject({ code: 'site-exists' });
    expect(readFileSync(manifestOf(shop), 'utf8')).toBe(text);
  });

  it('names the flag for what is missing, and writes nothing without a yes', async () => {
    const shop = await openWith({ 'web.html': '' });
    const missing = await shop.run(['site', 'init', '--yes', '--plain']);
    expect(missing).toMatchObject({ code: 2, stdout: expect.stringContaining('--files PATH') });
    const flags = ['--name', 'docs', '--files', 'web.html', '--no-alias', '--routing', 'pages', '--plain'];
    const unasked = await shop.run(['site', 'init', ...flags]);
    expect(unasked).toMatchObject({ code: 2, stdout: expect.stringContaining('--dry-run') });
    const dry = await shop.run(['site', 'init', ...flags, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('+  - source: web.html') });
    expect(existsSync(manifestOf(shop))).toBe(false);
    expect(shop.writes()).toEqual([]);
  });

  it('refuses a secret with the flag that leaves it out', async () => {
    const shop = await openWith({ ...site, 'docs/dist/.env': 'KEY=1' });
    const flags = [
      'site',
      'init',
      '--name',
      'docs',
      '--files',
      'docs/dist/',
      '--no-alias',
      '--yes',
      '--plain',
    ];
    const refused = await shop.run(flags);
    expect(refused).toMatchObject({ code: 3, stdout: expect.stringContaining('--exclude PATTERN') });
    expect(refused.stdout).toContain('docs/dist/.env: it looks like environment variables');
    const { code } = await shop.run([...flags, '--exclude', '.env']);
    expect(code).toBe(0);
    expect(readFileSync(manifestOf(shop), 'utf8')).toContain("exclude: '.env'");
  });

  it('puts name and certificate under the environment that they are for, where there are several', async () => {
    const [prod] = fresh.environments;
    if (prod === undefined) throw new Error('The scenario has no environment.');
    const shop = await openWith(site, {
      ...fresh,
      environments: [prod, { ...prod, name: 'test', services: [] }],
    });
    const flags = ['site', 'init', '--name', 'docs', '--alias', 'docs.example.com', '--yes'];
    const unsaid = await shop.run([...flags, '--plain']);
    expect(unsaid).toMatchObject({ code: 2, stdout: expect.stringContaining('--env test') });
    const { events } = await shop.events([...flags, '--env', 'prod', '--certificate', 'request']);
    expect(resultOf(events)).toMatchObject({
      alias: 'docs.example.com',
      certificate: null,
      next: ['copilot-cdn site deploy docs --env prod --certificate request'],
    });
    expect(readFileSync(manifestOf(shop), 'utf8')).toContain(
      'environments:\n  prod:\n    http:\n      alias: docs.example.com\n',
    );
  });

  it('goes on where these credentials may not write the record, which the same command makes up for later', async () => {
    const shop = await openWith(site);
    shop.world.knobs.denied.add('ssm:AddTagsToResource');
    const { finished, events } = await shop.events(['site', 'init', '--name', 'docs', '--no-alias', '--yes']);
    expect(finished.code).toBe(0);
    expect(events.find(({ type }) => type === 'notice')).toMatchObject({
      code: 'site-not-registered',
      message: expect.stringContaining('may not use ssm:AddTagsToResource'),
    });
    expect(resultOf(events)).toMatchObject({ changed: true, registered: false });
    shop.world.knobs.denied.clear();
    const later = await shop.events(['site', 'init', '--name', 'docs', '--yes']);
    expect(resultOf(later.events)).toMatchObject({ registered: true });
    expect(recordOf(shop)).toBeDefined();
  });

  it('writes the manifest where AWS cannot be asked, and says what is missed', async () => {
    const shop = await openWith(site);
    const flags = ['site', 'init', '--name', 'docs', '--no-alias', '--yes'];
    const env = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const { finished, events } = await shop.events(flags, { env });
    expect(finished.code).toBe(0);
    expect(events.find(({ type }) => type === 'notice')).toMatchObject({ code: 'aws-not-asked' });
    expect(resultOf(events)).toMatchObject({
      registered: false,
      left: [expect.stringContaining('--name docs')],
    });
    expect(readFileSync(manifestOf(shop), 'utf8')).toContain('- source: docs/dist\n    recursive: true');
  });
});

describe('site init on a terminal', () => {
  it('goes from the name to the manifest, and says what comes next', async () => {
    const shop = await openWith(site);
    const terminal = openTerminal(shop, ['site', 'init']);
    await terminal.waitFor(/What is the site called\?[\s\S]*❯ docs/, { timeout: 30_000 });
    terminal.press('enter');
    await terminal.waitFor('3 files, 27 B chosen');
    terminal.press('right');
    await terminal.waitFor('☑ app.js');
    terminal.press('down', 'down', 'space');
    await terminal.waitFor(/☐ app\.js/);
    terminal.press('enter');
    await terminal.waitFor('1 is excluded in the manifest.');
    terminal.press('enter');
    await terminal.waitFor('❯ docs.example.com');
    terminal.press('escape');
    await terminal.waitFor(/☐ app\.js/);
    terminal.press('enter', 'enter');
    await terminal.waitFor('❯ docs.example.com');
    terminal.press('enter');
    await terminal.waitFor('❯ *.example.com');
    terminal.press('enter');
    await terminal.waitFor('❯ Pretty addresses');
    terminal.press('enter');
    await terminal.waitFor('Shall this be written?');
    expect(existsSync(manifestOf(shop))).toBe(false);
    terminal.press('enter');
    expect((await terminal.exit).code).toBe(0);
    expect(terminal.transcript()).toContain('copilot-cdn site deploy docs');
    expect(readFileSync(manifestOf(shop), 'utf8')).toContain('    exclude: app.js\n');
    expect(recordOf(shop)).toBeDefined();
  });
});
