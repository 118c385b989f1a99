import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
} from '@aws-sdk/client-cloudfront';
import {
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { patchSiteStack } from '../../../source/cdn/site-stack/index.ts';
import { buildScenario } from '../../../source/sandbox/scenarios/build/index.ts';
import { scenarioNamed } from '../../../source/sandbox/scenarios/index.ts';
import { failureOf, openSandbox, until, visit } from '../../sandbox/support.ts';
import { openSite, updateStack, wildcard } from './site.ts';

const files = {
  'index.html': '<h1>The shop</h1>\n',
  'static/index.html': '<h1>Static</h1>\n',
  'about.html': '<h1>About</h1>\n',
  'v1.2/docs/index.html': '<h1>Version 1.2</h1>\n',
  'assets/app.8d3f2a1b.js': 'console.log("é");\n',
  '.copilot-cdn/deploy.json': '{}\n',
};
const page = { '404.html': '<h1>Not here</h1>\n' };

test('pages are served as they were put, over HTTPS', async () => {
  const { get } = await openSite({ alias: 'www.example.com', certificate: wildcard }, { ...files, ...page });
  for (const [path, body] of [
    ['/', files['index.html']],
    ['/static', files['static/index.html']],
    ['/static/', files['static/index.html']],
    ['/v1.2/docs', files['v1.2/docs/index.html']],
    ['/about.html?utm=mail', files['about.html']],
    ['/assets/app.8d3f2a1b.js', files['assets/app.8d3f2a1b.js']],
  ] as const) {
    expect(await get(path)).toMatchObject({ status: 200, body });
  }
  const { headers } = await get('/static');
  expect(headers).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
  });
  expect((await get('/static?page=2', 'http')).headers.location).toBe(
    'https://www.example.com/static?page=2',
  );
});

test('what is not there is 404, with the page of the site', async () => {
  const { get } = await openSite({}, { ...files, ...page });
  for (const path of ['/missing', '/missing.js', '/v1.2', '//', '/about']) {
    expect(await get(path)).toMatchObject({ status: 404, body: page['404.html'] });
  }
});

test('what is not there is 404 in a site without a page for that', async () => {
  const { get } = await openSite({}, files);
  expect((await get('/missing')).status).toBe(404);
});

test('what is ours is hidden, and the bucket never tells its list', async () => {
  const { get } = await openSite({}, { ...files, ...page });
  for (const path of ['/.copilot-cdn/deploy.json', '/%2Ecopilot-cdn/deploy.json', '/.copilot-cdn']) {
    expect(await get(path)).toMatchObject({ status: 404, body: 'Not found.\n' });
  }
  for (const path of ['', '/', '/?list-type=2', '//?prefix=', '/%2F', '/..', '/%2e%2e/', '/./']) {
    const { body } = await get(path);
    expect(body).not.toContain('ListBucketResult');
  }
});

test('an application of a single page gets its page for every address but files', async () => {
  const { get } = await openSite({ routing: 'single-page' }, { ...files, ...page });
  for (const path of ['/', '/orders/17', '/static/', '/v1.2/docs']) {
    expect(await get(path)).toMatchObject({ status: 200, body: files['index.html'] });
  }
  expect((await get('/missing.js')).status).toBe(404);
  expect((await get('/about.html')).body).toBe(files['about.html']);
});

test('pretty addresses lead to files', async () => {
  const { get } = await openSite({ routing: 'pretty' }, { ...files, ...page });
  expect((await get('/about')).body).toBe(files['about.html']);
  expect((await get('/static/')).body).toBe(files['static/index.html']);
  expect((await get('/static')).status).toBe(404);
});

test('the stack tells where the site is', async () => {
  const { outputs, distribution } = await openSite({ alias: 'www.example.com', certificate: wildcard }, {});
  expect(await outputs()).toEqual({
    CloudFrontDistributionDomainName: distribution.domainName,
    CloudFrontDistributionAlternativeDomainName: 'www.example.com',
  });
});

