import { addHostedZone, putRecord } from '../../source/sandbox/hosted-zones.ts';
import type {
  Distribution,
  DistributionConfig,
  ListenerRule,
  LoadBalancer,
  World,
} from '../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../source/sandbox/world-factory.ts';
import { account, region } from './support.ts';

export const loadBalancerName = 'shop-publi-1abc-1234567890.us-west-2.elb.amazonaws.com';
export const groupArn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/api/1`;
const certificateArn = `arn:aws:acm:${region}:${account}:certificate/1`;
const balancerArn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/shop-publi/1`;

/** A load balancer with both listeners, a redirect on the first, one service behind it, and a certificate for *.example.com. */
export function addLoadBalancer(world: World): LoadBalancer {
  const here = regionOf(world, account, region);
  here.securityGroups.set('sg-1', {
    id: 'sg-1',
    name: 'public',
    vpcId: 'vpc-1',
    ingress: [80, 443].map((port) => ({
      protocol: 'tcp',
      fromPort: port,
      toPort: port,
      cidr: '0.0.0.0/0',
      description: `Allow from anyone on port ${port}`,
    })),
  });
  here.certificates.set(certificateArn, {
    arn: certificateArn,
    domainName: '*.example.com',
    names: ['*.example.com'],
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'IMPORTED',
    created: new Date(0),
    inUseBy: new Set([balancerArn]),
    tags: {},
  });
  here.targetGroups.set(groupArn, {
    arn: groupArn,
    name: 'api',
    port: 80,
    protocol: 'HTTP',
    protocolVersion: 'HTTP1',
    answers: 'the service answers\n',
  });
  const listener = (port: number, protocol: 'HTTP' | 'HTTPS', actions: ListenerRule['actions']) => ({
    arn: `${balancerArn.replace(':loadbalancer/', ':listener/')}/${port}`,
    port,
    protocol,
    defaultActions: [{ type: 'fixed-response' as const, statusCode: '404', body: 'nobody here\n' }],
    certificates: protocol === 'HTTPS' ? [certificateArn] : [],
    rules: new Map([
      [
        `rule-${port}`,
        {
          arn: `${balancerArn.replace(':loadbalancer/', ':listener-rule/')}/${port}/1`,
          priority: 5,
          conditions: [
            { field: 'host-header' as const, values: ['api.example.com'] },
            { field: 'path-pattern' as const, values: ['/*'] },
          ],
          actions,
        },
      ],
    ]),
  });
  const redirect = {
    type: 'redirect' as const,
    protocol: 'HTTPS',
    port: '443',
    host: '#{host}',
    path: '/#{path}',
    query: '#{query}',
    statusCode: 'HTTP_301' as const,
  };
  const balancer: LoadBalancer = {
    arn: balancerArn,
    name: 'shop-publi',
    dnsName: loadBalancerName,
    hostedZoneId: 'Z1H1FL5HABSF5',
    scheme: 'internet-facing',
    securityGroups: ['sg-1'],
    listeners: new Map([
      ['http', listener(80, 'HTTP', [redirect])],
      ['https', listener(443, 'HTTPS', [{ type: 'forward', targetGroupArn: groupArn }])],
    ]),
    created: new Date(0),
    addresses: ['198.51.100.10', '198.51.100.11'],
  };
  here.loadBalancers.set(balancer.arn, balancer);
  return balancer;
}

/** Rules as `ingress.cdn` leaves them: CloudFront and nobody else. */
export function closeToAllButCloudFront(world: World): void {
  const here = regionOf(world, account, region);
  const group = here.securityGroups.get('sg-1');
  const prefixListId = [...here.prefixLists.keys()][0] ?? '';
  if (group === undefined) return;
  group.ingress = [80, 443].map((port) => ({ protocol: 'tcp', fromPort: port, toPort: port, prefixListId }));
}

export function distributionConfig(changes: Partial<DistributionConfig> = {}): DistributionConfig {
  return {
    Aliases: ['api.example.com'],
    Enabled: true,
    DefaultCacheBehavior: {
      TargetOriginId: 'balancer',
      ViewerProtocolPolicy: 'allow-all',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
    },
    Origins: [
      {
        Id: 'balancer',
        DomainName: loadBalancerName,
        CustomOriginConfig: { OriginProtocolPolicy: 'match-viewer' },
      },
    ],
    ...changes,
  };
}

/** A distribution that is at the edge. */
export function addDistribution(world: World, changes: Partial<DistributionConfig> = {}): Distribution {
  const config = distributionConfig(changes);
  const distribution: Distribution = {
    id: 'E1EXAMPLE',
    arn: `arn:aws:cloudfront::${account}:distribution/E1EXAMPLE`,
    domainName: 'd111.cloudfront.net',
    status: 'Deployed',
    config,
    atEdge: config,
    modified: new Date(0),
    etag: 'E2ETAG',
    tags: {},
    addresses: ['203.0.113.7', '203.0.113.8'],
  };
  accountOf(world, account).distributions.set(distribution.id, distribution);
  return distribution;
}

/** example.com, where api leads to the load balancer or the distribution. */
export function addZone(world: World, apiLeadsTo: string) {
  const zone = addHostedZone(world, { account, name: 'example.com' });
  putRecord(zone, {
    name: 'api.example.com',
    type: 'A',
    alias: { dnsName: apiLeadsTo, hostedZoneId: 'Z', evaluateTargetHealth: false },
  });
  return zone;
}
