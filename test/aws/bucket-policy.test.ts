import { describe, expect, test } from 'vitest';
import { readBucketPolicy, replaceBucketPolicy } from '../../source/aws/bucket-policy.ts';
import type { Connection } from '../../source/aws/connection.ts';
import { isSamePolicy } from '../../source/aws/same-policy.ts';
import type { Bucket } from '../../source/sandbox/world.ts';
import type { WorldOptions } from '../../source/sandbox/world-factory.ts';
import { addBucket, callsOf } from './s3-support.ts';
import { account, openAws } from './support.ts';

const policy = (sid: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::assets/*',
      ...more,
    },
  ],
});
const before = JSON.stringify(policy('Before'));
const after = JSON.stringify(policy('After'), null, 2);
const theirs = JSON.stringify(policy('Theirs'));

async function open(more: Partial<Bucket> = {}, options: WorldOptions = {}) {
  const { connection, world } = await openAws(options);
  return { connection, world, bucket: addBucket(world, 'assets', more) };
}

/** Somebody who acts right after a call of ours. */
function meanwhile(connection: Connection, operation: string, act: () => void): Connection {
  return { ...connection, onCall: (call) => (call.operation === operation ? act() : undefined) };
}

describe('a policy is written', () => {
  test('where it is still the one that was read, and read again', async () => {
    const { connection, world, bucket } = await open({ policy: before });
    expect(await readBucketPolicy(connection, 'assets')).toBe(before);
    world.calls.length = 0;
    await replaceBucketPolicy(connection, 'assets', { read: before, wanted: after });
    expect(JSON.parse(bucket.policy ?? '')).toEqual(policy('After'));
    expect(world.calls.map(({ operation }) => operation)).toEqual([
      'GetBucketPolicy',
      'PutBucketPolicy',
      'GetBucketPolicy',
    ]);
  });

  test('where there was none, and taken away again', async () => {
    const { connection, bucket } = await open();
    expect(await readBucketPolicy(connection, 'assets')).toBeUndefined();
    await replaceBucketPolicy(connection, 'assets', { read: undefined, wanted: after });
    await replaceBucketPolicy(connection, 'assets', { read: after, wanted: undefined });
    expect(bucket).not.toHaveProperty('policy');
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['changed', before, theirs],
    ['made', undefined, theirs],
    ['deleted', before, undefined],
  ])('not where somebody %s it meanwhile', async (_, read, now) => {
    const { connection, world, bucket } = await open(now === undefined ? {} : { policy: now });
    await expect(replaceBucketPolicy(connection, 'assets', { read, wanted: after })).rejects.toMatchObject({
      code: 'bucket-policy-changed',
    });
    expect(bucket.policy).toBe(now);
    expect(callsOf(world)).toEqual({ GetBucketPolicy: 1 });
  });

  test('and told when somebody wrote another one in the same moment', async () => {
    const { connection, bucket } = await open({ policy: before });
    const watched = meanwhile(connection, 'PutBucketPolicy', () => {
      bucket.policy = theirs;
    });
    await expect(
      replaceBucketPolicy(watched, 'assets', { read: before, wanted: after }),
    ).rejects.toMatchObject({
      code: 'bucket-policy-not-kept',
      exitCode: 1,
      next: [expect.stringContaining('aws s3api get-bucket-policy --bucket assets'), expect.any(String)],
    });
    expect(bucket.policy).toBe(theirs);
  });

  test('and waited for where the old one is still given back', async () => {
    const { connection, world, bucket } = await open({ policy: before });
    let written: string | undefined;
    const watched: Connection = {
      ...connection,
      onCall: ({ operation }) => {
        if (operation === 'PutBucketPolicy') {
          written = bucket.policy;
          bucket.policy = before;
        } else if (written !== undefined && callsOf(world).GetBucketPolicy === 2) {
          bucket.policy = written;
        }
      },
    };
    await replaceBucketPolicy(watched, 'assets', { read: before, wanted: after });
    expect(callsOf(world)).toEqual({ GetBucketPolicy: 3, PutBucketPolicy: 1 });
  });

  test('not after it was called off', async () => {
    const { connection, bucket } = await open({ policy: before });
    const signal = AbortSignal.abort();
    await expect(
      replaceBucketPolicy(connection, 'assets', { read: before, wanted: after }, signal),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(bucket.policy).toBe(before);
  });
});

describe('a policy is refused', () => {
  test.each(['s3:GetBucketPolicy', 's3:PutBucketPolicy'])('without permission: %s', async (action) => {
    const { connection, bucket } = await open({ policy: before }, { denied: [action] });
    await expect(
      replaceBucketPolicy(connection, 'assets', { read: before, wanted: after }),
    ).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining(`may not use ${action}`),
    });
    expect(bucket.policy).toBe(before);
  });

  test('without permission to delete it', async () => {
    const { connection } = await open({ policy: before }, { denied: ['s3:DeleteBucketPolicy'] });
    await expect(
      replaceBucketPolicy(connection, 'assets', { read: before, wanted: undefined }),
    ).rejects.toMatchObject({ code: 'access-denied' });
  });

  test('where Block Public Access keeps a public one as it is', async () => {
    const publicAccessBlock = {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    };
    const { connection } = await open({ policy: before, publicAccessBlock });
    const wanted = JSON.stringify(policy('Public', { Principal: '*' }));
    await expect(replaceBucketPolicy(connection, 'assets', { read: before, wanted })).rejects.toMatchObject({
      code: 'bucket-policy-public',
    });
  });

  test('where it names a role that was deleted, which S3 shows by its id', async () => {
    const gone = policy('Gone', { Principal: { AWS: 'AROAEXAMPLE1234567890' } });
    const { connection } = await open({ policy: JSON.stringify(gone) });
    const wanted = JSON.stringify({ ...gone, Statement: [...gone.Statement, ...policy('Ours').Statement] });
    await expect(
      replaceBucketPolicy(connection, 'assets', { read: JSON.stringify(gone), wanted }),
    ).rejects.toMatchObject({
      code: 'bucket-policy-principal-gone',
      message: expect.stringContaining('AROAEXAMPLE1234567890'),
    });
  });

  test('by S3 itself, in its own words', async () => {
    const { connection } = await open({ policy: before });
    const wanted = JSON.stringify(policy('Wrong', { Resource: 'arn:aws:s3:::other/*' }));
    await expect(replaceBucketPolicy(connection, 'assets', { read: before, wanted })).rejects.toMatchObject({
      code: 'aws-refused',
      message: expect.stringContaining('Policy has invalid resource'),
    });
  });
});

