import {
  abortParts,
  beginParts,
  completeParts,
  type ObjectHeaders,
  type PartedUpload,
  putObject,
  putPart,
  type UploadedPart,
  type UploadOptions,
  type UploadTarget,
} from '../../aws/s3-uploads.ts';
import { type ContentHash, contentHash } from '../content-hash.ts';
import { type FileStamp, type OpenFile, whileUnchanged } from '../disk/read-file.ts';
import { partSize } from '../etag.ts';
import type { Lease, MemoryBudget } from './memory-budget.ts';
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
    const sum = contentHash();
    const way = open.stamp.size <= partSize ? inOnePiece : inParts;
    const sent = await way({ site, target, open, sum, means });
    return sent ? { hash: sum.value(), stamp: open.stamp } : undefined;
  });
}

interface Upload {
  readonly site: SiteBucket;
  readonly target: UploadTarget;
  readonly open: OpenFile;
  readonly sum: ContentHash;
  readonly means: UploadMeans;
}

/** False: the file is not what it was, and nothing was uploaded. */
async function inOnePiece(upload: Upload): Promise<boolean> {
  const { site, target, open, means } = upload;
  const piece = await pieceAt(upload, 0);
  if (piece === undefined) return false;
  try {
    if (!(await open.isUnchanged())) return false;
    await putObject(site.connection, target, piece.buffer, means);
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
    if (parts !== undefined && (await open.isUnchanged())) {
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

  async function send(number: number, piece: Lease): Promise<UploadedPart> {
    try {
      const sent = await putPart(site.connection, begun, number, piece.buffer, means);
      means.onSent?.(piece.buffer.length);
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

/** A piece in borrowed memory, counted into the hash; undefined: the file ends before. */
async function pieceAt({ open, sum, means }: Upload, position: number): Promise<Lease | undefined> {
  const piece = await means.memory.borrow(Math.min(partSize, open.stamp.size - position));
  let complete = false;
  try {
    complete = (await open.read(piece.buffer, position)) === piece.buffer.length;
  } finally {
    if (!complete) piece.release();
  }
  if (!complete) return undefined;
  sum.add(piece.buffer);
  return piece;
}
