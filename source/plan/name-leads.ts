import { type DistributionFacts, type Facts, type NameFacts, uniqueNames } from './facts.ts';
import { namesOutside } from './tls-facts.ts';

/** Where names are to lead: through the CDN, or past it again. */
export type Towards = 'distribution' | 'load-balancer';

type Leads = Pick<NameFacts, 'name' | 'leadsTo' | 'atCloudFront'>;

/** Names that are not where they are to be. Without a distribution there is nothing that they could be led away from. */
export function namesAway(
  { names, distribution }: Pick<Facts, 'names' | 'distribution'>,
  towards: Towards,
): readonly NameFacts[] {
  if (towards === 'distribution') return names.filter(({ leadsTo }) => leadsTo !== 'distribution');
  return distribution === undefined ? [] : names.filter((name) => mayReach(distribution, name));
}

/**
 * Whether visitors of a name may still come through the distribution: one of several records may lead there, its edge may have addresses
 * that were not seen for it, and DNS may not have said.
 */
export function mayReach(
  { aliases, status }: Pick<DistributionFacts, 'aliases' | 'status'>,
  { name, leadsTo, atCloudFront }: Leads,
): boolean {
  // What led to one that is gone leads to nothing.
  if (status === 'Gone') return leadsTo !== 'load-balancer';
  if (leadsTo === 'distribution' || leadsTo === 'unknown') return true;
  // Only one distribution of all accounts can have a name.
  return atCloudFront === true && aliases.some((alias) => isFor(alias.toLowerCase(), name));
}

/** `*.example.com` stands for one label. */
function isFor(alias: string, name: string): boolean {
  return alias === name || (alias.startsWith('*.') && alias.slice(1) === name.slice(name.indexOf('.')));
}

/** What becomes of a name when the CDN goes. */
export type Fate =
  /** A service answers for it at the load balancer. */
  | 'moves'
  /** It was there for the static files alone: behind the load balancer nothing answers for it. */
  | 'goes'
  /** Somebody put it on the distribution: whoever did knows what becomes of it. */
  | 'by-hand';

export function fateOf(facts: Pick<Facts, 'services' | 'deployed'>, name: string): Fate {
  if (uniqueNames(facts.services).includes(name)) return 'moves';
  return facts.deployed.cdn.staticAssets?.alias.toLowerCase() === name ? 'goes' : 'by-hand';
}

/** Names that the load balancer has to answer for before they lead to it. What speaks gRPC is asked for by nobody over HTTP. */
export function namesToAnswer(facts: Facts): readonly string[] {
  const outside = namesOutside(facts.tls);
  return namesAway(facts, 'load-balancer')
    .map(({ name }) => name)
    .filter((name) => fateOf(facts, name) === 'moves' && !outside.has(name));
}

/** Names of a distribution that DNS can be asked about, as DNS compares them. */
export function askableNames(names: readonly string[]): readonly string[] {
  const plain = names.map((name) => name.toLowerCase().replace(/\.$/, ''));
  return [...new Set(plain)].filter((name) => name !== '' && !name.includes('*'));
}
