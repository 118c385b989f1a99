import { type Facts, loadBalancerName } from '../../plan/facts.ts';
import { fateOf, namesAway } from '../../plan/name-leads.ts';
import { namesOutside } from '../../plan/tls-facts.ts';
import type { Way } from './watch-site.ts';

/** Through the distribution wherever a name leads, and at the load balancer where everyone may. */
export function allWays(facts: Facts): readonly Way[] {
  return facts.names
    .filter(({ name }) => !namesOutside(facts.tls).has(name))
    .flatMap(({ name }) => [...throughTheEdge(facts, name), ...atTheBalancer(facts, name)]);
}

/** As visitors come while names move from one to the other: where a name leads now, and nowhere else. */
export function waysInUse(facts: Facts): readonly Way[] {
  const outside = namesOutside(facts.tls);
  const atTheEdge = namesAway(facts, 'load-balancer').map(({ name }) => name);
  return facts.names
    .map(({ name }) => name)
    .filter((name) => fateOf(facts, name) === 'moves' && !outside.has(name))
    .flatMap((name) => (atTheEdge.includes(name) ? throughTheEdge(facts, name) : atTheBalancer(facts, name)));
}

function throughTheEdge({ distribution }: Facts, host: string): readonly Way[] {
  return distribution === undefined || distribution.status === 'Gone'
    ? []
    : [{ host, through: 'edge', via: distribution.domainName }];
}

function atTheBalancer({ deployed, stack }: Facts, host: string): readonly Way[] {
  const via = deployed.ingressRestricted ? undefined : loadBalancerName(stack);
  return via === undefined ? [] : [{ host, through: 'load-balancer', via }];
}
