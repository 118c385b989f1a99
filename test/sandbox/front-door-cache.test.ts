import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { storeObject } from '../../source/sandbox/stored-objects.ts';
import type { Bucket, CacheBehavior } from '../../source/sandbox/world.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { addDistribution } from './small-site.ts';
import { account, failureOf, openSandbox, region, until, visit } from './support.ts';

const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const functionArn = `arn:aws:cloudfront::${account}:function/viewer`;

interface Wishes {
  readonly behavior?: Partial<CacheBehavior>;
  readonly code?: string;
  readonly speed?: number;
}

/** A distribution in front of a bucket that lets it read and list everything, with a function where there is code. */
async function open({ behavior = {}, code, speed = 1 }: Wishes = {}) {
  const { sandbox, world, client } = await openSandbox({ speed });
  const bucket: Bucket = { name: 'site', region, created: new Date(0), objects: new Map(), tags: {} };
  const { buckets, edgeFunctions } = accountOf(world, account);
  buckets.set('site', bucket);
  if (code !== undefined)
    edgeFunctions.set(functionArn, { name: 'viewer', arn: functionArn, runtime: 'cloudfront-js-2.0', code });
  const distribution = addDistribution(world, {
    DefaultCacheBehavior: {
      TargetOriginId: 'bucket',
      ViewerProtocolPolicy: 'allow-all',
      CachePolicyId: cachingOptimized,
      ...(code !== undefined && {
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: functionArn }],
      }),
      ...behavior,
    },
    CustomErrorResponses: [
      { ErrorCode: 404, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 10 },
    ],
    Origins: [
      {
        Id: 'bucket',
        DomainName: `site.s3.${region}.amazonaws.com`,
        OriginAccessControlId: 'E2OAC',
        S3OriginConfig: { OriginAccessIdentity: '' },
      },
    ],
  });
  const reader = { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' } };
  bucket.policy = JSON.stringify({
    Statement: [
      {
        ...reader,
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*'],
      },
    ],
  });
  const put = (key: string, text: string, control?: string) =>
    storeObject(world, bucket, key, {
      body: Buffer.from(text),
      contentType: 'text/plain',
      ...(control !== undefined && { headers: { 'cache-control': control } }),
    });
  const get = (path: string) =>
    visit(sandbox.frontDoor, `https://${distribution.domainName}${path}`, 'api.example.com');
  const cloudFront = new CloudFrontClient(client);
  const invalidate = (Items: readonly string[], CallerReference = Items.join()) =>
    cloudFront.send(
      new CreateInvalidationCommand({
        DistributionId: distribution.id,
        InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items: [...Items] } },
      }),
    );
  const completed = (Id: string | undefined) =>
    until(async () => {
      const asked = new GetInvalidationCommand({ DistributionId: distribution.id, Id });
      return (await cloudFront.send(asked)).Invalidation?.Status === 'Completed';
    });
  return { world, distribution, put, get, cloudFront, invalidate, completed };
}

test('what the edge has, it keeps as long as the object says', async () => {
  const { put, get } = await open();
  put('a', 'one', 'public,max-age=3600');
  expect((await get('/a')).headers['x-cache']).toBe('Miss from cloudfront');
  put('a', 'two');
  expect(await get('/a')).toMatchObject({
    body: 'one',
    headers: { 'x-cache': 'Hit from cloudfront', age: expect.any(String) },
  });
});

test('what must be asked for again is kept for the second that the policy says', async () => {
  // A second of AWS is a millisecond here.
  const { put, get } = await open({ speed: 1000 });
  put('a', 'one', 'no-cache');
  await get('/a');
  put('a', 'two', 'no-cache');
  await until(async () => (await get('/a')).body === 'two');
});

test('a behavior without the policy keeps nothing', async () => {
  const { put, get } = await open({ behavior: { CachePolicyId: 'another' } });
  put('a', 'one');
  await get('/a');
  put('a', 'two');
  expect((await get('/a')).body).toBe('two');
});

