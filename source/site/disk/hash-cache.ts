import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStamp } from './read-file.ts';

/**
 * What the content of files was, by their paths: whoever deploys again reads only what was written since. A program can set when a
 * file was modified, but not when it changed (`ctime`) nor its inode; all of it must be the same.
 */
export interface HashCache {
  hashOf(path: string, stamp: FileStamp): string | undefined;
  /** Whether it was asked in vain, or holds another number of files. */
  isOld(files: number): boolean;
  /** Holds these files from now on, and no others. */
  save(files: Iterable<HashedFile>): Promise<void>;
}

export interface HashedFile {
  readonly path: string;
  readonly stamp: FileStamp;
  readonly hash: string;
  /** When its stamp was taken, in milliseconds since 1970. */
  readonly stampedAt: number;
}

/** Milliseconds; the coarsest clock of a file system in use (FAT) counts by two seconds. */
const clockGrain = 2000;

/** Lines that are written at once. */
const linesAtOnce = 1000;

/** Opens the cache of a site. One that cannot be read is empty: it is only a memory. */
export async function openHashCache(stateFolder: string, site: string): Promise<HashCache> {
  const file = join(stateFolder, `${site}.hashes`);
  const rows = rowsIn(await readFile(file, 'utf8').catch(() => ''));
  let inVain = false;
  return {
    hashOf(path, stamp) {
      const start = stampText(stamp);
      const row = rows.get(JSON.stringify(path));
      if (row?.startsWith(start)) return row.slice(start.length);
      inVain = true;
      return undefined;
    },
    isOld: (files) => inVain || rows.size !== files,
    async save(files) {
      await mkdir(stateFolder, { recursive: true });
      await writeFile(`${file}.new`, linesOf(files));
      await rename(`${file}.new`, file);
    },
  };
}

/** The rest of each line by its path: pieces of one text, which take less memory than what stands in them. */
function rowsIn(text: string): ReadonlyMap<string, string> {
  const rows = new Map<string, string>();
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const tab = text.indexOf('\t', from);
    if (end === -1 || tab === -1) break;
    if (tab < end) rows.set(text.slice(from, tab), text.slice(tab + 1, end));
    from = end + 1;
  }
  return rows;
}

/** `"PATH" size modified changed inode hash`, with tabs between. */
function* linesOf(files: Iterable<HashedFile>): Generator<string> {
  let lines: string[] = [];
  for (const { path, stamp, hash, stampedAt } of files) {
    // What was written a moment ago may be written again within the grain of the clock.
    if (stampedAt - Math.max(stamp.modified, stamp.changed) < clockGrain) continue;
    lines.push(`${JSON.stringify(path)}\t${stampText(stamp)}${hash}\n`);
    if (lines.length === linesAtOnce) {
      yield lines.join('');
      lines = [];
    }
  }
  yield lines.join('');
}

function stampText({ size, modified, changed, inode }: FileStamp): string {
  return `${size}\t${modified}\t${changed}\t${inode}\t`;
}
