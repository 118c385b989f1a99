// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';
import { type Finished, type RunOptions, run } from '../support/run.ts';
import { openShop, parseEvents, resultOf } from './shop.ts';

const prod = 'copilot/environments/prod/manifest.yml';
const api = 'copilot/api/manifest.yml';
const workspace = { 'copilot/.workspace': 'application: shop\n' };
const well = {
  ...workspace,
  [prod]: 'name: prod\ntype: Environment\ncdn: true\n',
  [api]: "name: api\ntype: Load Balanced Web Service\nhttp:\n  path: '/'\n  alias: api.example.com\n",
};
const restrictedWithoutCdn =
  'name: prod\ntype: Environment\nhttp:\n  public:\n    ingress:\n      cdn: true\n';

/** In a folder of its own, with no AWS to be asked: the endpoint answers nobody. */
async function check(
  files: Readonly<Record<string, string | Buffer>>,
  args: readonly string[] = [],
  options: RunOptions & { readonly from?: string } = {},
): Promise<Finished & { readonly folder: string }> {
  const folder = await temporaryFolder(files);
  const { from = '', ...rest } = options;
  const finished = await run(['check', ...args], {
    cwd: join(folder, from),
    ...rest,
    env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...rest.env },
  });
  return { ...finished, folder };
}

function findings(finished: Finished): readonly Extract<Event, { type: 'finding' }>[] {
  return parseEvents(finished.stdout).filter((event) => event.type === 'finding');
}

