import { expect, test } from 'vitest';
import { bytesInWords, servedInWords } from '../../source/cdn/served-objects.ts';

test.each([
  ['static/*', 1, 812, true, '1 object, 812 bytes.'],
  ['static/*', 1_234, 56_700_000, true, '1,234 objects, 56.7 MB.'],
  ['static/*', 10_000, 3_000_000_000, false, 'At least 10,000 objects, 3 GB: not every key was looked at.'],
])('%s: %i objects', (pattern, objects, bytes, complete, words) => {
  expect(servedInWords(pattern, { objects, bytes, complete })).toBe(words);
});

test('none is explained by the prefix that keys need', () => {
  const none = { objects: 0, bytes: 0, complete: true };
  expect(servedInWords('/static/*', none)).toMatch(/no key begins with static\/.*s3:\/\/BUCKET\/static\//);
  expect(servedInWords('*.js', none)).toMatch(/no key in the bucket matches \*\.js/);
  expect(servedInWords('*.js', { ...none, complete: false })).toMatch(/keys that were looked at/);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [12_345, '12.3 kB'],
  [5_000_000_000_000_000, '5,000 TB'],
])('%i bytes', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