test('the manager role may do in the bucket what a deploy needs, and see to the edge, of this site alone', async () => {
  const { manager, world, bucket, distribution, put, get } = await openSite({}, files);
  const s3 = new S3Client(manager);
  await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  const others = [...world.accounts.values()].flatMap(({ buckets }) => [...buckets.keys()]);
  const docs = others.find((name) => name.startsWith('shop-prod-docs'));
  const stranger = s3.send(new PutObjectCommand({ Bucket: docs, Key: 'a', Body: 'a' }));
  expect((await failureOf(stranger)).name).toBe('AccessDenied');

  const cloudFront = new CloudFrontClient(manager);
  const DistributionId = distribution.id;
  expect((await get('/about.html')).headers['x-cache']).toBe('Miss from cloudfront');
  await put('about.html', 'changed');
  expect(await get('/about.html')).toMatchObject({ body: files['about.html'] });
  const { Invalidation } = await cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId,
      InvalidationBatch: { CallerReference: '1', Paths: { Quantity: 1, Items: ['/about.html'] } },
    }),
  );
  await until(async () => {
    const asked = new GetInvalidationCommand({ DistributionId, Id: Invalidation?.Id });
    return (await cloudFront.send(asked)).Invalidation?.Status === 'Completed';
  });
  expect((await get('/about.html')).body).toBe('changed');
  expect(
    (await cloudFront.send(new GetDistributionCommand({ Id: DistributionId }))).Distribution,
  ).toMatchObject({
    Status: 'Deployed',
    DistributionConfig: { HttpVersion: 'http2and3', CustomErrorResponses: { Quantity: 1 } },
  });
  const [other = ''] = [...world.accounts.values()].flatMap(({ distributions }) => [...distributions.keys()]);
  expect(other).not.toBe(DistributionId);
  const elsewhere = cloudFront.send(new GetDistributionCommand({ Id: other }));
  expect((await failureOf(elsewhere)).name).toBe('AccessDenied');
});

test('a site gets a name, and another routing, in place', async () => {
  const { update, status, distribution, get, bucket, outputs } = await openSite({}, { ...files, ...page });
  await update({ alias: 'www.example.com', certificate: wildcard, routing: 'pretty' });
  expect(await status()).toBe('UPDATE_COMPLETE');
  expect(await outputs()).toMatchObject({
    CloudFrontDistributionDomainName: distribution.domainName,
    CloudFrontDistributionAlternativeDomainName: 'www.example.com',
  });
  expect(await get('/about', 'https', 'www.example.com')).toMatchObject({
    status: 200,
    body: files['about.html'],
  });
  expect(distribution.config.Origins[0]?.DomainName).toContain(bucket);
});

test('a site that Copilot deployed gets another name, and nothing else of it changes', async () => {
  const { world, client, sandbox } = await openSandbox({ speed: 2000 });
  buildScenario(world, scenarioNamed('static-site'));
  const cloudFormation = new CloudFormationClient(client);
  const StackName = 'shop-prod-docs';
  const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName }));
  const patch = patchSiteStack(TemplateBody, { alias: 'help.example.com', certificate: wildcard });
  await updateStack(cloudFormation, StackName, patch.template);
  await until(async () => {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0]?.StackStatus === 'UPDATE_COMPLETE';
  });
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const updated = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_COMPLETE');
  expect(updated.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
    StackName,
    'CloudFrontDistribution',
  ]);
  await until(async () => {
    const dialled = 'https://docs.example.com/guide';
    return (await visit(sandbox.frontDoor, dialled, 'help.example.com')).body.includes('How we work');
  });
});

test('the stack goes once every version in its bucket is deleted, and not before', async () => {
  const site = await openSite({}, files);
  await site.put('index.html', 'again');
  await site.delete();
  expect(await site.status()).toBe('DELETE_FAILED');
  expect(await site.failures()).toEqual([
    expect.stringMatching(
      /^Bucket: .*The bucket you tried to delete is not empty\. You must delete all versions/,
    ),
  ]);
  // The manager's policy went with what could be deleted.
  const s3 = new S3Client(site.client);
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: site.bucket }));
  expect(Versions).toHaveLength(Object.keys(files).length + 1);
  const Objects = Versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
  await s3.send(new DeleteObjectsCommand({ Bucket: site.bucket, Delete: { Objects } }));
  await site.delete();
  expect(await site.status()).toBe('DELETE_COMPLETE');
});
