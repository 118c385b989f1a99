import { createHash } from 'node:crypto';

/** Bytes of a part, and the largest file that goes in one piece; the AWS CLI has the same. S3 takes parts from 5 MiB on. */
export const partSize = 8 * 1024 * 1024;

/** A running ETag of content that comes in pieces, as S3 makes it of what is not encrypted with KMS. */
export interface ETagSum {
  add(piece: Uint8Array): void;
  /** In quotes: the MD5 of what came in one piece, or the MD5 of the MD5s of the parts, and their number. */
  value(): string;
}

export function etagSum(): ETagSum {
  const parts: Buffer[] = [];
  let part = createHash('md5');
  let room = partSize;

  function endPart(): void {
    parts.push(part.digest());
    part = createHash('md5');
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
    value() {
      endPart();
      const [only = Buffer.alloc(0), ...others] = parts;
      if (others.length === 0) return `"${only.toString('hex')}"`;
      return `"${createHash('md5').update(Buffer.concat(parts)).digest('hex')}-${parts.length}"`;
    },
  };
}
