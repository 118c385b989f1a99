import { type FileHandle, open } from 'node:fs/promises';
import { exitCode, UserError } from '../../errors.ts';
import { contentHash } from '../content-hash.ts';
import { etagSum } from '../etag.ts';
import type { SiteFile } from '../site-file.ts';

/** What of a file tells that it is another one. */
export type FileStamp = Pick<SiteFile, 'size' | 'modified' | 'changed' | 'inode'>;

/** A file that is open to be read once, as it is at this moment. */
export interface OpenFile {
  readonly stamp: FileStamp;
  /** Fills the buffer from the position on; less than asked for only at the end. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** Whether it is still the file that was opened: what was read belongs together. */
  isUnchanged(): Promise<boolean>;
}

/**
 * Opens a file, hands it over, and closes it in any case.
 * @throws UserError `file-vanished`, `file-unreadable`
 */
async function withFile<Result>(path: string, use: (file: OpenFile) => Promise<Result>): Promise<Result> {
  const handle = await open(path).catch((error: unknown) => {
    throw readingError(path, error);
  });
  try {
    const stamp = await stampOf(handle);
    return await use({
      stamp,
      read: (buffer, position) =>
        fill(handle, buffer, position).catch((error: unknown) => {
          throw readingError(path, error);
        }),
      isUnchanged: async () => sameStamp(stamp, await stampOf(handle)),
    });
  } finally {
    await handle.close();
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

/** Bytes read at once to be hashed. */
const pieceSize = 256 * 1024;

export interface Hashed {
  readonly hash: string;
  /** As S3 makes it; empty when it was not asked for. */
  readonly etag: string;
  readonly stamp: FileStamp;
}

/** The hashes of a file's content, with what the file was then; the ETag on demand. @throws as `whileUnchanged` does */
export function hashFile(path: string, { etag: withETag = false } = {}): Promise<Hashed> {
  return whileUnchanged(path, async ({ stamp, read, isUnchanged }) => {
    const sum = contentHash();
    const etag = withETag ? etagSum() : undefined;
    const piece = Buffer.allocUnsafe(Math.min(pieceSize, Math.max(1, stamp.size)));
    for (let position = 0; ; ) {
      const length = await read(piece, position);
      if (length === 0) break;
      sum.add(piece.subarray(0, length));
      etag?.add(piece.subarray(0, length));
      position += length;
    }
    if (!(await isUnchanged())) return undefined;
    return { hash: sum.value(), etag: etag?.value() ?? '', stamp };
  });
}

async function stampOf(handle: FileHandle): Promise<FileStamp> {
  const { size, mtimeMs, ctimeMs, ino } = await handle.stat();
  return { size, modified: mtimeMs, changed: ctimeMs, inode: ino };
}

async function fill(handle: FileHandle, buffer: Uint8Array, position: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function readingError(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') {
    return new UserError({
      code: 'file-vanished',
      message: `Reading ${path}: it is gone since the files were chosen.`,
      next: ['Wait until the build is done, then run the same command again'],
      exitCode: exitCode.failed,
      cause,
    });
  }
  return new UserError({
    code: 'file-unreadable',
    message: `Reading ${path}: it cannot be read (${String(code)}).`,
    next: ['Make it readable, or leave it out: add it to exclude in the manifest'],
    exitCode: exitCode.failed,
    cause,
  });
}
