import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  environmentManifestPath,
  environmentsWithManifest,
  findWorkspace,
  readManifest,
  workloadsWithManifest,
} from '../../source/copilot/workspace.ts';
import { temporaryFolder } from './temporary-folder.ts';

const shop = { 'copilot/.workspace': 'application: shop\n' };

describe('the workspace', () => {
  test.each([
    ['its root', '.'],
    ['the folder copilot itself', 'copilot'],
    ['one folder below', 'a'],
    ['four folders below', 'a/b/c/d'],
  ])('is found from %s', async (_, from) => {
    const root = await temporaryFolder(shop);
    await mkdir(join(root, from), { recursive: true });
    expect(await findWorkspace(join(root, from))).toEqual({
      root,
      copilotFolder: join(root, 'copilot'),
      application: 'shop',
    });
  });

  test('is not looked for more than four folders up', async () => {
    const root = await temporaryFolder({ ...shop, 'a/b/c/d/e/file': '' });
    const from = join(root, 'a/b/c/d/e');
    await expect(findWorkspace(from)).rejects.toMatchObject({
      code: 'no-workspace',
      message: `Looking for the workspace: there is no folder copilot/ in ${from} or the four folders above it.`,
      exitCode: 2,
    });
  });

  test('is the nearest folder copilot/, a file of that name does not count', async () => {
    const root = await temporaryFolder({
      ...shop,
      'web/copilot/.workspace': 'application: web\n',
      'web/src/copilot': 'a program',
    });
    expect(await findWorkspace(join(root, 'web/src'))).toMatchObject({ application: 'web' });
  });

  test.each([
    ['is not there', { 'copilot/api/manifest.yml': '' }],
    ['names none', { 'copilot/.workspace': 'other: shop\n' }],
    ['is empty', { 'copilot/.workspace': '' }],
    ['is not YAML', { 'copilot/.workspace': '\t: [' }],
  ])('is refused when its file .workspace %s', async (_, files) => {
    const root = await temporaryFolder(files);
    await expect(findWorkspace(root)).rejects.toMatchObject({ code: 'no-application-in-workspace' });
  });
});

describe('manifests', () => {
  test('environments are the folders that have one', async () => {
    const root = await temporaryFolder({
      ...shop,
      'copilot/environments/test/manifest.yml': 'name: test',
      'copilot/environments/prod/manifest.yml': 'name: prod',
      'copilot/environments/overrides/cfn.patches.yml': '',
      'copilot/environments/old/manifest.yaml': '',
    });
    expect(await environmentsWithManifest(await findWorkspace(root))).toEqual(['prod', 'test']);
  });

  test('workloads come with their type, where it can be read', async () => {
    const root = await temporaryFolder({
      ...shop,
      'copilot/api/manifest.yml': 'name: api\ntype: Load Balanced Web Service\n',
      'copilot/broken/manifest.yml': '\t{',
      'copilot/pipelines/manifest.yml': 'type: Pipeline',
      'copilot/environments/prod/manifest.yml': '',
    });
    const workspace = await findWorkspace(root);
    const manifestPath = (name: string) => join(root, 'copilot', name, 'manifest.yml');
    expect(await workloadsWithManifest(workspace)).toEqual([
      { name: 'api', type: 'Load Balanced Web Service', manifestPath: manifestPath('api') },
      { name: 'broken', manifestPath: manifestPath('broken') },
    ]);
  });

  test('a workspace without environments has none', async () => {
    const workspace = await findWorkspace(await temporaryFolder(shop));
    expect(await environmentsWithManifest(workspace)).toEqual([]);
  });

  test('every byte is kept: byte order mark, line endings, a missing last newline', async () => {
    const text = '\uFEFFname: prod\r\ntype: Environment # größer';
    const root = await temporaryFolder({ ...shop, 'copilot/environments/prod/manifest.yml': text });
    const workspace = await findWorkspace(root);
    const manifest = await readManifest(workspace, environmentManifestPath(workspace, 'prod'));
    expect(manifest).toMatchObject({ text, relativePath: 'copilot/environments/prod/manifest.yml' });
  });

  test('what is not UTF-8 is refused, because it could not be written back', async () => {
    const bytes = Buffer.from([0x6e, 0xe4, 0x0a]);
    const root = await temporaryFolder({ ...shop, 'copilot/environments/prod/manifest.yml': bytes });
    const workspace = await findWorkspace(root);
    const reading = readManifest(workspace, environmentManifestPath(workspace, 'prod'));
    await expect(reading).rejects.toMatchObject({ code: 'manifest-not-utf-8' });
  });

  test('one that is not there is undefined', async () => {
    const workspace = await findWorkspace(await temporaryFolder(shop));
    expect(await readManifest(workspace, environmentManifestPath(workspace, 'prod'))).toBeUndefined();
  });
});
