import {
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { Bucket, World } from '../../../source/sandbox/world.ts';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region } from '../support.ts';

function add(world: World, name: string, policy?: object): Bucket {
  const bucket: Bucket = {
    name,
    region,
    created: new Date(0),
    objects: new Map(),
    tags: {},
    ...(policy === undefined ? {} : { policy: JSON.stringify(policy) }),
  };
  accountOf(world, account).buckets.set(name, bucket);
  return bucket;
}

test('gives back what was put, byte for byte', async () => {
  const { client, world } = await openSandbox();
  add(world, 'artifacts');
  const s3 = new S3Client(client);
  const text = 'ä\r\n\u0000 & <b>\n'.repeat(20_000);
  await s3.send(
    new PutObjectCommand({ Bucket: 'artifacts', Key: 'a b/ü.yml', Body: text, ContentType: 'text/yaml' }),
  );
  const got = await s3.send(new GetObjectCommand({ Bucket: 'artifacts', Key: 'a b/ü.yml' }));
  expect(await got.Body?.transformToString()).toBe(text);
  expect(got.ContentType).toBe('text/yaml');
  const head = await s3.send(new HeadObjectCommand({ Bucket: 'artifacts', Key: 'a b/ü.yml' }));
  expect(head.ContentLength).toBe(Buffer.byteLength(text));
});

test('takes the frames of a stream apart', async () => {
  const { client, world } = await openSandbox();
  const bucket = add(world, 'artifacts');
  async function* parts() {
    yield Buffer.from('one, ');
    yield Buffer.from('two');
  }
  const { Readable } = await import('node:stream');
  await new S3Client(client).send(
    new PutObjectCommand({ Bucket: 'artifacts', Key: 'k', Body: Readable.from(parts()), ContentLength: 8 }),
  );
  expect(bucket.objects.get('k')?.body.toString()).toBe('one, two');
});

test('lists keys in pages and folds them at a delimiter', async () => {
  const { client, world } = await openSandbox();
  const bucket = add(world, 'site');
  for (const key of ['b/1', 'a', 'b/2', 'c', 'd']) {
    bucket.objects.set(key, {
      body: Buffer.from(key),
      contentType: 'text/plain',
      etag: '"e"',
      modified: new Date(0),
    });
  }
  const seen = [];
  const query = { Bucket: 'site', Delimiter: '/', MaxKeys: 2 };
  for await (const page of paginateListObjectsV2({ client: new S3Client(client) }, query)) {
    seen.push([
      page.Contents?.map(({ Key }) => Key) ?? [],
      page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
    ]);
  }
  expect(seen).toEqual([
    [['a'], ['b/']],
    [['c', 'd'], []],
  ]);
});

test('names the errors as S3 does', async () => {
  const { client, world } = await openSandbox();
  add(world, 'there');
  const s3 = new S3Client(client);
  const failures = await Promise.all([
    failureOf(s3.send(new GetObjectCommand({ Bucket: 'there', Key: 'missing' }))),
    failureOf(s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'missing' }))),
    failureOf(s3.send(new GetBucketPolicyCommand({ Bucket: 'there' }))),
    failureOf(s3.send(new HeadBucketCommand({ Bucket: 'nowhere' }))),
  ]);
  expect(failures.map(({ name }) => name)).toEqual([
    'NoSuchKey',
    'NoSuchBucket',
    'NoSuchBucketPolicy',
    'NotFound',
  ]);
});

test('sends a client of another region away', async () => {
  const { client, world } = await openSandbox();
  add(world, 'there');
  const elsewhere = new S3Client({ ...client, region: 'us-east-1' });
  const list = elsewhere.send(new GetObjectCommand({ Bucket: 'there', Key: 'k' }));
  expect((await failureOf(list)).name).toBe('PermanentRedirect');
  const location = await elsewhere.send(new GetBucketLocationCommand({ Bucket: 'there' }));
  expect(location.LocationConstraint).toBe(region);
});

test('lists the buckets of the account with their regions', async () => {
  const { client, world } = await openSandbox();
  for (const name of ['site', 'artifacts']) add(world, name);
  const s3 = new S3Client(client);
  const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
  expect(first.Buckets).toEqual([{ Name: 'artifacts', CreationDate: new Date(0), BucketRegion: region }]);
  const rest = await s3.send(new ListBucketsCommand({ ContinuationToken: first.ContinuationToken }));
  expect(rest.Buckets?.map(({ Name }) => Name)).toEqual(['site']);
});

test('a bucket that wants KMS denies an upload with another encryption header', async () => {
  const { client, world } = await openSandbox();
  add(world, 'artifacts', {
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::artifacts/*',
      Condition: {
        StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
        Null: { 's3:x-amz-server-side-encryption': false },
      },
    },
  });
  const s3 = new S3Client(client);
  const put = (encryption?: 'AES256' | 'aws:kms') =>
    s3.send(
      new PutObjectCommand({
        Bucket: 'artifacts',
        Key: 'k',
        Body: 'x',
        ...(encryption === undefined ? {} : { ServerSideEncryption: encryption }),
      }),
    );
  expect((await failureOf(put('AES256'))).name).toBe('AccessDenied');
  await put('aws:kms');
  await put();
});
