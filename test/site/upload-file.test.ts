import { appendFile, chmod, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MemoryBudget, memoryBudget } from '../../source/site/bucket/memory-budget.ts';
import { uploadFile } from '../../source/site/bucket/upload-file.ts';
import { contentHashOf, partedHash } from '../../source/site/content-hash.ts';
import { partSize } from '../../source/site/part-size.ts';
import { openBucket } from '../aws/site-bucket.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';

const headers = { contentType: 'text/plain', cacheControl: 'no-cache' };

async function open(content: string | Buffer) {
  const { connection, bucket, world } = await openBucket();
  const folder = await temporaryFolder({ 'a.txt': content });
  const path = join(folder, 'a.txt');
  const site = { connection, bucket: bucket.name };
  const upload = (memory: MemoryBudget = memoryBudget(), onSent?: (bytes: number) => void) =>
    uploadFile(site, { key: 'a.txt', path, headers }, { memory, ...(onSent && { onSent }) });
  return { bucket, world, path, upload };
}

/** Does something to the file each time when memory is borrowed to read it: between opening and reading. */
function meanwhile(change: (time: number) => Promise<void>): MemoryBudget {
  const memory = memoryBudget();
  let time = 0;
  return {
    async borrow(size) {
      time += 1;
      await change(time);
      return memory.borrow(size);
    },
  };
}

function hashOf(content: Buffer): string {
  const hash = partedHash('sha256');
  hash.add(content);
  return contentHashOf(hash.parts());
}

const large = Buffer.alloc(2 * partSize + 1000, 'abcdefg');

test('a file goes in one piece, and its hash comes back', async () => {
  const { bucket, upload } = await open('text');
  expect((await upload()).hash).toBe(hashOf(Buffer.from('text')));
  expect(bucket.objects.get('a.txt')?.body.toString()).toBe('text');
});

test('an empty file is an empty object', async () => {
  const { bucket, upload } = await open('');
  expect((await upload()).stamp.size).toBe(0);
  expect(bucket.objects.get('a.txt')?.body).toHaveLength(0);
});

test('a large file goes in parts, each told as it arrives', async () => {
  const { bucket, world, upload } = await open(large);
  const sent: number[] = [];
  expect((await upload(memoryBudget(), (bytes) => sent.push(bytes))).hash).toBe(hashOf(large));
  expect(bucket.objects.get('a.txt')?.body.equals(large)).toBe(true);
  expect(bucket.objects.get('a.txt')?.etag).toMatch(/-3"$/);
  expect(sent.sort()).toEqual([1000, partSize, partSize]);
  expect(world.calls.filter(({ operation }) => operation === 'UploadPart')).toHaveLength(3);
});

describe('a file that changes while it is read', () => {
  test('is read again', async () => {
    const { bucket, path, upload } = await open('one');
    await upload(meanwhile(async (time) => void (time === 1 && (await appendFile(path, ' two')))));
    expect(bucket.objects.get('a.txt')?.body.toString()).toBe('one two');
  });

  test('in parts is read again, and nothing of the first reading stays', async () => {
    const { bucket, path, upload } = await open(large);
    const shorter = large.length - 500;
    await upload(meanwhile(async (time) => void (time === 2 && (await truncate(path, shorter)))));
    expect(bucket.objects.get('a.txt')?.body.equals(large.subarray(0, shorter))).toBe(true);
    expect(bucket.uploads?.size).toBe(0);
  });

  test('each time is given up, and what was there stays', async () => {
    const { bucket, path, upload } = await open('one');
    await upload();
    const changing = upload(meanwhile((time) => writeFile(path, `reading ${time}${'x'.repeat(time)}`)));
    await expect(changing).rejects.toMatchObject({ code: 'file-changing', exitCode: 1 });
    expect(bucket.objects.get('a.txt')?.body.toString()).toBe('one');
  });
});

test('a file that is gone is told', async () => {
  const { bucket, path, upload } = await open('one');
  await rm(path);
  await expect(upload()).rejects.toMatchObject({ code: 'file-vanished', exitCode: 1 });
  expect(bucket.objects.size).toBe(0);
});

test('a file that cannot be read is told', async () => {
  const { path, upload } = await open('one');
  await chmod(path, 0);
  const superuser = process.getuid?.() === 0;
  if (superuser) process.seteuid?.(65534); // nothing is closed to the superuser
  try {
    await expect(upload()).rejects.toMatchObject({ code: 'file-unreadable', exitCode: 1 });
  } finally {
    if (superuser) process.seteuid?.(0);
  }
});

test('parts that S3 refuses leave no upload behind', async () => {
  const { bucket, world, upload } = await open(large);
  const refusing = upload(
    meanwhile(async (time) => void (time === 2 && world.knobs.denied.add('s3:PutObject'))),
  );
  await expect(refusing).rejects.toMatchObject({ code: 'access-denied' });
  expect(bucket.uploads?.size).toBe(0);
});
