import { createHash } from 'node:crypto';
import {
  abortParts,
  beginParts,
  completeParts,
  type HashedBody,
  type ObjectHeaders,
  type PartedUpload,
  putObject,
  putPart,
  type UploadedPart,
  type UploadOptions,
  type UploadTarget,
} from '../../aws/s3-uploads.ts';
import { contentHashOf } from '../content-hash.ts';
import { type FileStamp, type OpenFile, whileUnchanged } from '../disk/read-file.ts';
import { partSize } from '../part-size.ts';
import type { MemoryBudget } from './memory-budget.ts';
import type { SiteBucket } from './site-bucket.ts';

export interface FileUpload {
  readonly key: string;
  /** Absolute. */
  readonly path: string;
  readonly headers: ObjectHeaders;
}

export interface UploadMeans extends UploadOptions {
  readonly memory: MemoryBudget;
  /** Told of every part that has arrived, of files that go in parts. Bytes. */
  readonly onSent?: (bytes: number) => void;
}

/** What was uploaded: the file's content as it was then. */
export interface Uploaded {
  readonly hash: string;
  readonly stamp: FileStamp;
}

/**
 * Uploads a file as it is at one moment: one that changes while it is read is read again, and nothing in between is ever to be seen.
 * @throws UserError `file-vanished`, `file-unreadable`, `file-changing`, and what calls to AWS throw
 */
export function uploadFile(site: SiteBucket, file: FileUpload, means: UploadMeans): Promise<Uploaded> {
  const target = { bucket: site.bucket, key: file.key, headers: file.headers };
  return whileUnchanged(file.path, async (open) => {
    const hashes: Buffer[] = [];
    const way = open.stamp.size <= partSize ? inOnePiece : inParts;
    const sent = await way({ site, target, open, hashes, means });
    return sent ? { hash: contentHashOf(hashes), stamp: open.stamp } : undefined;
  });
}

interface Upload {
  readonly site: SiteBucket;
  readonly target: UploadTarget;
  readonly open: OpenFile;
  /** SHA-256 of each piece that was read. */
  readonly hashes: Buffer[];
  readonly means: UploadMeans;
}

/** False: the file is not what it was, and nothing was uploaded. */
async function inOnePiece(upload: Upload): Promise<boolean> {
  const { site, target, open, means } = upload;
  const piece = await pieceAt(upload, 0);
  if (piece === undefined) return false;
  try {
    if (!open.isUnchanged()) return false;
    await putObject(site.connection, target, piece, means);
  } finally {
    piece.release();
  }
  return true;
}

/** False: the file is not what it was, and nothing is left of the upload. */
async function inParts(upload: Upload): Promise<boolean> {
  const { site, target, open, means } = upload;
  const begun = await beginParts(site.connection, target, means);
  let complete = false;
  try {
    const parts = await sendParts(upload, begun);
    if (parts !== undefined && open.isUnchanged()) {
      await completeParts(site.connection, begun, parts, means);
      complete = true;
    }
    return complete;
  } finally {
    // What cannot be aborted now is by the next deploy; the error that led here says more.
    if (!complete) await abortParts(site.connection, begun).catch(() => undefined);
  }
}

/** Reads one part after the other and sends as many at once as memory allows. Undefined: the file is shorter than it was. */
async function sendParts(upload: Upload, begun: PartedUpload): Promise<UploadedPart[] | undefined> {
  const { site, open, means } = upload;
  const sending: Promise<UploadedPart>[] = [];
  let failed = false;

  async function send(number: number, piece: Piece): Promise<UploadedPart> {
    try {
      const sent = await putPart(site.connection, begun, number, piece, means);
      means.onSent?.(piece.body.length);
      return sent;
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      piece.release();
    }
  }

  try {
    for (let position = 0; position < open.stamp.size && !failed; position += partSize) {
      const piece = await pieceAt(upload, position);
      if (piece === undefined) return undefined;
      sending.push(send(sending.length + 1, piece));
    }
  } finally {
    await Promise.allSettled(sending);
  }
  return Promise.all(sending);
}

interface Piece extends HashedBody {
  release(): void;
}

/** A piece in borrowed memory, with its hash; undefined: the file ends before. */
async function pieceAt({ open, hashes, means }: Upload, position: number): Promise<Piece | undefined> {
  const { buffer, release } = await means.memory.borrow(Math.min(partSize, open.stamp.size - position));
  let complete = false;
  try {
    complete = (await open.read(buffer, position)) === buffer.length;
  } finally {
    if (!complete) release();
  }
  if (!complete) return undefined;
  const hash = createHash('sha256').update(buffer).digest();
  hashes.push(hash);
  return { body: buffer, sha256: hash.toString('hex'), release };
}
