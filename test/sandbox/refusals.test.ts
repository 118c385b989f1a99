import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { DescribeManagedPrefixListsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { accessKeyId, account, failureOf, type Opened, openSandbox } from './support.ts';

type Client = Opened['client'];

const calls: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  acm: (client) => new ACMClient(client).send(new ListCertificatesCommand({})),
  cloudformation: (client) => new CloudFormationClient(client).send(new DescribeStacksCommand({})),
  cloudfront: (client) => new CloudFrontClient(client).send(new ListDistributionsCommand({})),
  ec2: (client) => new EC2Client(client).send(new DescribeManagedPrefixListsCommand({})),
  route53: (client) => new Route53Client(client).send(new ListHostedZonesCommand({})),
  s3: (client) => new S3Client(client).send(new ListBucketsCommand({})),
};

async function codes(client: Client): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [service, call] of Object.entries(calls)) {
    found[service] = (await failureOf(call(client))).name;
  }
  return found;
}

test('an unknown key is refused in the words of each service', async () => {
  const { client } = await openSandbox();
  const credentials = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' };
  expect(await codes({ ...client, credentials })).toEqual({
    acm: 'UnrecognizedClientException',
    cloudformation: 'InvalidClientTokenId',
    cloudfront: 'InvalidClientTokenId',
    ec2: 'AuthFailure',
    route53: 'InvalidClientTokenId',
    s3: 'InvalidAccessKeyId',
  });
});

test('expired credentials are refused in the words of each service', async () => {
  const { client } = await openSandbox({ expireCredentialsAfterSeconds: 0 });
  expect(await codes(client)).toEqual({
    acm: 'ExpiredTokenException',
    cloudformation: 'ExpiredToken',
    cloudfront: 'ExpiredToken',
    ec2: 'RequestExpired',
    route53: 'ExpiredToken',
    s3: 'ExpiredToken',
  });
});

test("an assumed role's credentials expire with it", async () => {
  const { client, world } = await openSandbox();
  const known = world.credentials.get(accessKeyId);
  if (known !== undefined) world.credentials.set(accessKeyId, { ...known, expires: new Date(0) });
  const call = new STSClient(client).send(new GetCallerIdentityCommand({}));
  expect((await failureOf(call)).name).toBe('ExpiredToken');
});

test('throttling comes with the code of each service', async () => {
  const { client } = await openSandbox({ throttleRate: 1 });
  expect(await codes(client)).toEqual({
    acm: 'ThrottlingException',
    cloudformation: 'Throttling',
    cloudfront: 'Throttling',
    ec2: 'RequestLimitExceeded',
    route53: 'Throttling',
    s3: 'SlowDown',
  });
});

test('the SDK gets past occasional throttling', async () => {
  const { client, world } = await openSandbox({ throttleRate: 0.5 });
  await new STSClient({ ...client, maxAttempts: 20 }).send(new GetCallerIdentityCommand({}));
  expect(world.calls.at(-1)).toMatchObject({ status: 200, operation: 'GetCallerIdentity', write: false });
});

test('a denial names the person, the action and why', async () => {
  const { client } = await openSandbox({ denied: ['acm:List*'] });
  expect(await failureOf(new ACMClient(client).send(new ListCertificatesCommand({})))).toEqual({
    name: 'AccessDeniedException',
    message:
      `User: arn:aws:iam::${account}:user/dev is not authorized to perform: acm:ListCertificates on resource: * ` +
      'because no identity-based policy allows the acm:ListCertificates action',
  });
});

test('a role may do what it allows, on the resources that it names', async () => {
  const { client, world } = await openSandbox();
  const arn = `arn:aws:sts::${account}:assumed-role/reader/me`;
  world.credentials.set(accessKeyId, { accessKeyId, account, arn, userId: 'AROA:me', role: 'reader' });
  const allow = (...allows: string[]) =>
    accountOf(world, account).roles.set('reader', { name: 'reader', arn: 'a', trusts: [], tags: {}, allows });

  allow('cloudformation:Describe*', 's3:ListAllMyBuckets on arn:aws:s3:::one');
  await calls.cloudformation?.(client);
  expect((await failureOf(new S3Client(client).send(new ListBucketsCommand({})))).name).toBe('AccessDenied');
  expect((await failureOf(new Route53Client(client).send(new ListHostedZonesCommand({})))).name).toBe(
    'AccessDenied',
  );
  allow('s3:ListAllMyBuckets');
  await calls.s3?.(client);
});

test('an answer comes as late as the knob says', async () => {
  const { client } = await openSandbox({ latencyMilliseconds: 150 });
  const start = performance.now();
  await new STSClient(client).send(new GetCallerIdentityCommand({}));
  expect(performance.now() - start).toBeGreaterThan(140);
});

test('a service that is not modelled says so', async () => {
  const { sandbox } = await openSandbox();
  const answer = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-west-2/ecs/aws4_request`,
    },
  });
  expect(answer.status).toBe(501);
  expect(await answer.text()).toContain('The sandbox has no service \\"ecs\\".');
});

test('every answer carries a request id', async () => {
  const { client } = await openSandbox();
  const answer = await new STSClient(client).send(new GetCallerIdentityCommand({}));
  expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});
