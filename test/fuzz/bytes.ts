import type { Random } from './random.ts';

/** Bytes as a broken disk, a wrong encoding or a half-finished copy leaves them. */
export function mutatedBytes(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text, random.oneIn(20) ? 'utf16le' : random.oneIn(20) ? 'latin1' : 'utf8');
  const at = random.below(bytes.length + 1);
  switch (random.below(5)) {
    case 0:
      return Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte)));
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(4))]);
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(sequences)), bytes.subarray(at)]);
    default:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(Array.from({ length: random.below(8) }, () => random.below(256))),
        bytes.subarray(at),
      ]);
  }
}

/** Lone continuation bytes, too long forms, surrogates, byte-order marks, beyond Unicode. */
const sequences: readonly (readonly number[])[] = [
  [0x80],
  [0xc0, 0xaf],
  [0xe0, 0x80, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xef, 0xbb, 0xbf],
  [0xf4, 0x90, 0x80, 0x80],
  [0xfe, 0xff],
  [0xff, 0xfe],
  [0x00],
  [0xe2, 0x82],
  [0xf0, 0x9f, 0x98, 0x80],
];
