import {
  CreateBucketCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { buildScenario } from '../../../source/sandbox/scenarios/build/index.ts';
import { scenarioNamed } from '../../../source/sandbox/scenarios/index.ts';
import type { Bucket, World } from '../../../source/sandbox/world.ts';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region } from '../support.ts';

const stranger = '444455556666';

function add(world: World, name: string, more: Partial<Bucket> = {}, owner = account): Bucket {
  const bucket = { name, region, created: new Date(0), objects: new Map(), tags: {}, ...more };
  accountOf(world, owner).buckets.set(name, bucket);
  return bucket;
}

const here = { LocationConstraint: 'us-west-2' } as const;

test('a bucket is made as S3 makes them today: closed, encrypted, without ACLs', async () => {
  const { client } = await openSandbox();
  const s3 = new S3Client(client);
  const Bucket = 'shop-assets';
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: here }));
  expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual(
    {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  );
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(
    encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault,
  ).toEqual({
    SSEAlgorithm: 'AES256',
  });
  const ownership = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
});

test('a bucket is not made', async () => {
  const { client, world } = await openSandbox();
  add(world, 'mine');
  add(world, 'theirs', {}, stranger);
  const s3 = new S3Client(client);
  const make = async (
    Bucket: string,
    CreateBucketConfiguration?: { LocationConstraint: 'eu-west-1' | 'us-west-2' },
  ) => (await failureOf(s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration })))).name;
  expect(await make('theirs', here)).toBe('BucketAlreadyExists');
  expect(await make('mine', here)).toBe('BucketAlreadyOwnedByYou');
  expect(await make('Not_A_Name', here)).toBe('InvalidBucketName');
  expect(await make('elsewhere', { LocationConstraint: 'eu-west-1' })).toBe(
    'IllegalLocationConstraintException',
  );
});

test('us-east-1 is named by no name, and takes a bucket of its own again', async () => {
  const { client, world } = await openSandbox();
  const s3 = new S3Client({ ...client, region: 'us-east-1' });
  for (let count = 0; count < 2; count += 1) await s3.send(new CreateBucketCommand({ Bucket: 'east' }));
  expect(accountOf(world, account).buckets.get('east')?.region).toBe('us-east-1');
  add(world, 'theirs', {}, stranger);
  const taken = s3.send(new CreateBucketCommand({ Bucket: 'theirs' }));
  expect((await failureOf(taken)).name).toBe('BucketAlreadyExists');
});

test('settings are kept', async () => {
  const { client, world } = await openSandbox();
  const bucket = add(world, 'assets');
  const s3 = new S3Client(client);
  const Bucket = 'assets';
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-1' } as const;
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }],
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: false },
    }),
  );
  expect(bucket).toMatchObject({
    versioning: 'Enabled',
    encryption: { algorithm: 'aws:kms', keyId: 'key-1' },
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: false,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    },
  });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  expect(bucket.objects.get('k')?.keyId).toBe('key-1');
});

test('what a bucket does not have is an error of its own', async () => {
  const { client, world } = await openSandbox();
  add(world, 'old');
  const s3 = new S3Client(client);
  const Bucket = 'old';
  const failures = await Promise.all([
    failureOf(s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
    failureOf(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))),
    failureOf(s3.send(new GetBucketWebsiteCommand({ Bucket }))),
    failureOf(s3.send(new GetBucketPolicyCommand({ Bucket }))),
  ]);
  expect(failures.map(({ name }) => name)).toEqual([
    'NoSuchPublicAccessBlockConfiguration',
    'OwnershipControlsNotFoundError',
    'NoSuchWebsiteConfiguration',
    'NoSuchBucketPolicy',
  ]);
});

