import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Bucket } from '../../../source/sandbox/world.ts';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region } from '../support.ts';

async function open(more: Partial<Bucket> = {}) {
  const { client, world } = await openSandbox();
  const bucket = { name: 'assets', region, created: new Date(0), objects: new Map(), tags: {}, ...more };
  accountOf(world, account).buckets.set('assets', bucket);
  const s3 = new S3Client(client);
  const put = (policy: object | string) =>
    s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'assets',
        Policy: typeof policy === 'string' ? policy : JSON.stringify(policy, null, 2),
      }),
    );
  const status = async () =>
    (await s3.send(new GetBucketPolicyStatusCommand({ Bucket: 'assets' }))).PolicyStatus?.IsPublic;
  return { s3, put, status };
}

const statement = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::assets/*',
};
const policy = { Version: '2012-10-17', Statement: [statement] };
const everybody = { ...statement, Principal: '*' };

test('a policy is kept without its white space, until it is deleted', async () => {
  const { s3, put } = await open();
  await put(policy);
  const read = () => s3.send(new GetBucketPolicyCommand({ Bucket: 'assets' }));
  expect((await read()).Policy).toBe(JSON.stringify(policy));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'assets' }));
  expect((await failureOf(read())).name).toBe('NoSuchBucketPolicy');
});

describe('a policy is malformed', () => {
  const but = (more: object) => ({ ...policy, Statement: [{ ...statement, ...more }] });
  test.each<[string, object | string]>([
    ["Policies must be valid JSON and the first byte must be '{'", 'no'],
    ["Policies must be valid JSON and the first byte must be '{'", ' {}'],
    ['Missing required field Statement', { Version: '2012-10-17' }],
    ['The policy must contain a valid version string', { ...policy, Version: '2020-01-01' }],
    ['Missing required field Principal', but({ Principal: undefined })],
    ['Missing required field Effect', but({ Effect: undefined })],
    ['Missing required field Action', but({ Action: undefined })],
    ['Missing required field Resource', but({ Resource: undefined })],
    ['Unknown field Actions', but({ Actions: 's3:*' })],
    ['Allow with NotPrincipal is not allowed.', but({ Principal: undefined, NotPrincipal: '*' })],
    ['Invalid principal in policy', but({ Principal: { AWS: 'dana' } })],
    ['Policy has invalid action', but({ Action: 'ec2:*' })],
    ['Policy has invalid resource', but({ Resource: 'arn:aws:s3:::other/*' })],
    ['Action does not apply to any resource(s) in statement', but({ Resource: 'arn:aws:s3:::assets' })],
    ['Policy exceeds the maximum allowed document size.', but({ Sid: 'x'.repeat(20_480) })],
    [
      'Statement IDs (SID) in a single policy must be unique.',
      {
        Statement: [
          { ...statement, Sid: 'a' },
          { ...statement, Sid: 'a' },
        ],
      },
    ],
  ])('%s', async (message, malformed) => {
    const { put } = await open();
    expect(await failureOf(put(malformed))).toEqual({ name: 'MalformedPolicy', message });
  });
});

test.each<[boolean, string, object]>([
  [true, 'everybody', everybody],
  [true, 'everybody by another name', { ...statement, Principal: { AWS: ['*'] } }],
  [true, 'any address', { ...everybody, Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }],
  [true, 'any source', { ...everybody, Condition: { StringLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } } }],
  [false, 'the account', statement],
  [false, 'an address', { ...everybody, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }],
  [false, 'CloudFront', { ...statement, Principal: { Service: 'cloudfront.amazonaws.com' } }],
  [false, 'denied', { ...everybody, Effect: 'Deny' }],
])('public is %s: %s', async (expected, _, one) => {
  const { put, status } = await open();
  await put({ Statement: one });
  expect(await status()).toBe(expected);
});

test('a public policy is not taken where Block Public Access keeps it out', async () => {
  const publicAccessBlock = {
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  };
  const { put } = await open({ publicAccessBlock });
  const refused = await failureOf(put({ Statement: everybody }));
  expect(refused).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('BlockPublicPolicy'),
  });
  await put({ Statement: { ...statement, Principal: { Service: 'cloudfront.amazonaws.com' } } });
});
