import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Variables } from '../support/environment.ts';
import { type Running, run, runCommand, start } from '../support/run.ts';
import { parseEvents, until } from './shop.ts';

/** Where the sandbox makes its workspace; a name that a shell would trip over unless it is quoted. */
let folder = '';
let sandbox: Running | undefined;

function openFolder(): void {
  folder = join(mkdtempSync(join(tmpdir(), 'copilot-cdn-exports-')), `it's "$HOME" here`);
  mkdirSync(folder);
}

async function closeFolder(): Promise<void> {
  await sandbox?.kill('SIGKILL');
  sandbox = undefined;
  rmSync(join(folder, '..'), { recursive: true });
}

/** Starts it and waits until it has printed its exports. */
async function openSandbox(...args: readonly string[]): Promise<{ child: Running; exports: string }> {
  const child = start(['sandbox', ...args], { env: { TMPDIR: folder } });
  sandbox = child;
  let over = false;
  child.ended.finally(() => {
    over = true;
  });
  await until('the exports', () => over || child.output().includes('until Ctrl-C'), child.output);
  const exports = child.output().split('The sandbox runs')[0] ?? '';
  return { child, exports };
}

/** What a POSIX shell has in its environment after it took the lines in. */
async function evaluated(exports: string, before: Variables = {}): Promise<Record<string, string>> {
  const script = 'eval "$EXPORTS"; unset EXPORTS; env -0';
  const shell = await runCommand('sh', ['-euc', script], { env: { ...before, EXPORTS: exports } });
  expect(shell).toMatchObject({ code: 0, stderr: '' });
  const pairs = shell.stdout
    .split('\0')
    .filter((line) => line.includes('='))
    .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return Object.fromEntries(pairs.filter(([name]) => /^(AWS|COPILOT_CDN)_/.test(name)));
}

