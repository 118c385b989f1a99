import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { etagSum, partSize } from '../../source/site/etag.ts';

const md5 = (content: Buffer) => createHash('md5').update(content).digest();

function etagOf(content: Buffer, pieceSize: number): string {
  const sum = etagSum();
  for (let from = 0; from < content.length; from += pieceSize)
    sum.add(content.subarray(from, from + pieceSize));
  return sum.value();
}

test.each([0, 1, 1000, partSize])('%i bytes go in one piece', (size) => {
  const content = Buffer.alloc(size, 'ab');
  expect(etagOf(content, 300_000)).toBe(`"${md5(content).toString('hex')}"`);
});

test.each([partSize + 1, 2 * partSize, 2 * partSize + 5])(
  '%i bytes go in parts, however they are read',
  (size) => {
    const content = Buffer.alloc(size, 'abc');
    const count = Math.ceil(size / partSize);
    const parts = Array.from({ length: count }, (_, index) =>
      md5(content.subarray(index * partSize, (index + 1) * partSize)),
    );
    const expected = `"${md5(Buffer.concat(parts)).toString('hex')}-${count}"`;
    expect(etagOf(content, 256 * 1024)).toBe(expected);
    expect(etagOf(content, 3_000_001)).toBe(expected);
  },
);
