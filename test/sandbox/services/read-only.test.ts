import {
  CloudFrontClient,
  GetDistributionCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import {
  DescribeManagedPrefixListsCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { addDistribution, addLoadBalancer, closeToAllButCloudFront, groupArn } from '../small-site.ts';
import { account, failureOf, openSandbox } from '../support.ts';

test("finds CloudFront's prefix list by name, as in every region", async () => {
  const { client } = await openSandbox();
  const find = (region: string, name: string) =>
    new EC2Client({ ...client, region }).send(
      new DescribeManagedPrefixListsCommand({ Filters: [{ Name: 'prefix-list-name', Values: [name] }] }),
    );
  const name = 'com.amazonaws.global.cloudfront.origin-facing';
  expect((await find('us-west-2', name)).PrefixLists).toEqual([
    expect.objectContaining({
      PrefixListId: 'pl-82a045eb',
      PrefixListName: name,
      MaxEntries: 55,
      OwnerId: 'AWS',
    }),
  ]);
  expect((await find('sa-east-1', name)).PrefixLists).toHaveLength(1);
  expect((await find('us-west-2', 'other')).PrefixLists).toEqual([]);
});

test('tells who may enter through a security group', async () => {
  const { client, world } = await openSandbox();
  addLoadBalancer(world);
  closeToAllButCloudFront(world);
  const ec2 = new EC2Client(client);
  const answer = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['sg-1'] }));
  expect(answer.SecurityGroups?.[0]?.IpPermissions?.[0]).toMatchObject({
    FromPort: 80,
    PrefixListIds: [{ PrefixListId: 'pl-82a045eb' }],
  });
  const missing = ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['sg-2'] }));
  expect((await failureOf(missing)).name).toBe('InvalidGroup.NotFound');
});

test('gives a distribution in the shape of the API', async () => {
  const { client, world } = await openSandbox();
  addDistribution(world).status = 'InProgress';
  const answer = await new CloudFrontClient(client).send(new GetDistributionCommand({ Id: 'E1EXAMPLE' }));
  expect(answer).toMatchObject({
    ETag: 'E2ETAG',
    Distribution: {
      Status: 'InProgress',
      DomainName: 'd111.cloudfront.net',
      DistributionConfig: {
        Aliases: { Quantity: 1, Items: ['api.example.com'] },
        Origins: { Items: [{ CustomOriginConfig: { OriginProtocolPolicy: 'match-viewer', HTTPPort: 80 } }] },
        DefaultCacheBehavior: { AllowedMethods: { Quantity: 7 }, ViewerProtocolPolicy: 'allow-all' },
      },
    },
  });
});

test('lists distributions in pages', async () => {
  const { client, world } = await openSandbox();
  const one = addDistribution(world);
  accountOf(world, account).distributions.set('E2', { ...one, id: 'E2', domainName: 'd222.cloudfront.net' });
  const pages = [];
  for await (const page of paginateListDistributions(
    { client: new CloudFrontClient(client), pageSize: 1 },
    {},
  )) {
    pages.push(page.DistributionList?.Items?.map(({ Id, Aliases }) => [Id, Aliases?.Items]));
  }
  expect(pages).toEqual([[['E1EXAMPLE', ['api.example.com']]], [['E2', ['api.example.com']]]]);
});

test('does not know a distribution of nobody', async () => {
  const { client } = await openSandbox();
  const call = new CloudFrontClient(client).send(new GetDistributionCommand({ Id: 'ENOBODY' }));
  expect(await failureOf(call)).toEqual({
    name: 'NoSuchDistribution',
    message: 'The specified distribution does not exist.',
  });
});

test('reads load balancers, listeners, rules and target groups', async () => {
  const { client, world } = await openSandbox();
  const balancer = addLoadBalancer(world);
  const elb = new ElasticLoadBalancingV2Client(client);
  const balancers = await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [balancer.arn] }));
  expect(balancers.LoadBalancers?.[0]).toMatchObject({ DNSName: balancer.dnsName, VpcId: 'vpc-1' });
  const listeners = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: balancer.arn }));
  expect(listeners.Listeners?.map(({ Port, Protocol }) => [Port, Protocol])).toEqual([
    [80, 'HTTP'],
    [443, 'HTTPS'],
  ]);
  const ListenerArn = listeners.Listeners?.[0]?.ListenerArn;
  const rules = await elb.send(new DescribeRulesCommand({ ListenerArn }));
  expect(rules.Rules).toMatchObject([
    {
      Priority: '5',
      IsDefault: false,
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } }, {}],
      Actions: [{ Type: 'redirect', Order: 1, RedirectConfig: { Path: '/#{path}', StatusCode: 'HTTP_301' } }],
    },
    { Priority: 'default', IsDefault: true, Actions: [{ Type: 'fixed-response' }] },
  ]);
  const groups = await elb.send(new DescribeTargetGroupsCommand({ LoadBalancerArn: balancer.arn }));
  expect(groups.TargetGroups).toMatchObject([{ TargetGroupArn: groupArn, LoadBalancerArns: [balancer.arn] }]);
});

test('names what is missing as load balancing does', async () => {
  const { client, world } = await openSandbox();
  const balancer = addLoadBalancer(world);
  const elb = new ElasticLoadBalancingV2Client(client);
  const failures = await Promise.all([
    failureOf(elb.send(new DescribeLoadBalancersCommand({ Names: ['none'] }))),
    failureOf(elb.send(new DescribeRulesCommand({ ListenerArn: `${balancer.arn}/none` }))),
    failureOf(elb.send(new DescribeTargetGroupsCommand({ Names: ['none'] }))),
  ]);
  expect(failures).toEqual([
    { name: 'LoadBalancerNotFoundException', message: "Load balancers '[none]' not found" },
    { name: 'ListenerNotFoundException', message: 'One or more listeners not found' },
    { name: 'TargetGroupNotFoundException', message: 'One or more target groups not found' },
  ]);
});
