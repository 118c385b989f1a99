import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openShop, parseEvents } from './shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'github-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const job = (name: string, root: string) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_WORKSPACE: root,
  GITHUB_STEP_SUMMARY: join(folder, name),
});

const annotations = (text: string) => text.split('\n').filter((line) => line.startsWith('::'));

describe('in a job of GitHub Actions', () => {
  it('check annotates the line of each finding, named from the root of the repository', async () => {
    const shop = await openShop();
    shop.writeManifest(shop.manifest().replace('type: Environment', 'type: Environmint'));
    const root = dirname(shop.workspace);
    const { code, stdout, stderr } = await shop.run(['check'], { env: job('check.md', root) });
    expect(code).toBe(2);
    expect(annotations(stdout)).toEqual([]);
    expect(annotations(stderr)[0]).toMatch(
      /^::error title=[a-z-]+,file=shop\/copilot\/environments\/prod\/manifest\.yml,line=\d+,endLine=\d+,col=\d+,endColumn=\d+::.*Environmint/,
    );
    expect(readFileSync(join(folder, 'check.md'), 'utf8')).toMatch(
      /^## copilot-cdn check\n\n❌ .*\n\n\| {2}\|/,
    );
  });

  it('a setup that fails says so beside the job, and leaves the JSON to programs', async () => {
    const shop = await openShop({ fail: ['CloudFrontDistribution=CNAMEAlreadyExists'] });
    const { code, stdout, stderr } = await shop.run(['setup', '--env', 'prod', '--yes', '--json'], {
      env: job('setup.md', shop.workspace),
    });
    expect(code).toBe(1);
    expect(parseEvents(stdout).at(-1)?.type).toBe('result');
    expect(annotations(stderr).filter((line) => line.startsWith('::error'))).toHaveLength(1);
    const summary = readFileSync(join(folder, 'setup.md'), 'utf8');
    expect(summary).toMatch(/\| Deployment \| .* \| failed \| /);
    expect(summary).toContain('### What to do');
  });

  it('elsewhere nothing of this is written', async () => {
    const shop = await openShop();
    shop.writeManifest('type: Environmint\n');
    expect((await shop.run(['check'])).stderr).toBe('');
  });
});
