import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileStamp, sameStamp } from './read-file.ts';

/**
 * What the content of files was, by their paths: whoever deploys again reads only what was written since. A program can set when a
 * file was modified, but not when it changed (`ctime`) nor its inode; all of it must be the same.
 */
export interface HashCache {
  hashOf(path: string, stamp: FileStamp): string | undefined;
  /** Files that were written a moment ago are not kept: within the clock's grain they may be written again. */
  keep(path: string, stamp: FileStamp, hash: string, now: number): void;
  /** Writes what was asked for or kept since it was opened, and nothing else: files that are gone are forgotten. */
  save(): Promise<void>;
}

/** Milliseconds; the coarsest clock of a file system in use (FAT) counts by two seconds. */
const clockGrain = 2000;

type Row = readonly [size: number, modified: number, changed: number, inode: number, hash: string];

/** Opens the cache of a site. One that cannot be read is empty: it is only a memory. */
export async function openHashCache(stateFolder: string, site: string): Promise<HashCache> {
  const file = join(stateFolder, `${site}.hashes.json`);
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const before = rowsIn(text);
  const used = new Map<string, Row>();
  let changed = false;
  return {
    hashOf(path, stamp) {
      const row = before.get(path);
      if (row === undefined || !sameStamp(stamp, stampOf(row))) return undefined;
      used.set(path, row);
      return row[4];
    },
    keep(path, stamp, hash, now) {
      if (now - Math.max(stamp.modified, stamp.changed) < clockGrain) return;
      used.set(path, [stamp.size, stamp.modified, stamp.changed, stamp.inode, hash]);
      changed = true;
    },
    async save() {
      if (!changed && used.size === before.size) return;
      await mkdir(stateFolder, { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(used)));
      await rename(`${file}.new`, file);
    },
  };
}

function rowsIn(text: string): ReadonlyMap<string, Row> {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return new Map();
    return new Map(Object.entries(read).flatMap(([path, row]) => (isRow(row) ? [[path, row]] : [])));
  } catch {
    return new Map();
  }
}

function isRow(row: unknown): row is Row {
  if (!Array.isArray(row) || row.length !== 5) return false;
  const values: readonly unknown[] = row;
  return values.slice(0, 4).every((value) => typeof value === 'number') && typeof values[4] === 'string';
}

function stampOf([size, modified, changed, inode]: Row): FileStamp {
  return { size, modified, changed, inode };
}
