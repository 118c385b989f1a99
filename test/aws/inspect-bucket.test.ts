import { describe, expect, test } from 'vitest';
import { inspectBucket } from '../../source/aws/inspect-bucket.ts';
import type { WorldOptions } from '../../source/sandbox/world-factory.ts';
import { addBucket, callsOf, stranger } from './s3-support.ts';
import { account, openAws, region } from './support.ts';

const publicPolicy = JSON.stringify({
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::assets/*' },
});
const closed = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

async function open(options: WorldOptions = {}) {
  const opened = await openAws(options);
  return { ...opened, inspect: () => inspectBucket(opened.connection, 'assets', account) };
}

describe('a bucket of the account', () => {
  test('that is private', async () => {
    const { inspect, world } = await open();
    addBucket(world, 'assets', { publicAccessBlock: closed, ownership: 'BucketOwnerEnforced' });
    expect(await inspect()).toEqual({
      name: 'assets',
      owner: 'this-account',
      region,
      policy: { known: true, value: undefined },
      publicByPolicy: { known: true, value: false },
      publicAccessBlock: { known: true, value: closed },
      ownership: { known: true, value: 'BucketOwnerEnforced' },
      publicByAcl: { known: true, value: false },
      encryption: { known: true, value: { algorithm: 'AES256' } },
      website: { known: true, value: false },
    });
    expect(Object.values(callsOf(world))).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test('that is public by its policy and its ACL, a website, encrypted with a key', async () => {
    const { inspect, world } = await open();
    const key = `arn:aws:kms:${region}:${account}:key/1`;
    addBucket(world, 'assets', {
      policy: publicPolicy,
      acl: 'public-read',
      website: { indexDocument: 'index.html' },
      encryption: { algorithm: 'aws:kms', keyId: key },
    });
    expect(await inspect()).toMatchObject({
      policy: { value: publicPolicy },
      publicByPolicy: { value: true },
      publicAccessBlock: { value: { blockPublicAcls: false, restrictPublicBuckets: false } },
      ownership: { known: true, value: undefined },
      publicByAcl: { value: true },
      encryption: { value: { algorithm: 'aws:kms', keyId: key } },
      website: { value: true },
    });
  });

  test('in another region', async () => {
    const { inspect, world } = await open();
    addBucket(world, 'assets', { region: 'eu-west-1', policy: publicPolicy });
    expect(await inspect()).toMatchObject({
      owner: 'this-account',
      region: 'eu-west-1',
      policy: { known: true, value: publicPolicy },
    });
  });

  test.each([
    ['policy', 's3:GetBucketPolicy'],
    ['publicByPolicy', 's3:GetBucketPolicyStatus'],
    ['publicAccessBlock', 's3:GetBucketPublicAccessBlock'],
    ['ownership', 's3:GetBucketOwnershipControls'],
    ['publicByAcl', 's3:GetBucketAcl'],
    ['encryption', 's3:GetEncryptionConfiguration'],
    ['website', 's3:GetBucketWebsite'],
  ])('of which one part may not be read: %s', async (part, action) => {
    const { inspect, world } = await open({ denied: [action] });
    addBucket(world, 'assets');
    const { [part]: denied, ...others }: Record<string, unknown> = { ...(await inspect()) };
    expect(denied).toEqual({ known: false, action });
    expect(Object.values(others).filter((each) => typeof each === 'object')).toSatisfy(
      (parts: readonly object[]) => parts.every((each) => 'known' in each && each.known === true),
    );
  });

  test('that may not be listed is found in the list of buckets', async () => {
    const { inspect, world } = await open({ denied: ['s3:ListBucket'] });
    addBucket(world, 'assets', { region: 'eu-west-1' });
    expect(await inspect()).toMatchObject({
      owner: 'this-account',
      region: 'eu-west-1',
      policy: { known: true },
    });
  });

  test('of which nothing may be asked is told so, part by part', async () => {
    const { inspect, world } = await open({ denied: ['s3:*'] });
    addBucket(world, 'assets');
    const { region: _, ...facts } = await inspect();
    expect(facts).toMatchObject({
      owner: 'unknown',
      policy: { known: false, action: 's3:GetBucketPolicy' },
      website: { known: false, action: 's3:GetBucketWebsite' },
    });
  });
});

describe("another account's bucket", () => {
  test.each([region, 'eu-west-1'])('is told as such, in %s', async (at) => {
    const { inspect, world } = await open();
    addBucket(world, 'assets', { region: at }, stranger);
    expect(await inspect()).toMatchObject({
      owner: 'another-account',
      region: at,
      policy: { known: false, action: 's3:GetBucketPolicy' },
    });
    expect(Object.keys(callsOf(world))).toEqual(['HeadBucket', 'ListBuckets']);
  });

  test('is so even where its policy lets this account in', async () => {
    const { inspect, world } = await open();
    const policy = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:user/dev` },
        Action: 's3:*',
        Resource: ['arn:aws:s3:::assets', 'arn:aws:s3:::assets/*'],
      },
    });
    addBucket(world, 'assets', { policy }, stranger);
    expect(await inspect()).toMatchObject({ owner: 'another-account', region });
  });
});

test('a bucket that is not there is an error in words', async () => {
  const { inspect } = await open();
  await expect(inspect()).rejects.toMatchObject({
    code: 'bucket-not-found',
    message: 'There is no bucket assets.',
  });
});
