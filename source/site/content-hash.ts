import { createHash } from 'node:crypto';

/** A running hash of content that comes in pieces. */
export interface ContentHash {
  add(piece: Uint8Array): void;
  /** SHA-256, shortened to 132 bits: two files of a site will not share it by chance or malice. */
  value(): string;
}

export function contentHash(): ContentHash {
  const sum = createHash('sha256');
  return {
    add: (piece) => {
      sum.update(piece);
    },
    value: () => sum.digest('base64url').slice(0, 22),
  };
}
