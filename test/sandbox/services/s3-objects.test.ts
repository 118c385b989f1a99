import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Bucket as StoredBucket } from '../../../source/sandbox/world.ts';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region } from '../support.ts';

const Bucket = 'site';
const Key = 'a b/ü#?.html';

async function open(): Promise<{ readonly s3: S3Client; readonly bucket: StoredBucket }> {
  const { client, world } = await openSandbox();
  const bucket: StoredBucket = { name: Bucket, region, created: new Date(0), objects: new Map(), tags: {} };
  accountOf(world, account).buckets.set(Bucket, bucket);
  return { s3: new S3Client(client), bucket };
}

const put = (s3: S3Client, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: 'one', ...more }));

describe('an object', () => {
  test('keeps its headers, and loses those of the way', async () => {
    const { s3 } = await open();
    const headers = {
      CacheControl: 'public,max-age=60',
      ContentDisposition: 'attachment',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      ContentType: 'text/html; charset=utf-8',
      Metadata: { release: '7' },
    };
    await put(s3, headers);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject(headers);
    await put(s3);
    const bare = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect([bare.CacheControl, bare.ContentEncoding, bare.Metadata]).toEqual([undefined, undefined, {}]);
  });

  test('has the checksum that came with it, on demand', async () => {
    const { s3 } = await open();
    const answer = await put(s3);
    expect(answer.ChecksumCRC32).toMatch(/^.{6}==$/);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head.ChecksumCRC32).toBe(answer.ChecksumCRC32);
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).ChecksumCRC32).toBeUndefined();
  });

  test.each([
    ['CRC32', { ChecksumCRC32: 'AAAAAA==' }],
    ['SHA-256', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }],
    ['MD5', { ContentMD5: Buffer.alloc(16).toString('base64') }],
  ])('is refused with a %s that is not its own', async (_, checksum) => {
    const { s3, bucket } = await open();
    expect((await failureOf(put(s3, checksum))).name).toBe('BadDigest');
    expect(bucket.objects.size).toBe(0);
  });

  test('is refused under a key of more than 1,024 bytes', async () => {
    const { s3 } = await open();
    await put(s3, { Key: 'x'.repeat(1024) });
    expect((await failureOf(put(s3, { Key: 'ü'.repeat(513) }))).name).toBe('KeyTooLongError');
  });
});

describe('a condition', () => {
  test('that there be nothing holds once', async () => {
    const { s3 } = await open();
    await put(s3, { IfNoneMatch: '*' });
    expect((await failureOf(put(s3, { IfNoneMatch: '*' }))).name).toBe('PreconditionFailed');
    expect((await failureOf(put(s3, { IfNoneMatch: '"etag"' }))).name).toBe('NotImplemented');
  });

  test('that there be a certain object holds for that one', async () => {
    const { s3 } = await open();
    expect((await failureOf(put(s3, { IfMatch: '"none"' }))).name).toBe('NoSuchKey');
    const { ETag = '' } = await put(s3);
    await put(s3, { IfMatch: ETag, Body: 'two' });
    expect((await failureOf(put(s3, { IfMatch: ETag }))).name).toBe('PreconditionFailed');
  });

  test('holds for a deletion too', async () => {
    const { s3, bucket } = await open();
    const { ETag = '' } = await put(s3);
    const remove = (IfMatch: string) => s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch }));
    expect((await failureOf(remove('"other"'))).name).toBe('PreconditionFailed');
    await remove(ETag);
    expect(bucket.objects.size).toBe(0);
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  });

  test('tells an answer that is known from a new one', async () => {
    const { s3 } = await open();
    const { ETag } = await put(s3);
    const known = s3.send(new GetObjectCommand({ Bucket, Key, ...(ETag && { IfNoneMatch: ETag }) }));
    await expect(known).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });
});

test('many objects are deleted at once, those that are not there too', async () => {
  const { s3, bucket } = await open();
  await put(s3);
  await put(s3, { Key: 'kept' });
  const Delete = { Objects: [{ Key }, { Key: 'not & there' }] };
  const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
  expect(Deleted?.map((one) => one.Key)).toEqual([Key, 'not & there']);
  expect([...bucket.objects.keys()]).toEqual(['kept']);
});

describe('an upload in parts', () => {
  const large = Buffer.alloc(5 * 1024 * 1024, 'a');

  async function begin(s3: S3Client): Promise<string> {
    const begun = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'video/mp4', CacheControl: 'no-store' }),
    );
    return begun.UploadId ?? '';
  }
  const part = (s3: S3Client, UploadId: string, PartNumber: number, Body: Buffer) =>
    s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  const complete = (s3: S3Client, UploadId: string, parts: readonly [number, string | undefined][]) =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: parts.map(([PartNumber, ETag]) => ({ PartNumber, ETag })) },
      }),
    );

  test('becomes an object when it is completed, and not before', async () => {
    const { s3, bucket } = await open();
    const id = await begin(s3);
    const second = await part(s3, id, 2, Buffer.from('b'));
    const first = await part(s3, id, 1, large);
    expect(bucket.objects.size).toBe(0);
    await complete(s3, id, [
      [1, first.ETag],
      [2, second.ETag],
    ]);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({
      ContentLength: large.length + 1,
      ContentType: 'video/mp4',
      CacheControl: 'no-store',
      ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/),
    });
    expect((await failureOf(part(s3, id, 3, large))).name).toBe('NoSuchUpload');
  });

  test('is refused with parts that are missing, in disorder, too small, or none', async () => {
    const { s3 } = await open();
    const id = await begin(s3);
    const { ETag: one } = await part(s3, id, 1, Buffer.from('a'));
    const { ETag: two } = await part(s3, id, 2, Buffer.from('b'));
    const names = async (parts: readonly [number, string | undefined][]) =>
      (await failureOf(complete(s3, id, parts))).name;
    expect(await names([[3, one]])).toBe('InvalidPart');
    expect(await names([[1, two]])).toBe('InvalidPart');
    expect(
      await names([
        [2, two],
        [1, one],
      ]),
    ).toBe('InvalidPartOrder');
    expect(
      await names([
        [1, one],
        [2, two],
      ]),
    ).toBe('EntityTooSmall');
    expect(await names([])).toBe('MalformedXML');
  });

  test('refuses a part with a wrong checksum', async () => {
    const { s3 } = await open();
    const UploadId = await begin(s3);
    const command = new UploadPartCommand({
      Bucket,
      Key,
      UploadId,
      PartNumber: 1,
      Body: 'x',
      ChecksumCRC32: 'AAAAAA==',
    });
    expect((await failureOf(s3.send(command))).name).toBe('BadDigest');
  });

  test('is listed until it is completed or aborted', async () => {
    const { s3 } = await open();
    const UploadId = await begin(s3);
    const list = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? [];
    expect(await list()).toMatchObject([{ Key, UploadId }]);
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    expect(await list()).toEqual([]);
  });
});
