import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioNamed, scenarioNames } from '../../source/sandbox/scenarios/index.ts';
import { workspaceFiles, writeWorkspace } from '../../source/sandbox/write-workspace.ts';

test.each(scenarioNames)('%s: every manifest is named like its folder', (name) => {
  for (const [path, text] of Object.entries(workspaceFiles(scenarioNamed(name)))) {
    const folder = /([^/]+)\/manifest\.yml$/.exec(path)?.[1];
    if (folder !== undefined) expect(parse(text).name).toBe(folder);
  }
});

test('fresh: the manifest names the certificate of the load balancer', () => {
  const text = workspaceFiles(scenarioNamed('fresh'))['copilot/environments/prod/manifest.yml'] ?? '';
  expect(text).toContain('# *.example.com');
  expect(parse(text).http.public.certificates).toEqual([
    expect.stringMatching(/^arn:aws:acm:us-west-2:111122223333:certificate\/[0-9a-f-]{36}$/),
  ]);
});

test('writes the files below a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  await writeWorkspace(scenarioNamed('fresh'), folder);
  expect(await readFile(join(folder, 'copilot/.workspace'), 'utf8')).toBe('application: shop\n');
  expect(await readFile(join(folder, 'copilot/api/manifest.yml'), 'utf8')).toContain(
    'alias: api.example.com',
  );
  await rm(folder, { recursive: true });
});