describe('copilot-cdn check', () => {
  it('says so when all is well, with exit code 0', async () => {
    const { code, stdout, stderr } = await check(well);
    expect(stdout).toContain('2 manifests: all well.');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('tells a finding with its place, its line underlined, and what to do, with exit code 2', async () => {
    const { code, stdout } = await check({ ...well, [prod]: restrictedWithoutCdn });
    expect(stdout).toContain(`
✖ ${prod}:6:12  restricted-without-cdn
  Only CloudFront may reach the load balancer, but the CDN is off: nobody could.

    4 |   public:
    5 |     ingress:
    6 |       cdn: true
      |            ^^^^

  → Turn the CDN on (cdn: true), or remove the restriction.
`);
    expect(stdout).toContain('2 manifests: 1 error.');
    expect(code).toBe(2);
  });

  it('tells the same to programs, and the result last', async () => {
    const finished = await check({ ...well, [prod]: restrictedWithoutCdn }, ['--json']);
    expect(findings(finished)).toEqual([
      {
        time: expect.any(String),
        type: 'finding',
        file: prod,
        line: 6,
        column: 12,
        endLine: 6,
        endColumn: 16,
        code: 'restricted-without-cdn',
        severity: 'error',
        message: expect.stringContaining('nobody could'),
        fix: expect.stringContaining('cdn: true'),
        path: 'http.public.ingress.cdn',
        excerpt: expect.any(Array),
      },
    ]);
    expect(resultOf(parseEvents(finished.stdout))).toMatchObject({
      command: 'check',
      ok: false,
      exitCode: 2,
      manifests: 2,
      errors: 1,
      warnings: 0,
      notices: 0,
    });
  });

  it('brings up everything at once, in all files, whatever is wrong with one of them', async () => {
    const finished = await check(
      {
        ...well,
        [prod]: `${restrictedWithoutCdn}cdn:\n  certificate: x\nobservabilty: {}\n`,
        'copilot/environments/test/manifest.yml': 'name: test\n\ttype: Environment\n',
        'copilot/web/manifest.yml': Buffer.from([0x6e, 0xff, 0x0a]),
        'copilot/job/manifest.yml': 'name: job\ntype: Scheduled Jop\n',
      },
      ['--json'],
    );
    expect(findings(finished).map(({ file, code }) => [file.split('/').at(-2), code])).toEqual([
      ['prod', 'certificate-not-an-arn'],
      ['prod', 'certificate-needs-tls-termination'],
      ['prod', 'unknown-key'],
      ['test', 'tab-indentation'],
      ['job', 'type-unknown'],
      ['web', 'manifest-not-utf-8'],
    ]);
  });

  it('with warnings only ends with 0, and with --strict with 2', async () => {
    const files = {
      ...well,
      'copilot/site/manifest.yml':
        "name: site\ntype: Static Site\nfiles:\n  - source: ./\n    exclude: '*.map'\n",
    };
    expect((await check(files)).code).toBe(0);
    const strict = await check(files, ['--strict']);
    expect(strict.code).toBe(2);
    expect(strict.stdout).toContain('pattern-matches-nothing');
  });

  it('compares a service with the environments of its workspace when only the service is named', async () => {
    const finished = await check(
      {
        ...well,
        [prod]: 'name: prod\ntype: Environment\ncdn:\n  terminate_tls: true\n',
      },
      ['copilot/api', '--json'],
    );
    expect(findings(finished).map(({ file, code }) => [file, code])).toEqual([[api, 'redirect-loop']]);
  });

  it('names files from where it runs, and finds the workspace from inside of it', async () => {
    const finished = await check({ ...well, [prod]: restrictedWithoutCdn }, ['--json'], {
      from: 'copilot/api',
    });
    expect(findings(finished).map(({ file }) => file)).toEqual(['../environments/prod/manifest.yml']);
  });

  it('checks a file outside of any workspace by its type', async () => {
    const { stdout, code } = await check({ 'a/b.yml': restrictedWithoutCdn }, ['a/b.yml']);
    expect(stdout).toContain('a/b.yml:6:12');
    expect(stdout).not.toContain('name-mismatch');
    expect(code).toBe(2);
  });

  it('takes variables from the shell, and says which are missing', async () => {
    const files = { ...well, [prod]: 'name: prod\ntype: Environment\ncdn:\n  certificate: ${ARN}\n' };
    expect(findings(await check(files, ['--json'])).map(({ code }) => code)).toEqual([
      'variable-not-defined',
    ]);
    const set = await check(files, ['--json'], {
      env: { ARN: 'arn:aws:acm:eu-west-1:1:certificate/a' },
    });
    expect(findings(set).map(({ code }) => code)).toContain('certificate-not-in-us-east-1');
  });

  it('writes nothing', async () => {
    const shop = await openShop();
    const before = shop.manifest();
    const { code } = await shop.run(['check']);
    expect(code).toBe(0);
    expect(shop.manifest()).toBe(before);
    expect(shop.writes()).toEqual([]);
  });

  it('has a recording that can be played', async () => {
    const { folder } = await check({ ...well, [prod]: restrictedWithoutCdn }, ['--record', 'run.ndjson']);
    const played = await run(['replay', 'run.ndjson', '--speed', '100'], { cwd: folder });
    expect(played.stdout).toContain('restricted-without-cdn');
    expect(played.code).toBe(2);
  });
});

describe('copilot-cdn check refuses', () => {
  it.each([
    ['a file that is not there', ['copilot/apo/manifest.yml'], 'no-such-manifest'],
    ['a folder without a manifest', ['copilot'], 'no-such-manifest'],
  ])('%s', async (_name, args, code) => {
    const finished = await check(well, [...args, '--json']);
    expect(parseEvents(finished.stdout).find((event) => event.type === 'error')).toMatchObject({ code });
    expect(finished.code).toBe(2);
  });

  it('a folder that is no workspace', async () => {
    const { stdout, code } = await check({ 'a/b/c/d/e/f': '' }, [], { from: 'a/b/c/d/e' });
    expect(stdout).toContain('there is no folder copilot/');
    expect(code).toBe(2);
  });
});

describe('odd workspaces', () => {
  it('without a manifest: that is no error', async () => {
    const { stdout, code } = await check(workspace);
    expect(stdout).toContain('There is no manifest here.');
    expect(code).toBe(0);
  });

  it('with a manifest that is a link', async () => {
    const folder = await temporaryFolder({
      ...workspace,
      'shared.yml': restrictedWithoutCdn,
      'copilot/environments/prod/x': '',
    });
    await symlink('../../../shared.yml', join(folder, prod));
    const { stdout } = await run(['check'], { cwd: folder });
    expect(stdout).toContain('restricted-without-cdn');
  });

  it.skipIf(process.getuid?.() === 0)(
    'with a manifest that may not be read (not tried as root, who may read everything)',
    async () => {
      const folder = await temporaryFolder(well);
      await chmod(join(folder, api), 0);
      const { stdout, code } = await run(['check'], { cwd: folder });
      expect(stdout).toContain('file-not-readable');
      expect(code).toBe(2);
    },
  );
});
