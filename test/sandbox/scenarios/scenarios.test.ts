import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeManagedPrefixListsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { buildScenario } from '../../../source/sandbox/scenarios/build/index.ts';
import { scenarioNamed, scenarioNames } from '../../../source/sandbox/scenarios/index.ts';
import { accountOf, regionOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region, visit } from '../support.ts';

async function open(name: string) {
  const opened = await openSandbox();
  buildScenario(opened.world, scenarioNamed(name));
  return opened;
}

const withHttps = scenarioNames.filter((name) => name !== 'http-only');

test('http-only: every site answers over HTTP, and over nothing else', async () => {
  const { sandbox } = await open('http-only');
  for (const service of scenarioNamed('http-only').environments.flatMap(({ services }) => services)) {
    const url = `${service.aliases[0]}${service.path}`;
    expect((await visit(sandbox.frontDoor, `http://${url}`)).body).toBe(service.answers);
    await expect(visit(sandbox.frontDoor, `https://${url}`)).rejects.toThrow();
  }
});

test.each(withHttps)('%s: every site answers, wherever its name leads', async (name) => {
  const { sandbox } = await open(name);
  for (const environment of scenarioNamed(name).environments) {
    for (const service of environment.services) {
      const [alias = ''] = service.aliases;
      expect((await visit(sandbox.frontDoor, `https://${alias}/`)).body).toBe(service.answers);
      const plain = await visit(sandbox.frontDoor, `http://${alias}/`);
      if (service.redirectToHttps === false) expect(plain.body).toBe(service.answers);
      else expect(plain.headers.location).toBe(`https://${alias}:443/`);
    }
  }
});

