import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readTree } from '../../source/site/disk/read-tree.ts';
import { chosenIn } from '../../source/site/tree/entries.ts';
import type { FileTree } from '../../source/site/tree/tree-node.ts';
import { rowsOf } from '../../source/site/tree/visible-rows.ts';
import type { Bench } from './bench.ts';
import { report } from './median-table.ts';

const folders = 100;
const filesEach = 1_000;
const rounds = 9;

/** Milliseconds until the tree can be shown. */
const mostUntilShown = 200;

/** As a multiple of the plain search: some 16 ms, a frame, on a machine that has nothing else to do. */
const mostForALetter = 2;

const opened = new Set(['']);

/** How long a person waits at a tree of 100,000 files: to see it, and for each letter of a filter. */
export const picker: Bench = {
  name: 'picker',
  summary: 'to pick among 100,000 files: until the tree is shown, and for a letter of the filter',
  run: async () => {
    const root = mkdtempSync(join(tmpdir(), 'copilot-cdn-bench-'));
    const stop = new AbortController();
    try {
      makeFiles(root);
      const begun = performance.now();
      const tree = await readTree(root, stop.signal);
      const shown = performance.now() - begun;
      const early = rowsOf(tree, { opened, filter: 'folder-7' }, { rows: [] }).length;
      const longest = await readToTheEnd(tree);
      console.log(`shown after ${shown.toFixed(0)} ms (at most ${mostUntilShown})`);
      console.log(`a filter finds ${early} rows then, while the rest is still read`);
      console.log(
        `all ${tree.root.files.toLocaleString('en')} files counted after ${(performance.now() - begun).toFixed(0)} ms, never ${longest.toFixed(0)} ms without a turn for keys`,
      );
      return (
        report(
          [
            { name: 'includes() on as many names', milliseconds: times(() => plainSearch(tree)) },
            {
              name: 'a letter of the filter',
              milliseconds: times(() => filter(tree, '7')),
              bound: mostForALetter,
            },
            {
              name: 'a filter that finds nothing',
              milliseconds: times(() => filter(tree, 'zzz')),
              bound: mostForALetter,
            },
            {
              name: 'the keys of all that is chosen',
              milliseconds: times(() => chosenIn(tree, new Map([['', 'in']]))),
            },
          ],
          rounds,
        ) && shown <= mostUntilShown
      );
    } finally {
      stop.abort();
      rmSync(root, { recursive: true, force: true });
    }
  },
};

function makeFiles(root: string): void {
  for (let folder = 0; folder < folders; folder++) {
    const path = join(root, `folder-${folder}`);
    mkdirSync(path);
    for (let file = 0; file < filesEach; file++) writeFileSync(join(path, `page-${file}.html`), '');
  }
}

/** Milliseconds of the longest time without a turn for anything else. */
async function readToTheEnd(tree: FileTree): Promise<number> {
  let longest = 0;
  for (let last = performance.now(); tree.root.unread > 0; last = performance.now()) {
    await setImmediate();
    longest = Math.max(longest, performance.now() - last);
  }
  return longest;
}

function times(run: () => unknown): readonly number[] {
  return Array.from({ length: rounds }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
}

function filter(tree: FileTree, text: string): unknown {
  return rowsOf(tree, { opened, filter: text }, { rows: [] });
}

function plainSearch({ root }: FileTree): number {
  let found = 0;
  for (const folder of root.children)
    for (const file of folder.children) if (file.name.toLowerCase().includes('7')) found += 1;
  return found;
}
