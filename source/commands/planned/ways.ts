import { type Facts, loadBalancerName } from '../../plan/facts.ts';
import { fateOf, namesAway } from '../../plan/name-leads.ts';
import { namesOutside } from '../../plan/tls-facts.ts';
import type { Way } from './watch-site.ts';

/** Through the distribution wherever a name leads, and at the load balancer where everyone may. */
export function allWays(facts: Facts): readonly Way[] {
  return waysOf(facts, facts.names);
}

/** The same of a CDN that is taken down: through the distribution come only those whose names lead there still. */
export function waysInUse(facts: Facts): readonly Way[] {
  const services = facts.names.filter(({ name }) => fateOf(facts, name) === 'moves');
  return waysOf({ ...facts, names: services }, namesAway(facts, 'load-balancer'));
}

function waysOf(facts: Facts, throughTheEdge: Facts['names']): readonly Way[] {
  const { names, tls, distribution, stack, deployed } = facts;
  const outside = namesOutside(tls);
  const balancer = deployed.ingressRestricted ? undefined : loadBalancerName(stack);
  return names
    .filter(({ name }) => !outside.has(name))
    .flatMap((name): Way[] => [
      ...(distribution === undefined || !throughTheEdge.includes(name)
        ? []
        : [{ host: name.name, through: 'edge', via: distribution.domainName } as const]),
      ...(balancer === undefined
        ? []
        : [{ host: name.name, through: 'load-balancer', via: balancer } as const]),
    ]);
}
