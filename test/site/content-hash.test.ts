import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentHashOf, etagOf, partedHash } from '../../source/site/content-hash.ts';
import { partSize } from '../../source/site/part-size.ts';

const md5 = (content: Buffer) => createHash('md5').update(content).digest();

function partsOf(algorithm: 'md5' | 'sha256', content: Buffer, pieceSize: number): readonly Buffer[] {
  const hash = partedHash(algorithm);
  for (let from = 0; from < content.length; from += pieceSize)
    hash.add(content.subarray(from, from + pieceSize));
  return hash.parts();
}

test.each([0, 1, 1000, partSize])('the ETag of %i bytes is their MD5', (size) => {
  const content = Buffer.alloc(size, 'ab');
  expect(etagOf(partsOf('md5', content, 300_000))).toBe(`"${md5(content).toString('hex')}"`);
});

test.each([partSize + 1, 2 * partSize, 2 * partSize + 5])(
  'the ETag of %i bytes is made of their parts, however they are read',
  (size) => {
    const content = Buffer.alloc(size, 'abc');
    const count = Math.ceil(size / partSize);
    const parts = Array.from({ length: count }, (_, index) =>
      md5(content.subarray(index * partSize, (index + 1) * partSize)),
    );
    const expected = `"${md5(Buffer.concat(parts)).toString('hex')}-${count}"`;
    expect(etagOf(partsOf('md5', content, 256 * 1024))).toBe(expected);
    expect(etagOf(partsOf('md5', content, 3_000_001))).toBe(expected);
  },
);

test('the hash of content is one for the same content, and another for another', () => {
  const content = Buffer.alloc(partSize + 7, 'abc');
  const hash = contentHashOf(partsOf('sha256', content, 1_000_000));
  expect(hash).toMatch(/^[\w-]{22}$/);
  expect(contentHashOf(partsOf('sha256', content, partSize))).toBe(hash);
  content[3] = 0;
  expect(contentHashOf(partsOf('sha256', content, partSize))).not.toBe(hash);
});
