import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { Bucket as StoredBucket } from '../../../source/sandbox/world.ts';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region } from '../support.ts';

const Bucket = 'site';

/** A bucket in which `first` was put before it kept versions. */
async function open() {
  const { client, world } = await openSandbox();
  const bucket: StoredBucket = { name: Bucket, region, created: new Date(0), objects: new Map(), tags: {} };
  accountOf(world, account).buckets.set(Bucket, bucket);
  const s3 = new S3Client(client);
  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const text = async (Key: string, VersionId?: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    return Body?.transformToString();
  };
  const remove = (Key: string, VersionId?: string) =>
    s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  await put('first', 'before');
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  return { s3, bucket, put, text, remove };
}

test('what is overwritten is still there by its version, from before versioning too', async () => {
  const { put, text } = await open();
  const { VersionId: second } = await put('first', 'second');
  const { VersionId: third } = await put('first', 'third');
  expect(second).toMatch(/^.{32}$/);
  expect(third).not.toBe(second);
  expect(await text('first')).toBe('third');
  expect(await text('first', second)).toBe('second');
  expect(await text('first', 'null')).toBe('before');
});

test('a delete leaves a marker, and deleting the marker brings the object back', async () => {
  const { s3, text, remove } = await open();
  const { VersionId: marker, DeleteMarker } = await remove('first');
  expect(DeleteMarker).toBe(true);
  expect((await failureOf(text('first'))).name).toBe('NoSuchKey');
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  expect(listed.Versions).toMatchObject([{ Key: 'first', VersionId: 'null', IsLatest: false, Size: 6 }]);
  expect(listed.DeleteMarkers).toMatchObject([{ Key: 'first', VersionId: marker, IsLatest: true }]);
  expect((await remove('first', marker)).DeleteMarker).toBe(true);
  expect(await text('first')).toBe('before');
});

test('deleting the current version brings the one before back', async () => {
  const { put, text, remove } = await open();
  const { VersionId: second } = await put('first', 'second');
  await remove('first', second);
  expect(await text('first')).toBe('before');
  await remove('first', 'null');
  expect((await failureOf(text('first', 'null'))).name).toBe('NoSuchVersion');
});

test('a page of versions is followed by the next', async () => {
  const { s3, put } = await open();
  for (const body of ['1', '2', '3']) await put('b c', body);
  const keys: (string | undefined)[] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (let isMore: boolean | undefined = true; isMore; ) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));
    keys.push(...(page.Versions ?? []).map(({ Key }) => Key));
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    isMore = page.IsTruncated;
  }
  expect(keys).toEqual(['b c', 'b c', 'b c', 'first']);
});

test('a bucket is empty once every version and every marker is deleted', async () => {
  const { s3, bucket, put, remove } = await open();
  await put('first', 'second');
  await put('other', 'one');
  await remove('other');
  await remove('never-there');
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  expect([Versions.length, DeleteMarkers.length]).toEqual([3, 2]);
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect([bucket.objects.size, bucket.earlier?.size]).toEqual([0, 0]);
});