describe('copilot-cdn sandbox', () => {
  beforeEach(openFolder);
  afterEach(closeFolder);

  it('prints exports that a shell takes in, whatever is in the paths', async () => {
    const { exports } = await openSandbox();
    const variables = await evaluated(exports, { AWS_PROFILE: 'mine', AWS_SESSION_TOKEN: 'mine' });
    expect(variables).toMatchObject({
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA/),
      AWS_SECRET_ACCESS_KEY: expect.stringMatching(/./),
      AWS_REGION: 'us-west-2',
      AWS_DEFAULT_REGION: 'us-west-2',
      COPILOT_CDN_RESOLVER: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      COPILOT_CDN_CONNECT_TO: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      COPILOT_CDN_WORKSPACE: expect.stringContaining(folder),
      COPILOT_CDN_STATE: expect.stringContaining(folder),
    });
    expect(variables).not.toHaveProperty('AWS_PROFILE');
    expect(variables).not.toHaveProperty('AWS_SESSION_TOKEN');
    expect(existsSync(join(variables.COPILOT_CDN_WORKSPACE ?? '', 'copilot/.workspace'))).toBe(true);
  });

  it('prints nothing else on standard output', async () => {
    const { child } = await openSandbox();
    const { stdout, stderr } = await child.kill('SIGINT');
    expect(stdout).toMatch(/^(?:export \w+=.+\n)+unset .+\n$/);
    expect(stderr).toBe(
      'The sandbox runs until Ctrl-C. Paste the lines above into another shell, then: copilot-cdn setup\n',
    );
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends on %s with exit code 0 and takes its workspace with it',
    async (signal) => {
      const { child } = await openSandbox();
      expect(readdirSync(folder)).toHaveLength(1);
      expect(await child.kill(signal)).toMatchObject({ code: 0, signal: null });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('listens on the port that --port names, and says so when another does', async () => {
    const first = await openSandbox();
    const { AWS_ENDPOINT_URL: endpoint = '' } = await evaluated(first.exports);
    const { port } = new URL(endpoint);
    const second = await run(['sandbox', '--port', port], { env: { TMPDIR: folder } });
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toContain(`cannot listen on port ${port}`);
    await first.child.kill('SIGINT');
    const third = await openSandbox('--port', port);
    expect(await evaluated(third.exports)).toMatchObject({ AWS_ENDPOINT_URL: endpoint });
  });
});

/** Any version of the `aws` command line. */
const aws = process.env.AWS_CLI || 'aws';
const starts = spawnSync(aws, ['--version']).status === 0;
const why = starts ? '' : ` (skipped: ${aws} does not start; AWS_CLI names another)`;
if (!starts) console.warn(`The aws command line against the sandbox${why}`);

describe.skipIf(!starts).concurrent(`the aws command line against the sandbox${why}`, () => {
  let variables: Variables = {};
  let distribution = '';

  beforeAll(async () => {
    openFolder();
    variables = await evaluated((await openSandbox('--speed', '2000')).exports);
    const setup = await run(['setup', '--yes', '--no-restrict-ingress', '--json'], { env: variables });
    expect(setup).toMatchObject({ code: 0, stderr: '' });
    distribution = String(parseEvents(setup.stdout).find((event) => event.type === 'result')?.distribution);
  });
  afterAll(closeFolder);

  /** What it answers, parsed; the test fails unless it ends well. */
  async function answer(...args: readonly string[]): Promise<unknown> {
    const { code, stdout, stderr } = await runCommand(aws, [...args, '--output', 'json'], {
      env: { ...variables, AWS_PAGER: '' },
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return JSON.parse(stdout);
  }

  it('sts get-caller-identity', async () => {
    expect(await answer('sts', 'get-caller-identity')).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/dana',
    });
  });

  it('ssm get-parameters-by-path: the records of the application', async () => {
    const path = '/copilot/applications/shop/environments/';
    expect(await answer('ssm', 'get-parameters-by-path', '--path', path)).toMatchObject({
      Parameters: [
        { Name: `${path}prod`, Type: 'String', Value: expect.stringContaining('"managerRoleARN"') },
      ],
    });
  });

  it('acm list-certificates: other ones in another region', async () => {
    const names = (region: string) =>
      answer(
        'acm',
        'list-certificates',
        '--region',
        region,
        '--query',
        'CertificateSummaryList[].DomainName',
      );
    expect(await names('us-east-1')).toEqual(expect.arrayContaining(['*.example.com', 'old.example.com']));
    expect(await names('us-west-2')).toEqual(['*.example.com']);
  });

  it('cloudformation describe-stacks', async () => {
    expect(await answer('cloudformation', 'describe-stacks', '--stack-name', 'shop-prod')).toMatchObject({
      Stacks: [
        {
          StackName: 'shop-prod',
          StackStatus: 'UPDATE_COMPLETE',
          Tags: expect.arrayContaining([{ Key: 'copilot-application', Value: 'shop' }]),
          Outputs: expect.arrayContaining([
            expect.objectContaining({
              OutputKey: 'CloudFrontDomainName',
              OutputValue: expect.stringMatching(/\.cloudfront\.net$/),
            }),
          ]),
        },
      ],
    });
  });

  it('cloudformation describe-stacks: a stack that is not there is a ValidationError', async () => {
    const args = ['cloudformation', 'describe-stacks', '--stack-name', 'nope'];
    const { code, stderr } = await runCommand(aws, args, { env: variables });
    expect(stderr).toContain('(ValidationError)');
    expect(stderr).toContain('Stack with id nope does not exist');
    expect(code).not.toBe(0);
  });

  it('cloudformation get-template', async () => {
    expect(
      await answer('cloudformation', 'get-template', '--stack-name', 'shop-prod', '--query', 'TemplateBody'),
    ).toContain('\n  CloudFrontDistribution:\n');
  });

  it('cloudformation describe-stack-events: newest first', async () => {
    const events = await answer('cloudformation', 'describe-stack-events', '--stack-name', 'shop-prod');
    expect(events).toMatchObject({
      StackEvents: expect.arrayContaining([
        expect.objectContaining({
          LogicalResourceId: 'CloudFrontDistribution',
          ResourceStatus: 'CREATE_COMPLETE',
          PhysicalResourceId: distribution,
        }),
      ]),
    });
    expect(events).toHaveProperty('StackEvents.0.ResourceStatus', 'UPDATE_COMPLETE');
    expect(events).toHaveProperty('StackEvents.0.LogicalResourceId', 'shop-prod');
  });

  it('cloudfront get-distribution: the one that the setup made', async () => {
    expect(await answer('cloudfront', 'get-distribution', '--id', distribution)).toMatchObject({
      ETag: expect.stringMatching(/./),
      Distribution: {
        Id: distribution,
        Status: 'Deployed',
        DistributionConfig: {
          Enabled: true,
          Aliases: { Quantity: 2, Items: ['api.example.com', 'www.example.com'] },
        },
      },
    });
  });
});
