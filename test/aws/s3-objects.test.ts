import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  deleteKeys,
  deleteObjectIf,
  objectPages,
  readObject,
  writeObjectIf,
} from '../../source/aws/s3-objects.ts';
import {
  abortAllParts,
  abortParts,
  beginParts,
  completeParts,
  type FailedAttempt,
  type HashedBody,
  putObject,
  putPart,
} from '../../source/aws/s3-uploads.ts';
import { openBucket } from './site-bucket.ts';

const small = (key: string, text = 'x') => ({ key, body: Buffer.from(text), contentType: 'text/plain' });
function hashed(text: string): HashedBody {
  return { body: Buffer.from(text), sha256: createHash('sha256').update(text).digest('hex') };
}

const headers = { contentType: 'text/html; charset=utf-8', cacheControl: 'no-cache' };

describe('a small object', () => {
  test('is read with the time of its writing and of its answer, by one clock', async () => {
    const { connection, bucket } = await openBucket({ startsAt: new Date('2030-01-01T00:00:00Z') });
    expect(await readObject(connection, bucket.name, 'a')).toBeUndefined();
    const etag = await writeObjectIf(connection, bucket.name, 'if-absent', small('a', 'text'));
    const read = await readObject(connection, bucket.name, 'a');
    expect(Buffer.from(read?.body ?? []).toString()).toBe('text');
    expect(read?.etag).toBe(etag);
    expect(read?.answered.toISOString()).toMatch(/^2030-01-01T00:0/);
    expect(read?.modified.toISOString()).toMatch(/^2030-01-01T00:0/);
  });

  test('is written and deleted only while it is what was read', async () => {
    const { connection, bucket } = await openBucket();
    const write = (condition: Parameters<typeof writeObjectIf>[2]) =>
      writeObjectIf(connection, bucket.name, condition, small('a'));
    expect(await write({ ifMatch: '"none"' })).toBeUndefined();
    const first = (await write('if-absent')) ?? '';
    expect(await write('if-absent')).toBeUndefined();
    expect(await write({ ifMatch: '"another"' })).toBeUndefined();
    expect(await write({ ifMatch: first })).toBe(first);
    expect(await deleteObjectIf(connection, bucket.name, 'a', '"another"')).toBe(false);
    expect(await deleteObjectIf(connection, bucket.name, 'a', first)).toBe(true);
    expect(bucket.objects.size).toBe(0);
  });
});

test('every key is listed, whatever stands in it', async () => {
  const { connection, bucket, world } = await openBucket();
  const keys = ['a b', 'a+b', 'ü/日本', 'q?x=1#y%20&', 'control\u0001\n', '<&>'];
  for (const key of keys) await writeObjectIf(connection, bucket.name, 'if-absent', small(key));
  for (let index = 0; index < 1200; index++) {
    bucket.objects.set(`z${index}`, {
      body: Buffer.alloc(3),
      contentType: 'text/plain',
      etag: '"e"',
      modified: new Date(0),
    });
  }
  const pages = [];
  for await (const page of objectPages(connection, bucket.name)) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual([1000, 206]);
  expect(pages.flat().map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  expect(pages[1]).toContainEqual({ key: 'z999', size: 3, etag: '"e"', modified: new Date(0) });
  expect(world.calls.filter(({ operation }) => operation === 'ListObjectsV2')).toHaveLength(2);
});

test('keys are deleted a thousand at a time', async () => {
  const { connection, bucket, world } = await openBucket();
  await writeObjectIf(connection, bucket.name, 'if-absent', small('k1500'));
  await deleteKeys(
    connection,
    bucket.name,
    Array.from({ length: 1501 }, (_, index) => `k${index}`),
  );
  expect(bucket.objects.size).toBe(0);
  expect(world.calls.filter(({ operation }) => operation === 'DeleteObjects')).toHaveLength(2);
});

describe('an upload', () => {
  test('keeps the headers and sends a checksum along', async () => {
    const { connection, bucket } = await openBucket();
    const target = { bucket: bucket.name, key: 'a b/ü.html', headers };
    await putObject(connection, target, hashed('<p>'));
    expect(bucket.objects.get('a b/ü.html')).toMatchObject({
      body: Buffer.from('<p>'),
      contentType: headers.contentType,
      headers: { 'cache-control': 'no-cache' },
      checksum: ['x-amz-checksum-crc32', expect.any(String)],
    });
  });

  test('is refused when its content is not what was said', async () => {
    const { connection, bucket } = await openBucket();
    const body = { ...hashed('one'), body: Buffer.from('two') };
    const refused = putObject(connection, { bucket: bucket.name, key: 'a', headers }, body);
    await expect(refused).rejects.toMatchObject({ code: 'aws-refused' });
    expect(bucket.objects.size).toBe(0);
  });

  test('may be empty', async () => {
    const { connection, bucket } = await openBucket();
    await putObject(connection, { bucket: bucket.name, key: 'empty', headers }, hashed(''));
    expect(bucket.objects.get('empty')?.body).toHaveLength(0);
  });

  test('tells of every attempt that fails', async () => {
    const { connection, bucket, world } = await openBucket({ throttleRate: 0.3, seed: 'busy' });
    const failed: FailedAttempt[] = [];
    const target = { bucket: bucket.name, key: 'a', headers };
    for (let index = 0; index < 3; index++) {
      await putObject(connection, target, hashed('x'), { onFailedAttempt: (one) => failed.push(one) });
    }
    const refused = world.calls.filter(({ errorCode }) => errorCode === 'SlowDown');
    expect(refused.length).toBeGreaterThan(0);
    expect(failed).toEqual(refused.map(() => ({ throttled: true, code: 'SlowDown' })));
  });

  test('is named when it is denied', async () => {
    const { connection, bucket } = await openBucket({ denied: ['s3:PutObject'] });
    const denied = putObject(connection, { bucket: bucket.name, key: 'a.html', headers }, hashed('x'));
    await expect(denied).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringMatching(/^Uploading a\.html to site failed: .*s3:PutObject/),
    });
  });

  test('in parts becomes one object, whatever the order of the parts', async () => {
    const { connection, bucket } = await openBucket();
    const upload = await beginParts(connection, { bucket: bucket.name, key: 'large', headers });
    const second = await putPart(connection, upload, 2, hashed('end'));
    const first = await putPart(connection, upload, 1, hashed('a'.repeat(5 * 1024 * 1024)));
    expect(first.crc32).not.toBe('');
    await completeParts(connection, upload, [second, first]);
    const stored = bucket.objects.get('large');
    expect(stored?.body.toString().slice(-5)).toBe('aaend');
    expect(stored).toMatchObject({
      contentType: headers.contentType,
      headers: { 'cache-control': 'no-cache' },
    });
  });

  test('in parts that is not wanted any more leaves nothing', async () => {
    const { connection, bucket } = await openBucket();
    const upload = await beginParts(connection, { bucket: bucket.name, key: 'a', headers });
    await beginParts(connection, { bucket: bucket.name, key: 'b', headers });
    await abortParts(connection, upload);
    await abortParts(connection, upload);
    await abortAllParts(connection, bucket.name);
    expect(bucket.uploads?.size).toBe(0);
  });
});
