import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBuilds } from '../../../source/site/disk/find-builds.ts';
import { chosenTotals } from '../../../source/site/tree/marks.ts';
import type { FileTree } from '../../../source/site/tree/tree-node.ts';
import { rowsOf } from '../../../source/site/tree/visible-rows.ts';
import { temporaryFolder } from '../../copilot/temporary-folder.ts';
import { treeOf, until, wholeTree } from './whole-tree.ts';

const found = (tree: FileTree, filter: string) =>
  rowsOf(tree, { opened: new Set(['']), filter }, { rows: [] }).map(({ path }) => path);

/** So many folders with a file in each. */
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`folder-${index}/page.html`, 'x']));

describe('a tree that is being read', () => {
  test('can be filtered before most of it is known, and finds the rest as it comes', async () => {
    const root = await temporaryFolder(many(200));
    const tree = await treeOf(root);
    expect(tree.root.unread).toBeGreaterThan(100);
    expect(found(tree, 'folder-19')).toHaveLength(11);
    await until(tree, () => tree.root.unread === 0);
    expect(found(tree, 'folder-19/')).toHaveLength(1);
    expect(found(tree, 'page')).toHaveLength(200);
  });

  test('counts what goes to the site, and not what stands aside', async () => {
    const root = await temporaryFolder({
      '.gitignore': 'logs/\r\n*.tmp\r\n',
      'x.tmp': 'xxx',
      'logs/a.log': 'xxx',
      '.env': 'xxx',
      'copilot/web/manifest.yml': 'xxx',
      'a/b/c.html': 'xx',
      'd.html': 'x',
    });
    const tree = await wholeTree(root);
    expect(tree.root).toMatchObject({ files: 3, bytes: 17, unread: 0 });
    expect(tree.find('logs')).toMatchObject({ files: 0, isRead: false });
    expect(tree.find('copilot')?.children).toEqual([]);
  });

  test('reads what git ignores once it is chosen, and counts it then', async () => {
    const root = await temporaryFolder({ '.gitignore': 'dist\n', 'dist/a/index.html': 'xx' });
    const tree = await wholeTree(root);
    const marks = new Map([['dist', 'in' as const]]);
    expect(chosenTotals(tree, marks).isComplete).toBe(false);
    tree.want('dist', 'all-of-it');
    await until(tree, () => chosenTotals(tree, marks).isComplete);
    expect(chosenTotals(tree, marks)).toEqual({ files: 1, bytes: 2, isComplete: true });
  });

  test('goes on where a folder is gone meanwhile', async () => {
    const root = await temporaryFolder(many(100));
    const tree = await treeOf(root);
    await rm(join(root, 'folder-99'), { recursive: true });
    await until(tree, () => tree.root.unread === 0);
    expect(tree.root.files).toBeGreaterThanOrEqual(99);
  });
});

describe('the filter', () => {
  test('finds folders and not all that lies in them, whatever the case, across slashes', async () => {
    const root = await temporaryFolder({ 'Dist/index.html': '', 'Dist/img/logo.svg': '', 'a/dist.txt': '' });
    const tree = await wholeTree(root);
    expect(found(tree, 'dist')).toEqual(['a/dist.txt', 'Dist']);
    expect(found(tree, 'dist/i')).toEqual(['Dist/img', 'Dist/index.html']);
    expect(found(tree, 'DIST/IMG/')).toEqual(['Dist/img/logo.svg']);
    expect(found(tree, 'zzz')).toEqual([]);
  });
});

describe('a build', () => {
  const page = { 'index.html': '' };
  const at = (folder: string) =>
    Object.fromEntries(Object.keys(page).map((name) => [folder === '' ? name : `${folder}/${name}`, '']));

  test.each([
    ['dist', ['dist']],
    ['apps/web/dist', ['apps/web/dist']],
    ['dist/shop/browser', ['dist/shop/browser']],
    ['src', []],
    ['a/b/c/dist', []],
    ['node_modules/left/dist', []],
    ['copilot/build', []],
  ])('with a page in %s is %j', async (folder, builds) => {
    expect(await findBuilds(await temporaryFolder(at(folder)))).toEqual(builds);
  });

  test('near the root comes first, and public last', async () => {
    const root = await temporaryFolder({ ...at('public'), ...at('out'), ...at('app/dist'), ...at('dist') });
    expect(await findBuilds(root)).toEqual(['dist', 'out', 'public', 'app/dist']);
  });

  test('is one although git ignores it, and none in a folder that git ignores', async () => {
    const root = await temporaryFolder({
      '.gitignore': 'dist\ncache\n',
      ...at('dist'),
      ...at('cache/build'),
    });
    expect(await findBuilds(root)).toEqual(['dist']);
  });
});
