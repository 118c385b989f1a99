import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { type Finished, run } from '../support/run.ts';
import { parseEvents, resultOf } from './shop.ts';

const manifest = 'name: prod\ntype: Environment\n';
const withCdn = `${manifest}cdn:\n  terminate_tls: true\n`;
const files = ['--template', 'env.yml', '--manifest', 'manifest.yml'];
const template = environmentTemplate({ manifest });
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-patch-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string | Buffer): void {
  writeFileSync(join(folder, name), text);
}

/** AWS is out of reach: nothing may be asked of it. */
function patch(args: readonly string[]): Promise<Finished> {
  return run(['patch', ...args], { cwd: folder, env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
}

async function patched(text: string, manifestText = withCdn, more: readonly string[] = []): Promise<string> {
  write('env.yml', text);
  write('manifest.yml', manifestText);
  const { code, stdout, stderr } = await patch([...files, ...more]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('copilot-cdn patch', () => {
  it('writes the template with the CDN in it to standard output, and nothing else anywhere', async () => {
    const result = await patched(template);
    expect(result).toContain('  CloudFrontDistribution:\n');
    expect(result).toContain('OriginProtocolPolicy: http-only');
    expect(readFileSync(join(folder, 'env.yml'), 'utf8')).toBe(template);
  });

  it('gives its own output again, and the template as it was when the CDN is taken out of the manifest', async () => {
    const result = await patched(template);
    expect(await patched(result)).toBe(result);
    expect(await patched(result, manifest)).toBe(template);
  });

  it.each([
    ['line endings of Windows', template.replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${template}`],
    ['no line ending at the end', template.trimEnd()],
  ])('keeps %s', async (_, text) => {
    const result = await patched(text);
    expect(result.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
    expect(result.endsWith('\n')).toBe(text.endsWith('\n'));
    expect(/(?<!\r)\n/.test(result)).toBe(/(?<!\r)\n/.test(text));
    expect(await patched(result, manifest)).toBe(text);
  });

  it('--diff is a patch that other programs can apply', async () => {
    const result = await patched(template);
    const { stdout } = await patch([...files, '--diff']);
    write('cdn.patch', stdout);
    const applied = spawnSync('git', ['apply', 'cdn.patch'], { cwd: folder, encoding: 'utf8' });
    expect(applied.stderr).toBe('');
    expect(readFileSync(join(folder, 'env.yml'), 'utf8')).toBe(result);
    expect((await patch([...files, '--diff'])).stdout).toBe('');
  });

  it('--json tells which nodes change, and whether any does', async () => {
    const result = await patched(template);
    const first = await patch([...files, '--json']);
    expect(resultOf(parseEvents(first.stdout))).toMatchObject({
      changed: true,
      template: result,
      nodes: expect.arrayContaining([expect.objectContaining({ logicalId: 'CloudFrontDistribution' })]),
    });
    write('env.yml', result);
    const second = await patch([...files, '--json']);
    expect(resultOf(parseEvents(second.stdout))).toMatchObject({ changed: false, nodes: [] });
  });

  it('takes from its flags what neither file says', async () => {
    const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b';
    const restricted = `${manifest}cdn:\n  certificate: ${certificate}\n  terminate_tls: true\nhttp:\n  public:\n    ingress:\n      cdn: true\n`;
    const result = await patched(template, restricted, [
      ...['--prefix-list', 'pl-82a045eb', '--alias', 'www.example.com'],
      ...['--function', 'UniqueJSONValuesFunction=s3://artifacts/scripts/unique.zip'],
    ]);
    expect(result).toContain('SourcePrefixListId: pl-82a045eb');
    expect(result).toContain('AdditionalStrings: ["www.example.com"]');
    expect(result).toMatch(/S3Bucket: "?artifacts"?\n +S3Key: "?scripts\/unique\.zip/);
  });

  it('puts the team’s patches into what is new', async () => {
    write(
      'cfn.patches.yml',
      '- op: add\n  path: /Resources/CloudFrontDistribution/Properties/DistributionConfig/WebACLId\n  value: !Ref Acl\n',
    );
    expect(await patched(template, withCdn, ['--overrides', 'cfn.patches.yml'])).toContain(
      'WebACLId: !Ref Acl',
    );
  });

  it('says on standard error when CloudFormation would see no change', async () => {
    write('env.yml', template);
    write('manifest.yml', `${manifest}observability:\n  container_insights: true\n`);
    const { code, stdout, stderr } = await patch(files);
    expect(code).toBe(0);
    expect(stdout).toContain('container_insights: true');
    expect(stderr).toContain('Only Metadata.Manifest differs');
  });
});

describe('copilot-cdn patch refuses', () => {
  it.each([
    ['a template that is not there', 'gone.yml', undefined, withCdn, 'file-not-readable'],
    ['a template that is no YAML', 'env.yml', 'Resources: [', withCdn, 'not-yaml'],
    [
      'a file that is no template of an environment',
      'env.yml',
      'Resources: {}\n',
      withCdn,
      'template-too-old',
    ],
    ['an empty template', 'env.yml', '', withCdn, 'template-too-old'],
    [
      'a manifest that breaks a rule',
      'env.yml',
      template,
      `${manifest}cdn: {certificate: x}\n`,
      'manifest-refused',
    ],
    ['a manifest that is no YAML', 'env.yml', template, 'cdn: [', 'not-yaml'],
    [
      'to guess the prefix list',
      'env.yml',
      template,
      `${withCdn}http: {public: {ingress: {cdn: true}}}\n`,
      'prefix-list-needed',
    ],
  ])('%s', async (_, file, text, manifestText, code) => {
    if (text !== undefined) write(file, text);
    write('manifest.yml', manifestText);
    const finished = await patch(['--template', file, '--manifest', 'manifest.yml', '--json']);
    expect(finished.code).toBe(2);
    const events = parseEvents(finished.stdout);
    expect(events.find((event) => event.type === 'error')).toMatchObject({ code });
    const words = await patch(['--template', file, '--manifest', 'manifest.yml']);
    expect(words).toMatchObject({ code: 2, stdout: '' });
    expect(words.stderr).toContain('What to do');
  });

  it.each([
    ['--prefix-list', 'sg-1'],
    ['--param', 'nothing'],
    ['--function', 'Other=s3://b/k'],
    ['--alias', 'https://www.example.com/'],
  ])('%s %s', async (flag, value) => {
    const { code, stdout, stderr } = await patch([...files, flag, value]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(value);
  });
});
