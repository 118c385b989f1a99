import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStamp } from './read-file.ts';

/**
 * What the content of files was, by their paths: whoever deploys again reads only what was written since. A program can set when a
 * file was modified, but not when it changed (`ctime`) nor its inode; all of it must be the same.
 */
export interface HashCache {
  hashOf(path: string, stamp: FileStamp): string | undefined;
  /** Every file was asked about: what it remembers of them is not needed any more. */
  release(): void;
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
  const { count, after: known } = rowsIn(await readFile(file).catch(() => Buffer.alloc(0)));
  let after = known;
  let inVain = false;
  return {
    hashOf(path, stamp) {
      const hash = after(`${JSON.stringify(path)}\t${stampText(stamp)}`);
      if (hash === undefined) inVain = true;
      return hash;
    },
    release() {
      after = () => undefined;
    },
    isOld: (files) => inVain || count !== files,
    async save(files) {
      await mkdir(stateFolder, { recursive: true });
      await writeFile(`${file}.new`, linesOf(files));
      await rename(`${file}.new`, file);
    },
  };
}

interface Rows {
  readonly count: number;
  /** The rest of the line that begins so. */
  readonly after: (start: string) => string | undefined;
}

/** Where each line begins, by a number that its path comes to: in a large site the lines as texts would be a third of all memory. */
function rowsIn(bytes: Buffer): Rows {
  const places = new Map<number, number | readonly number[]>();
  let count = 0;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineEnd, from);
    const tab = bytes.indexOf(tabulator, from);
    if (end === -1 || tab === -1) break;
    if (tab < end) {
      const number = numberOf(bytes, from, tab);
      const others = places.get(number);
      places.set(number, others === undefined ? from : [others, from].flat());
      count += 1;
    }
    from = end + 1;
  }
  return {
    count,
    after(start) {
      const wanted = Buffer.from(start);
      const found = places.get(numberOf(wanted, 0, wanted.indexOf(tabulator))) ?? [];
      const place = [found].flat().find((from) => wanted.equals(bytes.subarray(from, from + wanted.length)));
      if (place === undefined) return undefined;
      return bytes.toString('utf8', place + wanted.length, bytes.indexOf(lineEnd, place));
    },
  };
}

const [tabulator, lineEnd] = [0x09, 0x0a];

/** FNV-1a, 31 bits: what V8 keeps without an object of its own. */
function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let number = 0x811c9dc5;
  for (let at = from; at < to; at += 1) number = Math.imul(number ^ (bytes[at] ?? 0), 0x01000193);
  return number >>> 1;
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
