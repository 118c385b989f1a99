import { describe, expect, test } from 'vitest';
import { readDistribution } from '../../source/aws/cloudfront.ts';
import { inRegion } from '../../source/aws/connection.ts';
import { cloudFrontPrefixList } from '../../source/aws/ec2.ts';
import {
  listenerRules,
  listeners,
  readLoadBalancer,
  rulesByArn,
} from '../../source/aws/elastic-load-balancing.ts';
import { keysUnder, objectExists, putTemplate } from '../../source/aws/s3.ts';
import { readParameter, readParametersUnder } from '../../source/aws/ssm.ts';
import { callerIdentity } from '../../source/aws/sts.ts';
import type { Bucket, ListenerRule, World } from '../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../source/sandbox/world-factory.ts';
import { account, distribution, loadBalancer, openAws, putParameter, region } from './support.ts';

describe('STS', () => {
  test('tells account, ARN and partition of the caller', async () => {
    const { connection } = await openAws();
    expect(await callerIdentity(connection)).toEqual({
      account,
      arn: `arn:aws:iam::${account}:user/dev`,
      partition: 'aws',
    });
  });
});

describe('SSM', () => {
  test('gives a parameter of the region, undefined where there is none', async () => {
    const { connection, world } = await openAws();
    putParameter(world, '/copilot/applications/shop', '{}');
    expect(await readParameter(connection, '/copilot/applications/shop')).toBe('{}');
    expect(
      await readParameter(inRegion(connection, 'eu-west-1'), '/copilot/applications/shop'),
    ).toBeUndefined();
  });

  test('gives all pages of what lies directly under a path', async () => {
    const { connection, world } = await openAws();
    for (let index = 10; index < 35; index += 1) putParameter(world, `/a/${index}`, String(index));
    putParameter(world, '/a/10/below', 'not this one');
    const found = await readParametersUnder(connection, '/a/');
    expect(found.map(({ value }) => value)).toEqual(
      Array.from({ length: 25 }, (_, index) => `${10 + index}`),
    );
  });
});

describe('EC2', () => {
  test("finds CloudFront's prefix list and how many rules it counts for", async () => {
    const { connection } = await openAws();
    expect(await cloudFrontPrefixList(connection)).toEqual({
      id: expect.stringMatching(/^pl-[0-9a-f]+$/),
      maxEntries: 55,
    });
  });

  test('takes none but exactly one', async () => {
    const { connection, world } = await openAws();
    regionOf(world, account, region).prefixLists.clear();
    await expect(cloudFrontPrefixList(connection)).rejects.toMatchObject({ code: 'prefix-list-not-found' });
  });

  test.each([
    ['access-denied', { denied: ['ec2:*'] }],
    ['credentials-expired', { expireCredentialsAfterSeconds: 0 }],
  ])('in its own wire format says %s', async (code, options) => {
    const { connection } = await openAws(options);
    await expect(cloudFrontPrefixList(connection)).rejects.toMatchObject({ code });
  });
});

