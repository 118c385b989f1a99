import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHashCache } from '../../source/site/disk/hash-cache.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';

const stamp = { size: 1, modified: 1000.5, changed: 2000.25, inode: 77 };
const later = 10_000;

test('a hash is known again for the same file', async () => {
  const folder = await temporaryFolder();
  const cache = await openHashCache(folder, 'site');
  cache.keep('/a', stamp, 'hash', later);
  expect(cache.hashOf('/a', stamp)).toBeUndefined();
  await cache.save();
  const again = await openHashCache(folder, 'site');
  expect(again.hashOf('/a', stamp)).toBe('hash');
  expect(again.hashOf('/b', stamp)).toBeUndefined();
});

test.each(['size', 'modified', 'changed', 'inode'])('not for one with another %s', async (name) => {
  const folder = await temporaryFolder();
  const cache = await openHashCache(folder, 'site');
  cache.keep('/a', stamp, 'hash', later);
  await cache.save();
  const again = await openHashCache(folder, 'site');
  expect(again.hashOf('/a', { ...stamp, [name]: 3 })).toBeUndefined();
});

test('a file that was written a moment ago is not kept: it may be written again in the same moment', async () => {
  const folder = await temporaryFolder();
  const cache = await openHashCache(folder, 'site');
  cache.keep('/a', stamp, 'hash', stamp.changed + 1999);
  cache.keep('/b', { ...stamp, modified: later + 5000 }, 'hash', later);
  await cache.save();
  const again = await openHashCache(folder, 'site');
  expect([again.hashOf('/a', stamp), again.hashOf('/b', stamp)]).toEqual([undefined, undefined]);
});

test('what nobody asked for is forgotten', async () => {
  const folder = await temporaryFolder();
  const cache = await openHashCache(folder, 'site');
  cache.keep('/a', stamp, 'a', later);
  cache.keep('/b', stamp, 'b', later);
  await cache.save();
  const second = await openHashCache(folder, 'site');
  second.hashOf('/b', stamp);
  await second.save();
  const third = await openHashCache(folder, 'site');
  expect([third.hashOf('/a', stamp), third.hashOf('/b', stamp)]).toEqual([undefined, 'b']);
});

test.each(['', 'no JSON', 'null', '[1]', '{"/a":[1,2,3]}', '{"/a":["1",2,3,4,"h"]}'])(
  'one that is damaged is empty: %s',
  async (text) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'site.hashes.json'), text);
    expect((await openHashCache(folder, 'site')).hashOf('/a', stamp)).toBeUndefined();
  },
);
