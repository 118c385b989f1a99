import { createHash } from 'node:crypto';
import { partSize } from './part-size.ts';

/** The hashes of the parts of some content that comes in pieces. */
export interface PartedHash {
  add(piece: Uint8Array): void;
  /** One for each part; of empty content there is one. */
  parts(): readonly Buffer[];
}

/** Whoever reads a file in larger or smaller pieces than parts gets the hashes of its parts all the same. */
export function partedHash(algorithm: 'md5' | 'sha256'): PartedHash {
  const parts: Buffer[] = [];
  let part = createHash(algorithm);
  let room = partSize;

  function endPart(): void {
    parts.push(part.digest());
    part = createHash(algorithm);
    room = partSize;
  }

  return {
    add(piece) {
      for (let from = 0; from < piece.length; ) {
        if (room === 0) endPart();
        const slice = piece.subarray(from, from + room);
        part.update(slice);
        room -= slice.length;
        from += slice.length;
      }
    },
    parts() {
      endPart();
      return parts;
    },
  };
}

/**
 * The hash of content, of the SHA-256 of its parts: each is taken once, and S3 compares it when the part arrives. It is shortened to 128
 * bits, which two files of a site will not share by chance or malice.
 */
export function contentHashOf(parts: readonly Buffer[]): string {
  return overall(parts, 'sha256').subarray(0, 16).toString('base64url');
}

/** The ETag as S3 makes it of the MD5s of the parts, unless it encrypts with KMS. In quotes. */
export function etagOf(parts: readonly Buffer[]): string {
  const hexadecimal = overall(parts, 'md5').toString('hex');
  return parts.length > 1 ? `"${hexadecimal}-${parts.length}"` : `"${hexadecimal}"`;
}

function overall(parts: readonly Buffer[], algorithm: 'md5' | 'sha256'): Buffer {
  const [only = Buffer.alloc(0), ...others] = parts;
  return others.length === 0 ? only : createHash(algorithm).update(Buffer.concat(parts)).digest();
}