describe('two policies are the same', () => {
  const same = (one: object, other: object) =>
    isSamePolicy(JSON.stringify(one), JSON.stringify(other, null, 2));
  const statements = (...sids: readonly string[]) => ({ Statement: sids.map((Sid) => ({ Sid })) });

  test.each<[boolean, string, object, object]>([
    [true, 'white space', policy('a'), policy('a')],
    [true, 'a list of one', policy('a', { Action: ['s3:GetObject'] }), policy('a')],
    [true, 'a list of one statement', { Statement: [{ Sid: 'a' }] }, { Statement: { Sid: 'a' } }],
    [
      true,
      'the order of a list',
      policy('a', { Action: ['s3:Get*', 's3:Put*'] }),
      policy('a', { Action: ['s3:Put*', 's3:Get*'] }),
    ],
    [true, 'the order of keys', { Id: 'x', ...policy('a') }, { ...policy('a'), Id: 'x' }],
    [true, 'an account by its number', policy('a', { Principal: { AWS: account } }), policy('a')],
    [
      true,
      'a text for a flag',
      policy('a', { Condition: { Bool: { k: false } } }),
      policy('a', { Condition: { Bool: { k: 'false' } } }),
    ],
    [false, 'the order of statements', statements('a', 'b'), statements('b', 'a')],
    [false, 'another Sid', policy('a'), policy('b')],
    [false, 'one value more', policy('a', { Action: ['s3:GetObject', 's3:Put*'] }), policy('a')],
    [false, 'a condition more', policy('a', { Condition: {} }), policy('a')],
  ])('%s: %s', (expected, _, one, other) => {
    expect(same(one, other)).toBe(expected);
    expect(same(other, one)).toBe(expected);
  });

  test('and none is none', () => {
    expect(isSamePolicy(undefined, undefined)).toBe(true);
    expect(isSamePolicy(before, undefined)).toBe(false);
    expect(isSamePolicy('no', 'no JSON')).toBe(false);
  });
});