describe('CloudFront', () => {
  test('reads a distribution', async () => {
    const { connection, world } = await openAws();
    accountOf(world, account).distributions.set('E1', distribution('E1'));
    expect(await readDistribution(connection, 'E1')).toEqual({
      id: 'E1',
      arn: `arn:aws:cloudfront::${account}:distribution/E1`,
      domainName: 'd111111abcdef8.cloudfront.net',
      status: 'Deployed',
      enabled: true,
      aliases: ['api.example.com'],
      certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1`,
      minimumProtocolVersion: 'TLSv1.2_2021',
      priceClass: 'PriceClass_All',
      originProtocols: [],
      modified: new Date('2026-01-01T00:00:00Z'),
      etag: 'ETAG1',
    });
  });

  test('reads one without aliases and certificate', async () => {
    const { connection, world } = await openAws();
    const { Aliases: _, ViewerCertificate: __, ...config } = distribution('E1').config;
    accountOf(world, account).distributions.set('E1', distribution('E1', { config, status: 'InProgress' }));
    const found = await readDistribution(connection, 'E1');
    expect(found).toMatchObject({ aliases: [], status: 'InProgress' });
    expect(found).not.toHaveProperty('certificateArn');
  });

  test('misses one that is not there', async () => {
    const { connection } = await openAws();
    await expect(readDistribution(connection, 'E1')).rejects.toMatchObject({
      code: 'distribution-not-found',
    });
  });
});

describe('S3', () => {
  function addBucket(world: World): Bucket {
    const bucket = { name: 'artifacts', region, created: new Date(0), objects: new Map(), tags: {} };
    accountOf(world, account).buckets.set(bucket.name, bucket);
    return bucket;
  }

  test('takes a template byte by byte', async () => {
    const { connection, world } = await openAws();
    const bucket = addBucket(world);
    const body = 'Description: größer\r\n';
    await putTemplate(connection, 'artifacts', 'manual/templates/shop-prod/1.yml', body);
    expect(bucket.objects.get('manual/templates/shop-prod/1.yml')).toMatchObject({
      body: Buffer.from(body),
      contentType: 'application/yaml',
    });
  });

  test('takes it although the bucket refuses every encryption header but its own', async () => {
    const { connection, world } = await openAws();
    const bucket = addBucket(world);
    bucket.policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::artifacts/*',
          Condition: {
            StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
            Null: { 's3:x-amz-server-side-encryption': false },
          },
        },
      ],
    });
    await putTemplate(connection, 'artifacts', '1.yml', 'a: 1\n');
    expect(bucket.objects.size).toBe(1);
  });

  test('tells whether an object is there', async () => {
    const { connection, world } = await openAws();
    addBucket(world);
    await putTemplate(connection, 'artifacts', 'a.yml', 'a');
    expect(await objectExists(connection, 'artifacts', 'a.yml')).toBe(true);
    expect(await objectExists(connection, 'artifacts', 'b.yml')).toBe(false);
  });

  test('that denies a HEAD request says which action was needed', async () => {
    const { connection, world } = await openAws({ denied: ['s3:*'] });
    addBucket(world);
    await expect(objectExists(connection, 'artifacts', 'a.yml')).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('may not use s3:GetObject'),
    });
  });

  test('lists all pages under a prefix', async () => {
    const { connection, world } = await openAws();
    const { objects } = addBucket(world);
    const stored = {
      body: Buffer.from('12345'),
      contentType: 'text/plain',
      etag: '"1"',
      modified: new Date(0),
    };
    for (let index = 0; index < 1_050; index += 1) objects.set(`in/${index}`, stored);
    objects.set('out/1', stored);
    const found = await keysUnder(connection, 'artifacts', 'in/');
    expect(found).toHaveLength(1_050);
    expect(found[0]).toEqual({ key: 'in/0', modified: new Date(0), size: 5 });
  });

  test('that has no such bucket says so in the words of AWS', async () => {
    const { connection } = await openAws();
    await expect(putTemplate(connection, 'artifacts', 'a.yml', 'a')).rejects.toMatchObject({
      code: 'aws-refused',
      details: [expect.stringContaining('NoSuchBucket'), expect.stringMatching(/^Request id: /)],
    });
  });
});

describe('Elastic Load Balancing', () => {
  const listenerArn = `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/shop-Publi-1/0123456789abcdef/1`;
  const ruleArn = (id: number) => `${listenerArn.replace(':listener/', ':listener-rule/')}/${id}`;
  const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/api/1`;

  function addLoadBalancer(world: World): void {
    const redirect = {
      type: 'redirect',
      protocol: 'HTTPS',
      port: '443',
      host: '#{host}',
      path: '/#{path}',
      query: '#{query}',
      statusCode: 'HTTP_301',
    } as const;
    const rules: ListenerRule[] = [
      {
        arn: ruleArn(1),
        priority: 1,
        conditions: [
          { field: 'host-header', values: ['api.example.com'] },
          { field: 'path-pattern', values: ['/*'] },
        ],
        actions: [redirect],
      },
      { arn: ruleArn(2), priority: 2, conditions: [], actions: [{ type: 'forward', targetGroupArn }] },
    ];
    const listener = {
      arn: listenerArn,
      port: 80,
      protocol: 'HTTP' as const,
      defaultActions: [{ type: 'forward' as const, targetGroupArn }],
      certificates: [],
      rules: new Map(rules.map((rule) => [rule.arn, rule])),
    };
    const balancer = loadBalancer({ listeners: new Map([[listenerArn, listener]]) });
    regionOf(world, account, region).loadBalancers.set(balancer.arn, balancer);
  }

  test('reads a load balancer and its listeners, undefined where there is none', async () => {
    const { connection, world } = await openAws();
    addLoadBalancer(world);
    const { arn } = loadBalancer();
    expect(await readLoadBalancer(connection, arn)).toMatchObject({
      dnsName: 'shop-Publi-1-1234.us-west-2.elb.amazonaws.com',
      hostedZoneId: 'Z1H1FL5HABSF5',
      scheme: 'internet-facing',
      state: 'active',
    });
    expect(await listeners(connection, arn)).toEqual([{ arn: listenerArn, port: 80, protocol: 'HTTP' }]);
    expect(await readLoadBalancer(connection, `${arn}0`)).toBeUndefined();
  });

  test('reads the rules of a listener, the default one among them', async () => {
    const { connection, world } = await openAws();
    addLoadBalancer(world);
    const rules = await listenerRules(connection, listenerArn);
    expect(rules).toMatchObject([
      {
        arn: ruleArn(1),
        priority: '1',
        isDefault: false,
        hostHeaders: ['api.example.com'],
        pathPatterns: ['/*'],
        actions: [{ type: 'redirect', redirectsTo: { protocol: 'HTTPS', host: '#{host}', port: '443' } }],
      },
      { arn: ruleArn(2), actions: [{ type: 'forward' }] },
      { priority: 'default', isDefault: true, actions: [{ type: 'forward' }] },
    ]);
  });

  test('reads single rules by their ARNs, and asks nothing for none', async () => {
    const { connection, world } = await openAws();
    addLoadBalancer(world);
    expect(await rulesByArn(connection, [ruleArn(2)])).toMatchObject([{ arn: ruleArn(2) }]);
    world.calls.length = 0;
    expect(await rulesByArn(connection, [])).toEqual([]);
    expect(world.calls).toEqual([]);
  });
});