test('an ACL names those it grants something', async () => {
  const { client, world } = await openSandbox();
  add(world, 'open', { acl: 'public-read', website: { indexDocument: 'index.html' } });
  const s3 = new S3Client(client);
  const { Grants } = await s3.send(new GetBucketAclCommand({ Bucket: 'open' }));
  expect(Grants?.map(({ Grantee, Permission }) => [Grantee?.Type, Grantee?.URI, Permission])).toEqual([
    ['CanonicalUser', undefined, 'FULL_CONTROL'],
    ['Group', 'http://acs.amazonaws.com/groups/global/AllUsers', 'READ'],
  ]);
  const website = await s3.send(new GetBucketWebsiteCommand({ Bucket: 'open' }));
  expect(website.IndexDocument).toEqual({ Suffix: 'index.html' });
});

test('a bucket of another account is closed until its policy opens it', async () => {
  const { client, world } = await openSandbox();
  const bucket = add(world, 'theirs', {}, stranger);
  const s3 = new S3Client(client);
  const list = () => s3.send(new ListObjectsV2Command({ Bucket: 'theirs' }));
  expect((await failureOf(list())).message).toMatch(
    /because no resource-based policy allows the s3:ListBucket/,
  );
  bucket.policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:user/dev` },
      Action: 's3:List*',
      Resource: 'arn:aws:s3:::theirs',
    },
  });
  await list();
  const expecting = (ExpectedBucketOwner: string) =>
    s3.send(new HeadBucketCommand({ Bucket: 'theirs', ExpectedBucketOwner }));
  await expecting(stranger);
  expect((await failureOf(expecting(account))).name).toMatch(/403|Forbidden|Unknown/);
});

test('a policy may deny something to everybody, the account itself included', async () => {
  const { client, world } = await openSandbox();
  add(world, 'mine', {
    policy: JSON.stringify({
      Statement: {
        Effect: 'Deny',
        NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/root' },
        NotAction: 's3:PutObject',
        Resource: ['arn:aws:s3:::mine', 'arn:aws:s3:::mine/*'],
        Condition: { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } },
      },
    }),
  });
  const s3 = new S3Client(client);
  const list = s3.send(new ListObjectsV2Command({ Bucket: 'mine' }));
  expect((await failureOf(list)).message).toMatch(/explicit deny/);
  await s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'k', Body: 'x' }));
});

test('2,000 buckets are two pages of a thousand, with their regions', async () => {
  const { client, world } = await openSandbox();
  buildScenario(world, scenarioNamed('large'));
  const s3 = new S3Client(client);
  const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 1_000 }));
  const { ContinuationToken } = first;
  const second = await s3.send(new ListBucketsCommand({ MaxBuckets: 1_000, ContinuationToken }));
  const all = [...(first.Buckets ?? []), ...(second.Buckets ?? [])];
  expect(first.Buckets).toHaveLength(1_000);
  expect(all.length).toBeGreaterThanOrEqual(2_000);
  expect(new Set(all.map(({ BucketRegion }) => BucketRegion))).toEqual(new Set(['us-west-2', 'eu-west-1']));
  const [whole] = (await s3.send(new ListBucketsCommand({}))).Buckets ?? [];
  expect(whole).not.toHaveProperty('BucketRegion');
});

test('a folder that is an object, too, is folded until one looks into it', async () => {
  const { client, world } = await openSandbox();
  const { objects } = add(world, 'site');
  const stored = { body: Buffer.from('x'), contentType: 'text/plain', etag: '"e"', modified: new Date(0) };
  for (const key of ['static/', 'static/a', 'static/b/c']) objects.set(key, stored);
  const s3 = new S3Client(client);
  const look = async (Prefix: string) => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: 'site', Delimiter: '/', Prefix }));
    return [
      page.CommonPrefixes?.map((each) => each.Prefix) ?? [],
      page.Contents?.map(({ Key }) => Key) ?? [],
    ];
  };
  expect(await look('')).toEqual([['static/'], []]);
  expect(await look('static/')).toEqual([['static/b/'], ['static/', 'static/a']]);
});
