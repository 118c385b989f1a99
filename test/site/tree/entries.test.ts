import { expect, test } from 'vitest';
import { chosenIn } from '../../../source/site/tree/entries.ts';
import { type Marks, withMark } from '../../../source/site/tree/marks.ts';
import type { FileTree } from '../../../source/site/tree/tree-node.ts';
import { temporaryFolder } from '../../copilot/temporary-folder.ts';
import { wholeTree } from './whole-tree.ts';

/** Marks as a person sets them, one after the other. */
function marked(tree: FileTree, ...steps: readonly (readonly [path: string, mark: 'in' | 'out'])[]): Marks {
  return steps.reduce<Marks>((marks, [path, mark]) => {
    const node = tree.find(path);
    if (node === undefined) throw new Error(`${path} is not there.`);
    return withMark(tree, node, marks, mark);
  }, new Map());
}

const folder = { destination: '', recursive: true, exclude: [], reinclude: [] };
const files = {
  '.gitignore': '*.map\ncache/\n',
  'site/index.html': '',
  'site/app.map': '',
  'site/.env': '',
  'site/blog/a.html': '',
  'site/blog/b.html': '',
  'site/blog/[slug].html': '',
  'site/cache/x.html': '',
};

test('what lies in a chosen folder goes with it, and is no entry of its own', async () => {
  const tree = await wholeTree(await temporaryFolder(files));
  const chosen = chosenIn(tree, marked(tree, ['site/blog/a.html', 'in'], ['site', 'in']));
  expect(chosen.entries).toEqual([{ ...folder, source: 'site', exclude: ['.env'] }]);
});

test('what is taken out of it is excluded, and what is taken in again reincluded', async () => {
  const tree = await wholeTree(await temporaryFolder(files));
  const steps = [
    ['site', 'in'],
    ['site/blog', 'out'],
    ['site/blog/a.html', 'in'],
  ] as const;
  const { entries, files: chosen } = chosenIn(tree, marked(tree, ...steps));
  expect(entries).toEqual([
    { ...folder, source: 'site', exclude: ['.env', 'blog/'], reinclude: ['blog/a.html'] },
  ]);
  expect(chosen.map(({ key }) => key).sort()).toEqual(['blog/a.html', 'index.html']);
});

test('a name that holds a wildcard stands for itself', async () => {
  const tree = await wholeTree(await temporaryFolder(files));
  const { entries } = chosenIn(tree, marked(tree, ['site', 'in'], ['site/blog/[slug].html', 'out']));
  expect(entries[0]?.exclude).toEqual(['.env', 'blog/[[]slug].html']);
});

test('an ignored folder inside is an entry of its own, under the keys that it would have had', async () => {
  const tree = await wholeTree(await temporaryFolder(files), 'site/cache');
  const steps = [
    ['site', 'in'],
    ['site/cache', 'in'],
    ['site/app.map', 'in'],
    ['site/.env', 'in'],
  ] as const;
  const { entries } = chosenIn(tree, marked(tree, ...steps));
  expect(entries).toEqual([
    { ...folder, source: 'site', reinclude: ['.env', 'app.map'] },
    { ...folder, source: 'site/cache', destination: 'cache' },
  ]);
});

test('choosing a folder keeps what was chosen in it, though git ignores it', async () => {
  const tree = await wholeTree(await temporaryFolder(files), 'site/cache');
  const steps = [
    ['site/cache', 'in'],
    ['site/blog/a.html', 'in'],
    ['', 'in'],
  ] as const;
  const { entries } = chosenIn(tree, marked(tree, ...steps));
  expect(entries.map(({ source, destination }) => [source, destination])).toEqual([
    ['./', ''],
    ['site/cache', 'site/cache'],
  ]);
});

test('taking out all that was chosen leaves nothing', async () => {
  const tree = await wholeTree(await temporaryFolder(files));
  const marks = marked(tree, ['site', 'in'], ['site/blog', 'out'], ['site', 'out']);
  expect(marks).toEqual(new Map());
  expect(chosenIn(tree, marks)).toEqual({ entries: [], files: [] });
});
