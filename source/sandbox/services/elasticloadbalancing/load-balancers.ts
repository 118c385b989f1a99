import { type QueryInput, queryTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { LoadBalancer, Region } from '../../world.ts';
import { markedPage } from './page.ts';

/** Throws `LoadBalancerNotFound`. */
export function describeLoadBalancers(region: Region, input: QueryInput) {
  const arns = queryTexts(input, 'LoadBalancerArns');
  const names = queryTexts(input, 'Names');
  const all = [...region.loadBalancers.values()];
  const missing = [
    ...arns.filter((arn) => all.every((balancer) => balancer.arn !== arn)),
    ...names.filter((name) => all.every((balancer) => balancer.name !== name)),
  ];
  if (missing.length > 0) {
    throw new Fault('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
  }
  const wanted = all.filter(
    ({ arn, name }) =>
      (arns.length === 0 && names.length === 0) || arns.includes(arn) || names.includes(name),
  );
  const page = markedPage(wanted, input);
  return { LoadBalancers: page.items.map((balancer) => describe(region, balancer)), NextMarker: page.next };
}

function describe(region: Region, balancer: LoadBalancer) {
  const vpc = balancer.securityGroups
    .map((id) => region.securityGroups.get(id)?.vpcId)
    .find((id) => id !== undefined);
  return {
    LoadBalancerArn: balancer.arn,
    DNSName: balancer.dnsName,
    CanonicalHostedZoneId: balancer.hostedZoneId,
    CreatedTime: balancer.created,
    LoadBalancerName: balancer.name,
    Scheme: balancer.scheme,
    VpcId: vpc,
    State: { Code: 'active' },
    Type: 'application',
    AvailabilityZones: [{ ZoneName: `${region.name}a` }, { ZoneName: `${region.name}b` }],
    SecurityGroups: balancer.securityGroups,
    IpAddressType: 'ipv4',
  };
}

/** Throws `LoadBalancerNotFound`. */
export function loadBalancerOf(region: Region, arn: string): LoadBalancer {
  const found = [...region.loadBalancers.values()].find((balancer) => balancer.arn === arn);
  if (found === undefined) throw new Fault('LoadBalancerNotFound', 'One or more load balancers not found');
  return found;
}
