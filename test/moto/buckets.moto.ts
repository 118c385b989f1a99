import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, expect, inject, test } from 'vitest';
import { countObjects, lookInto } from '../../source/aws/browse-bucket.ts';
import { readBucketPolicy, replaceBucketPolicy } from '../../source/aws/bucket-policy.ts';
import { type BucketSummary, bucketPages } from '../../source/aws/buckets.ts';
import { callerConnection } from '../../source/aws/connection.ts';
import { createPrivateBucket } from '../../source/aws/create-bucket.ts';
import { inspectBucket } from '../../source/aws/inspect-bucket.ts';
import { withDistribution, withoutDistribution } from '../../source/cdn/bucket-policy/index.ts';

const bucket = `assets-${randomUUID()}`;
const account = '123456789012';
const reader = {
  bucket,
  distributionArn: `arn:aws:cloudfront::${account}:distribution/E1EXAMPLE`,
  pathPattern: 'static/*',
};
const keys = ['index.html', 'static/app.js', 'static/img/a b.png', 'static/img/ü.png'];

beforeAll(async () => {
  const connection = await callerConnection();
  await createPrivateBucket(connection, bucket);
  const client = new S3Client({});
  for (const Key of keys)
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x'.repeat(10) }));
});

/** The stock command line where there is one, else the SDK without anything of ours. */
const aws = process.env.AWS_CLI || 'aws';
const hasCommandLine = spawnSync(aws, ['--version']).status === 0;
if (!hasCommandLine)
  console.warn(`${aws} does not start, so the policy is read back by the SDK; AWS_CLI names another`);

async function stockPolicy(): Promise<string | undefined> {
  if (!hasCommandLine) {
    return (await new S3Client({}).send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy;
  }
  const { stdout, stderr, status } = spawnSync(
    aws,
    [
      's3api',
      'get-bucket-policy',
      '--bucket',
      bucket,
      '--output',
      'json',
      '--endpoint-url',
      inject('motoEndpoint'),
    ],
    { encoding: 'utf8', env: { ...process.env, AWS_DEFAULT_REGION: 'eu-west-1' } },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).Policy;
}

// moto does not tell regions in its list, S3 does.
test('buckets are listed', async () => {
  const found: BucketSummary[] = [];
  for await (const page of bucketPages(await callerConnection())) found.push(...page);
  expect(found).toContainEqual(expect.objectContaining({ name: bucket, created: expect.any(Date) }));
});

test('a new bucket is private, versioned and encrypted', async () => {
  const closed = {
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  };
  const { owner, ...facts } = await inspectBucket(await callerConnection(), bucket, account);
  expect(facts).toEqual({
    name: bucket,
    region: 'eu-west-1',
    policy: { known: true, value: undefined },
    publicByPolicy: { known: true, value: false },
    publicAccessBlock: { known: true, value: closed },
    ownership: { known: true, value: 'BucketOwnerEnforced' },
    publicByAcl: { known: true, value: false },
    encryption: { known: true, value: { algorithm: 'AES256' } },
    website: { known: true, value: false },
  });
  expect(owner).toBe('this-account');
  const versioning = await new S3Client({}).send(new GetBucketVersioningCommand({ Bucket: bucket }));
  expect(versioning.Status).toBe('Enabled');
});

test('a name that is there is an error in words', async () => {
  await expect(createPrivateBucket(await callerConnection(), bucket)).rejects.toMatchObject({
    code: 'bucket-already-yours',
  });
});

test('prefixes are browsed, and objects counted', async () => {
  const connection = await callerConnection();
  const { folders, objects } = await lookInto(connection, bucket, 'static/');
  expect([folders, objects.map(({ key }) => key)]).toEqual([['static/img/'], ['static/app.js']]);
  const pictures = { prefix: 'static/', matches: (key: string) => key.endsWith('.png') };
  expect(await countObjects(connection, bucket, pictures)).toMatchObject({
    objects: 2,
    bytes: 20,
    complete: true,
  });
});

test("what CloudFront needs is merged into the team's policy, and taken away again", async () => {
  const connection = await callerConnection();
  const theirs = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
  await replaceBucketPolicy(connection, bucket, { read: undefined, wanted: theirs });
  const read = await readBucketPolicy(connection, bucket);
  const merged = withDistribution(read, reader, { listBucket: true });
  if (merged.kind !== 'changed') throw new Error(merged.kind);
  await replaceBucketPolicy(connection, bucket, { read, wanted: merged.text });

  const { Statement } = JSON.parse((await stockPolicy()) ?? '');
  const condition = { StringEquals: { 'AWS:SourceArn': reader.distributionArn } };
  expect(Statement).toMatchObject([
    { Sid: 'TlsOnly' },
    { Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*`, Condition: condition },
    { Action: 's3:ListBucket', Resource: `arn:aws:s3:::${bucket}`, Condition: condition },
  ]);

  const now = await readBucketPolicy(connection, bucket);
  await expect(
    replaceBucketPolicy(connection, bucket, { read: theirs, wanted: undefined }),
  ).rejects.toMatchObject({ code: 'bucket-policy-changed' });
  const left = withoutDistribution(now ?? '', reader);
  if (left.kind !== 'changed') throw new Error(left.kind);
  await replaceBucketPolicy(connection, bucket, { read: now, wanted: left.text });
  expect(await stockPolicy()).toBe(theirs);
});
