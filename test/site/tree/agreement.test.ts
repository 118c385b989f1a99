import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectFiles } from '../../../source/site/disk/collect-files.ts';
import { selectFiles } from '../../../source/site/disk/select-files.ts';
import { chosenIn } from '../../../source/site/tree/entries.ts';
import { firstClash } from '../../../source/site/tree/key-clash.ts';
import { chosenTotals, type Marks, nothingMarked, toggled } from '../../../source/site/tree/marks.ts';
import { canBeChosen, type FileTree } from '../../../source/site/tree/tree-node.ts';
import { temporaryFolder } from '../../copilot/temporary-folder.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { until, wholeTree } from './whole-tree.ts';

/** Names that mean something to somebody: to git, to patterns, to whoever looks for secrets. */
const names = [
  'a',
  'b.html',
  'logs',
  'x.map',
  '.env',
  'key.pem',
  '[s].html',
  'ü*.js',
  '.git',
  'copilot',
  '.well-known',
];
const ignoreLines = ['logs', '*.map', '/a', 'b.html', '!x.map', 'a/', '.env', '*'];

const path = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));
const world = fc.record({
  files: fc.uniqueArray(path, { minLength: 1, maxLength: 14 }),
  links: fc.array(fc.tuple(path, path), { maxLength: 2 }),
  ignores: fc.array(fc.tuple(fc.option(path, { nil: '' }), fc.subarray(ignoreLines)), { maxLength: 2 }),
  toggles: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
});

/** What cannot be there, because something else is, is not. */
async function make(
  root: string,
  { files, links, ignores }: typeof world extends fc.Arbitrary<infer W> ? W : never,
) {
  const attempt = async (at: string, put: (at: string) => Promise<unknown>) => {
    await mkdir(dirname(join(root, at)), { recursive: true }).catch(() => undefined);
    await put(join(root, at)).catch(() => undefined);
  };
  for (const file of files) await attempt(file, (at) => writeFile(at, file, { flag: 'wx' }));
  for (const [folder, lines] of ignores)
    await attempt(folder === '' ? '.gitignore' : `${folder}/.gitignore`, (at) =>
      writeFile(at, lines.join('\n')),
    );
  for (const [link, target] of links) await attempt(link, (at) => symlink(join(root, target), at));
}

/** Every row that has been read, in an order of its own. */
function rowsIn({ root }: FileTree) {
  const rows = [root];
  for (const row of rows) rows.push(...row.children);
  return rows;
}

async function toggleSome(tree: FileTree, toggles: readonly number[]): Promise<Marks> {
  let marks = nothingMarked;
  for (const toggle of toggles) {
    const rows = rowsIn(tree).filter(canBeChosen);
    const row = rows[toggle % rows.length] ?? tree.root;
    marks = toggled(tree, row, marks);
    tree.want(row.path, 'all-of-it');
    await until(tree, () => row.unread === 0);
  }
  return marks;
}

test('what the tree says of the files that were chosen is what a deploy of its entries finds', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const root = await temporaryFolder();
      await make(root, given);
      const tree = await wholeTree(root);
      const marks = await toggleSome(tree, given.toggles);
      const { entries, files } = chosenIn(tree, marks);
      fc.pre(files.length > 0 && firstClash(files) === undefined);
      const found = await collectFiles(root, selectFiles({ root, files: entries }));
      expect(files.map(({ key }) => key).sort()).toEqual([...found.keys()].sort());
      expect(new Set(files.map(({ node }) => node.path)).size).toBe(files.length);
      // A link out of the folder that was chosen is excluded only once it is known which folder that is.
      if (given.links.length > 0) return;
      expect(chosenTotals(tree, marks)).toEqual({
        files: files.length,
        bytes: [...found.values()].reduce((sum, { size }) => sum + size, 0),
        isComplete: true,
      });
    }),
    propertyRuns(500),
  );
});
