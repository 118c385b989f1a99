import { expect, test } from 'vitest';
import { askBucket } from '../../source/sandbox/front-door/bucket.ts';
import type { Bucket } from '../../source/sandbox/world.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { addDistribution, addLoadBalancer, distributionConfig } from './small-site.ts';
import { account, openSandbox, region, visit } from './support.ts';

const stored = {
  body: Buffer.from('body {}'),
  contentType: 'text/css',
  etag: '"e"',
  modified: new Date(0),
};

/** A distribution that gets static/* from a bucket, and the bucket. */
async function open(more: Partial<Bucket> = {}, originRegion = region) {
  const { sandbox, world } = await openSandbox();
  addLoadBalancer(world);
  const distribution = addDistribution(world, {
    CacheBehaviors: [
      { PathPattern: 'static/*', TargetOriginId: 'bucket', ViewerProtocolPolicy: 'allow-all' },
    ],
    Origins: [
      ...distributionConfig().Origins,
      {
        Id: 'bucket',
        DomainName: `assets.s3.${originRegion}.amazonaws.com`,
        OriginAccessControlId: 'E2OAC',
        S3OriginConfig: { OriginAccessIdentity: '' },
      },
    ],
  });
  const bucket: Bucket = {
    name: 'assets',
    region,
    created: new Date(0),
    objects: new Map([['static/a.css', stored]]),
    tags: {},
    ...more,
  };
  accountOf(world, account).buckets.set('assets', bucket);
  const ask = (path: string, scheme = 'https') =>
    visit(sandbox.frontDoor, `${scheme}://d111.cloudfront.net/${path}`, 'api.example.com');
  const allow = (arn: string, ...others: readonly object[]) => {
    bucket.policy = JSON.stringify({ Statement: [reading(arn), ...others] });
  };
  return { world, bucket, distribution, ask, allow };
}

const reading = (arn: string) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::assets/*',
  Condition: { StringEquals: { 'AWS:SourceArn': arn } },
});

test('a bucket answers 403 until its policy allows the distribution', async () => {
  const { distribution, ask, allow } = await open();
  expect((await ask('static/a.css')).status).toBe(403);
  allow('arn:aws:cloudfront::111122223333:distribution/EOTHER');
  expect((await ask('static/a.css')).status).toBe(403);
  allow(distribution.arn);
  expect(await ask('static/a.css')).toMatchObject({ status: 200, body: 'body {}' });
  expect((await ask('elsewhere')).body).toBe('the service answers\n');
});

test('a missing key is 403, and 404 for those who may list the bucket', async () => {
  const { distribution, ask, allow } = await open();
  allow(distribution.arn);
  expect(await ask('static/missing.css')).toMatchObject({
    status: 403,
    body: expect.stringContaining('<Code>AccessDenied</Code>'),
  });
  allow(distribution.arn, {
    ...reading(distribution.arn),
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::assets',
  });
  expect(await ask('static/missing.css')).toMatchObject({
    status: 404,
    body: expect.stringContaining('<Code>NoSuchKey</Code>'),
  });
});

const denial = (Condition?: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::assets/*',
  Condition,
});
const outsideTheOrganization = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } };

test.each<[number, string, object]>([
  [200, 'plain HTTP', denial({ Bool: { 'aws:SecureTransport': 'false' } })],
  [403, 'other VPC endpoints', denial({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })],
  [403, 'other addresses', denial({ NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } })],
  [200, 'one address', denial({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
  [403, 'outside the organization', denial(outsideTheOrganization)],
  [
    200,
    'outside the organization but for services',
    denial({ ...outsideTheOrganization, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
  ],
  [
    403,
    'everybody but the account',
    { ...denial(), Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } },
  ],
])('%i when this is denied: %s', async (status, _, statement) => {
  const { distribution, ask, allow } = await open();
  allow(distribution.arn, statement);
  expect((await ask('static/a.css')).status).toBe(status);
});

test('who comes by plain HTTP makes the edge ask by plain HTTP', async () => {
  const { distribution, ask, allow } = await open();
  allow(distribution.arn, denial({ Bool: { 'aws:SecureTransport': 'false' } }));
  expect((await ask('static/a.css', 'http')).status).toBe(403);
  allow(distribution.arn);
  expect((await ask('static/a.css', 'http')).status).toBe(200);
});

test('Block Public Access keeps everybody out but not CloudFront', async () => {
  const publicAccessBlock = {
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  };
  const { bucket, distribution, ask, allow } = await open();
  allow(distribution.arn, { ...reading(''), Principal: '*', Condition: undefined });
  bucket.publicAccessBlock = publicAccessBlock;
  expect((await ask('static/a.css')).status).toBe(200);
  const [, origin] = distribution.atEdge?.Origins ?? [];
  if (origin === undefined) throw new Error('There is no origin.');
  const { OriginAccessControlId: _, ...unsigned } = origin;
  distribution.atEdge = distributionConfig({
    CacheBehaviors: distribution.config.CacheBehaviors ?? [],
    Origins: [unsigned],
  });
  expect((await ask('static/a.css')).status).toBe(403);
  delete bucket.publicAccessBlock;
  expect((await ask('static/a.css')).status).toBe(200);
});

test("what a KMS key encrypts is 403 until the key's policy allows the distribution", async () => {
  const objects = new Map([['static/a.css', { ...stored, keyId: 'key-1' }]]);
  const { world, distribution, ask, allow } = await open({ objects });
  allow(distribution.arn);
  expect(await ask('static/a.css')).toMatchObject({
    status: 403,
    body: expect.stringContaining('kms:Decrypt'),
  });
  const keyPolicy = { ...reading(distribution.arn), Action: 'kms:Decrypt', Resource: '*' };
  world.knobs.keyPolicies.set('key-1', JSON.stringify({ Statement: [keyPolicy] }));
  expect(await ask('static/a.css')).toMatchObject({
    status: 200,
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
  });
  expect(await ask('static/a.css', 'http')).toMatchObject({
    status: 400,
    body: expect.stringContaining('secure connection'),
  });
});

test('a bucket that lies in another region than its origin says is a redirect', async () => {
  const { ask } = await open({}, 'eu-west-1');
  expect(await ask('static/a.css')).toMatchObject({
    status: 301,
    body: expect.stringContaining('PermanentRedirect'),
  });
});

test('a request without a key lists the bucket to those who may', async () => {
  const { world, distribution, allow } = await open();
  const list = { ...reading(distribution.arn), Action: 's3:ListBucket', Resource: 'arn:aws:s3:::assets' };
  allow(distribution.arn, list);
  const visitor = {
    scheme: 'https',
    host: 'd111.cloudfront.net',
    method: 'GET',
    query: '',
    from: 'anywhere',
  } as const;
  const origin = distribution.config.Origins.find(({ Id }) => Id === 'bucket');
  if (origin === undefined) throw new Error('There is no bucket.');
  const ask = () => askBucket(world, distribution, origin, { ...visitor, path: '/' });
  expect(ask()).toMatchObject({ status: 200, body: expect.stringContaining('<Key>static/a.css</Key>') });
  allow(distribution.arn);
  expect(ask().status).toBe(403);
});
