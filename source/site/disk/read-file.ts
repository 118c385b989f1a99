import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { exitCode, UserError } from '../../errors.ts';
import { contentHashOf, etagOf, partedHash } from '../content-hash.ts';
import type { SiteFile } from '../site-file.ts';

/** What of a file tells that it is another one. */
export type FileStamp = Pick<SiteFile, 'size' | 'modified' | 'changed' | 'inode'>;

/** A file that is open to be read once, as it is at this moment. */
export interface OpenFile {
  readonly stamp: FileStamp;
  /** Fills the buffer from the position on; less than asked for only at the end. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** Whether it is still the file that was opened: what was read belongs together. */
  isUnchanged(): boolean;
}

/** Up to so many bytes are read at once and not in the thread pool, which takes longer than a disk. */
const smallRead = 256 * 1024;

const readLater = promisify(read);

/**
 * Opens a file, hands it over, and closes it in any case.
 * @throws UserError `file-vanished`, `file-unreadable`
 */
async function withFile<Result>(path: string, use: (file: OpenFile) => Promise<Result>): Promise<Result> {
  const descriptor = telling(path, () => openSync(path, 'r'));
  try {
    const stamp = stampOf(descriptor);
    return await use({
      stamp,
      read: (buffer, position) => fill(path, descriptor, buffer, position),
      isUnchanged: () => sameStamp(stamp, stampOf(descriptor)),
    });
  } finally {
    closeSync(descriptor);
  }
}

export function sameStamp(one: FileStamp, other: FileStamp): boolean {
  return (
    one.size === other.size &&
    one.modified === other.modified &&
    one.changed === other.changed &&
    one.inode === other.inode
  );
}

/** How often a file is read that changes meanwhile. */
const mostReadings = 3;

/**
 * Does something with a file's content, and does it again when `use` finds that the file is not what it was when it was opened.
 * @throws UserError `file-changing` when it never holds still, and what `withFile` throws
 */
export async function whileUnchanged<Result>(
  path: string,
  use: (file: OpenFile) => Promise<Result | undefined>,
): Promise<Result> {
  for (let readings = 0; readings < mostReadings; readings++) {
    const result = await withFile(path, use);
    if (result !== undefined) return result;
  }
  throw new UserError({
    code: 'file-changing',
    message: `Reading ${path}: it changes while it is read.`,
    next: ['Wait until the build is done, then run the same command again'],
    exitCode: exitCode.failed,
  });
}

export interface Hashed {
  readonly hash: string;
  /** As S3 makes it; empty when it was not asked for. */
  readonly etag: string;
  readonly stamp: FileStamp;
}

/** The hashes of a file's content, with what the file was then; the ETag on demand. @throws as `whileUnchanged` does */
export function hashFile(path: string, { etag: withETag = false } = {}): Promise<Hashed> {
  return whileUnchanged(path, async ({ stamp, read: readAt, isUnchanged }) => {
    const content = partedHash('sha256');
    const etag = withETag ? partedHash('md5') : undefined;
    const piece = Buffer.allocUnsafe(Math.min(smallRead, Math.max(1, stamp.size)));
    for (let position = 0; ; ) {
      const length = await readAt(piece, position);
      if (length === 0) break;
      content.add(piece.subarray(0, length));
      etag?.add(piece.subarray(0, length));
      position += length;
    }
    if (!isUnchanged()) return undefined;
    return { hash: contentHashOf(content.parts()), etag: etag ? etagOf(etag.parts()) : '', stamp };
  });
}

function stampOf(descriptor: number): FileStamp {
  const { size, mtimeMs, ctimeMs, ino } = fstatSync(descriptor);
  return { size, modified: mtimeMs, changed: ctimeMs, inode: ino };
}

async function fill(path: string, descriptor: number, buffer: Uint8Array, position: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const length = buffer.length - filled;
    const bytes =
      length <= smallRead
        ? telling(path, () => readSync(descriptor, buffer, filled, length, position + filled))
        : (await readLater(descriptor, buffer, filled, length, position + filled)).bytesRead;
    if (bytes === 0) break;
    filled += bytes;
  }
  return filled;
}

/** Runs it; what the system refuses is told in words. @throws UserError `file-vanished`, `file-unreadable` */
function telling<Result>(path: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT') {
      throw new UserError({
        code: 'file-vanished',
        message: `Reading ${path}: it is gone since the files were chosen.`,
        next: ['Wait until the build is done, then run the same command again'],
        exitCode: exitCode.failed,
        cause,
      });
    }
    throw new UserError({
      code: 'file-unreadable',
      message: `Reading ${path}: it cannot be read (${String(code)}).`,
      next: ['Make it readable, or leave it out: add it to exclude in the manifest'],
      exitCode: exitCode.failed,
      cause,
    });
  }
}