test('fresh: the records lead from the application to its artifact bucket', async () => {
  const { client } = await open('fresh');
  const record = await new SSMClient(client).send(
    new GetParameterCommand({ Name: '/copilot/applications/shop' }),
  );
  expect(JSON.parse(record.Parameter?.Value ?? '')).toEqual({
    name: 'shop',
    account,
    domain: '',
    domainHostedZoneID: '',
    version: '1.0',
  });

  const cloudFormation = new CloudFormationClient(client);
  const instances = await cloudFormation.send(
    new ListStackInstancesCommand({ StackSetName: 'shop-infrastructure', StackInstanceRegion: region }),
  );
  const StackName = instances.Summaries?.[0]?.StackId;
  const stacks = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const outputs = Object.fromEntries(
    (stacks.Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  expect(outputs.KMSKeyARN).toMatch(/^arn:aws:kms:us-west-2:111122223333:key\//);
  const objects = await new S3Client(client).send(
    new ListObjectsV2Command({
      Bucket: outputs.PipelineBucket,
      Prefix: 'manual/scripts/custom-resources/uniquejsonvaluesfunction/',
    }),
  );
  expect(objects.Contents?.[0]?.Key).toMatch(/\/[0-9a-f]{64}\.zip$/);
});

test('fresh: certificates are as different as in life', async () => {
  const { client } = await open('fresh');
  const list = async (region: string) =>
    (await new ACMClient({ ...client, region }).send(new ListCertificatesCommand({}))).CertificateSummaryList;
  const days = (date: Date | undefined) =>
    date === undefined ? undefined : Math.trunc((date.getTime() - Date.now()) / 86_400_000);
  const seen = (await list('us-east-1'))?.map((one) => [one.DomainName, one.Status, days(one.NotAfter)]);
  expect(seen).toEqual([
    ['*.example.com', 'ISSUED', 211],
    ['www.example.com', 'ISSUED', 365],
    ['api.example.com', 'PENDING_VALIDATION', undefined],
    ['old.example.com', 'EXPIRED', -12],
  ]);
  expect((await list(region))?.map((one) => [one.DomainName, one.InUse])).toEqual([['*.example.com', true]]);
});

test('fresh: the manager role may do what Copilot lets it, and no more', async () => {
  const { client } = await open('fresh');
  const assumed = await new STSClient(client).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/shop-prod-EnvManagerRole`,
      RoleSessionName: 'wizard',
    }),
  );
  const credentials = {
    accessKeyId: assumed.Credentials?.AccessKeyId ?? '',
    secretAccessKey: assumed.Credentials?.SecretAccessKey ?? '',
  };
  const manager = { ...client, credentials };
  const stacks = await new CloudFormationClient(manager).send(
    new DescribeStacksCommand({ StackName: 'shop-prod' }),
  );
  expect(stacks.Stacks?.[0]?.Tags).toContainEqual({ Key: 'copilot-environment', Value: 'prod' });
  expect(stacks.Stacks?.[0]?.RoleARN).toBe(`arn:aws:iam::${account}:role/shop-prod-CFNExecutionRole`);
  const certificates = new ACMClient({ ...manager, region: 'us-east-1' }).send(
    new ListCertificatesCommand({}),
  );
  expect((await failureOf(certificates)).name).toBe('AccessDeniedException');
  const prefixLists = new EC2Client(manager).send(new DescribeManagedPrefixListsCommand({}));
  expect((await failureOf(prefixLists)).name).toBe('UnauthorizedOperation');
});

test('fresh: the artifact bucket takes templates, and refuses another encryption', async () => {
  const { client, world } = await open('fresh');
  const Bucket = [...(world.accounts.get(account)?.buckets.keys() ?? [])][0];
  const s3 = new S3Client(client);
  const template = { Bucket, Key: 'manual/templates/shop-prod/x.yml', Body: 'Resources: {}' };
  await s3.send(new PutObjectCommand(template));
  const refused = s3.send(new PutObjectCommand({ ...template, ServerSideEncryption: 'AES256' }));
  expect((await failureOf(refused)).name).toBe('AccessDenied');
});

test('fresh: nobody has called anything yet', async () => {
  const { world } = await open('fresh');
  expect(world.calls).toEqual([]);
});

test('domain: the stack looks after the certificate and the names', async () => {
  const { world } = await open('domain');
  const [certificate] = regionOf(world, account, region).certificates.values();
  expect(certificate?.names).toContain('*.prod.shop.example.com');
});

test("busy: the environment's stack is being updated", async () => {
  const { client } = await open('busy');
  const answer = await new CloudFormationClient(client).send(
    new DescribeStacksCommand({ StackName: 'shop-prod' }),
  );
  expect(answer.Stacks?.[0]?.StackStatus).toBe('UPDATE_IN_PROGRESS');
});

test('an unknown scenario is refused with the names of the others', () => {
  expect(() => scenarioNamed('nothing')).toThrow('The sandbox has no scenario "nothing".');
});

test('static-site: what Copilot deployed is served under its name, by Copilot’s rules', async () => {
  const { sandbox } = await open('static-site');
  const get = (path: string) => visit(sandbox.frontDoor, `https://docs.example.com${path}`);
  expect(await get('/guide')).toMatchObject({ status: 200, body: expect.stringContaining('How we work<') });
  expect((await get('/how-we-work.html')).status).toBe(200);
  // A dot in a folder makes it a file to Copilot, and what is not there is forbidden.
  expect((await get('/v1.2/guide')).status).toBe(403);
  expect((await visit(sandbox.frontDoor, 'http://docs.example.com/')).headers.location).toBe(
    'https://docs.example.com/',
  );
});

test('static-site: the manager role may empty the bucket of the site, and write into none', async () => {
  const { client, world } = await open('static-site');
  const { Credentials } = await new STSClient(client).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/shop-prod-EnvManagerRole`,
      RoleSessionName: 'deploy',
    }),
  );
  const s3 = new S3Client({
    ...client,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
    },
  });
  const { buckets } = accountOf(world, account);
  const Bucket = [...buckets.keys()].find((name) => name.startsWith('shop-prod-docs-bucket'));
  const file = { Bucket, Key: 'index.html' };
  expect((await failureOf(s3.send(new PutObjectCommand({ ...file, Body: 'x' })))).name).toBe('AccessDenied');
  await s3.send(new DeleteObjectCommand(file));
  expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).DeleteMarkers).toHaveLength(1);
});