test('an error is shown with its page, and kept for its own time', async () => {
  const { put, get, distribution } = await open();
  put('404.html', 'Not here');
  expect(await get('/a')).toMatchObject({ status: 404, body: 'Not here' });
  put('a', 'there now');
  expect((await get('/a')).status).toBe(404);
  const kept = distribution.kept?.get('/a');
  expect(Number(kept?.until) - Number(kept?.since)).toBe(10_000);
});

test('an invalidation makes the edge forget what it names', async () => {
  const { put, get, invalidate, completed } = await open({ speed: 1000 });
  const keys = ['a', 'b', 'docs/a', 'docs/b c', 'docs2'];
  for (const key of keys) put(key, 'one');
  const ask = (key: string) => get(`/${encodeURI(key)}`);
  for (const key of keys) await ask(key);
  for (const key of keys) put(key, 'two');
  const { Invalidation } = await invalidate(['/a', '/docs/*']);
  expect(Invalidation).toMatchObject({ Status: 'InProgress', InvalidationBatch: { Paths: { Quantity: 2 } } });
  await completed(Invalidation?.Id);
  const bodies = await Promise.all(keys.map(async (key) => (await ask(key)).body));
  expect(bodies).toEqual(['two', 'one', 'two', 'two', 'one']);
});

test('an invalidation that is asked for twice is one; another one needs another reference', async () => {
  const { invalidate, cloudFront, distribution } = await open();
  const first = await invalidate(['/a'], 'deploy-1');
  const second = await invalidate(['/a'], 'deploy-1');
  expect(second.Invalidation?.Id).toBe(first.Invalidation?.Id);
  expect((await failureOf(invalidate(['/b'], 'deploy-1'))).name).toBe('InvalidationBatchAlreadyExists');
  const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: distribution.id }));
  expect(Distribution?.InProgressInvalidationBatches).toBe(1);
});

test.each([
  ['a path without its slash', ['a'], 'InvalidArgument'],
  ['a star in the middle', ['/a*b'], 'InvalidArgument'],
  ['16 wildcards', numbered(16, (number) => `/${number}/*`), 'TooManyInvalidationsInProgress'],
  ['3,001 paths', numbered(3_001, (number) => `/${number}`), 'BatchTooLarge'],
])('an invalidation with %s is refused', async (_, paths, code) => {
  const { invalidate } = await open();
  expect((await failureOf(invalidate(paths, 'one'))).name).toBe(code);
});

test('invalidations that are not done yet count', async () => {
  const { invalidate } = await open();
  await invalidate(
    numbered(15, (number) => `/${number}/*`),
    'one',
  );
  expect((await failureOf(invalidate(['/*'], 'two'))).name).toBe('TooManyInvalidationsInProgress');
  await invalidate(['/a'], 'three');
});

test.each([
  ['rewrites the address', "function handler(e){e.request.uri='/b';return e.request}", 200, 'of b'],
  [
    'answers itself',
    'function handler(e){return {statusCode:410,headers:{a:{value:"1"}},body:"gone"}}',
    410,
    'gone',
  ],
  [
    'knows who is asked for what',
    'function handler(e){return {statusCode:200,body:e.request.headers.host.value+e.request.querystring.q.value}}',
    200,
    'api.example.comx',
  ],
  ['fails', 'function handler(e){throw new Error("no")}', 503, 'function: Error: no'],
  ['is no JavaScript', 'function handler(', 503, 'function: '],
  ['returns nothing', 'function handler(){}', 503, 'function: '],
  [
    'reaches for Node.js',
    'function handler(){return {statusCode:200,body:typeof process+typeof require}}',
    200,
    'undefinedundefined',
  ],
])('a function that %s', async (_, code, status, body) => {
  const { put, get } = await open({ code });
  put('a', 'of a');
  put('b', 'of b');
  expect(await get('/a?q=x')).toMatchObject({ status, body: expect.stringContaining(body) });
});

function numbered(count: number, make: (number: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
