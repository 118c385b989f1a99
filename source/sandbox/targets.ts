import type { Distribution, LoadBalancer, Region, World } from './world.ts';

/** What a name of AWS's own, or an address, belongs to. */
export type Target =
  | { readonly kind: 'distribution'; readonly distribution: Distribution }
  | { readonly kind: 'load-balancer'; readonly balancer: LoadBalancer; readonly region: Region };

/** The distribution or load balancer with that domain name, in any letters, with or without `dualstack.`. */
export function targetByName(world: World, name: string): Target | undefined {
  const wanted = name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
  return allTargets(world).find((target) => domainName(target).toLowerCase() === wanted);
}

export function targetByAddress(world: World, address: string): Target | undefined {
  return allTargets(world).find((target) => addressesOf(target).includes(address));
}

export function addressesOf(target: Target): readonly string[] {
  return target.kind === 'distribution' ? target.distribution.addresses : target.balancer.addresses;
}

function domainName(target: Target): string {
  return target.kind === 'distribution' ? target.distribution.domainName : target.balancer.dnsName;
}

function allTargets(world: World): readonly Target[] {
  return [...world.accounts.values()].flatMap((account): Target[] => [
    ...[...account.distributions.values()].map(
      (distribution): Target => ({ kind: 'distribution', distribution }),
    ),
    ...[...account.regions.values()].flatMap((region) =>
      [...region.loadBalancers.values()].map(
        (balancer): Target => ({ kind: 'load-balancer', balancer, region }),
      ),
    ),
  ]);
}
