import { type QueryInput, queryText, queryTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { ListenerAction, LoadBalancer, Region, TargetGroup } from '../../world.ts';
import { loadBalancerOf } from './load-balancers.ts';
import { markedPage } from './page.ts';

/** Throws `TargetGroupNotFound`, `LoadBalancerNotFound`. */
export function describeTargetGroups(region: Region, input: QueryInput) {
  const arns = queryTexts(input, 'TargetGroupArns');
  const names = queryTexts(input, 'Names');
  const balancerArn = queryText(input, 'LoadBalancerArn');
  const all = [...region.targetGroups.values()];
  const missing =
    arns.some((arn) => all.every((group) => group.arn !== arn)) ||
    names.some((name) => all.every((group) => group.name !== name));
  if (missing) throw new Fault('TargetGroupNotFound', 'One or more target groups not found');

  const behind = balancerArn === undefined ? undefined : loadBalancerOf(region, balancerArn);
  const wanted = all
    .filter(({ arn }) => arns.length === 0 || arns.includes(arn))
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .filter(({ arn }) => behind === undefined || forwardsTo(behind, arn));
  const page = markedPage(wanted, input);
  return { TargetGroups: page.items.map((group) => describe(region, group)), NextMarker: page.next };
}

function describe(region: Region, group: TargetGroup) {
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: group.protocol,
    Port: group.port,
    ProtocolVersion: group.protocolVersion,
    HealthCheckProtocol: group.protocol,
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckPath: '/',
    TargetType: 'ip',
    IpAddressType: 'ipv4',
    LoadBalancerArns: [...region.loadBalancers.values()]
      .filter((balancer) => forwardsTo(balancer, group.arn))
      .map(({ arn }) => arn),
  };
}

function forwardsTo(balancer: LoadBalancer, targetGroupArn: string): boolean {
  const actions = [...balancer.listeners.values()].flatMap((listener): readonly ListenerAction[] => [
    ...listener.defaultActions,
    ...[...listener.rules.values()].flatMap((rule) => rule.actions),
  ]);
  return actions.some((action) => action.type === 'forward' && action.targetGroupArn === targetGroupArn);
}
