import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHashCache } from '../../source/site/disk/hash-cache.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';

const stamp = { size: 1, modified: 1000.5, changed: 2000.25, inode: 77 };
const stampedAt = 10_000;
const file = { path: '/a\tb\n"c"', stamp, hash: 'hash', stampedAt };

test('a hash is known again for the same file', async () => {
  const folder = await temporaryFolder();
  const cache = await openHashCache(join(folder, 'state'), 'site');
  expect(cache.hashOf(file.path, stamp)).toBeUndefined();
  await cache.save([file]);
  const again = await openHashCache(join(folder, 'state'), 'site');
  expect(again.hashOf(file.path, stamp)).toBe('hash');
  expect(again.isOld(1)).toBe(false);
  expect(again.hashOf('/b', stamp)).toBeUndefined();
  expect(again.isOld(1)).toBe(true);
});

test.each(['size', 'modified', 'changed', 'inode'])('not for one with another %s', async (name) => {
  const folder = await temporaryFolder();
  await (await openHashCache(folder, 'site')).save([file]);
  const again = await openHashCache(folder, 'site');
  expect(again.hashOf(file.path, { ...stamp, [name]: 3 })).toBeUndefined();
});

test('a file that was written a moment ago is not kept: it may be written again in the same moment', async () => {
  const folder = await temporaryFolder();
  await (await openHashCache(folder, 'site')).save([
    { ...file, path: '/a', stampedAt: stamp.changed + 1999 },
    { ...file, path: '/b', stamp: { ...stamp, modified: stampedAt + 5000 } },
  ]);
  const again = await openHashCache(folder, 'site');
  expect([again.hashOf('/a', stamp), again.hashOf('/b', stamp)]).toEqual([undefined, undefined]);
});

test('files that are not there any more are forgotten', async () => {
  const folder = await temporaryFolder();
  await (await openHashCache(folder, 'site')).save(['/a', '/b'].map((path) => ({ ...file, path })));
  const second = await openHashCache(folder, 'site');
  expect([second.isOld(2), second.isOld(1)]).toEqual([false, true]);
  await second.save([{ ...file, path: '/b' }]);
  const third = await openHashCache(folder, 'site');
  expect([third.hashOf('/a', stamp), third.hashOf('/b', stamp)]).toEqual([undefined, 'hash']);
});

test('thousands of files are kept', async () => {
  const folder = await temporaryFolder();
  const files = Array.from({ length: 2500 }, (_, index) => ({
    ...file,
    path: `/${index}`,
    hash: `hash ${index}`,
  }));
  await (await openHashCache(folder, 'site')).save(files);
  const again = await openHashCache(folder, 'site');
  expect(files.filter(({ path, hash }) => again.hashOf(path, stamp) !== hash)).toEqual([]);
});

test('two files whose paths come to the same number are told apart', async () => {
  const folder = await temporaryFolder();
  const files = ['/51695.html', '/68821.html'].map((path) => ({ ...file, path, hash: `of ${path}` }));
  await (await openHashCache(folder, 'site')).save(files);
  const again = await openHashCache(folder, 'site');
  for (const { path, hash } of files) expect(again.hashOf(path, stamp)).toBe(hash);
  expect(again.isOld(2)).toBe(false);
});

test.each(['', '\n\n', '\t', 'no tab\n', '"/a"\t1\n', '"/a"\t1\t1000.5'])(
  'one that is damaged is empty: %j',
  async (text) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'site.hashes'), text);
    expect((await openHashCache(folder, 'site')).hashOf('/a', stamp)).toBeUndefined();
  },
);
