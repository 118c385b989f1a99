import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { UserError } from '../errors.ts';
import { parseAddress } from './address.ts';

/** Milliseconds for one answer; asked twice. c-ares doubles the wait the second time. */
const patience = { timeout: 2_000, tries: 2 };

/**
 * Asks the given server (`HOST[:PORT]`), else the system's. Answers come from DNS alone, never from /etc/hosts.
 * @throws UserError `address-malformed`
 */
export function createResolver(server?: string): Resolver {
  const resolver = new Resolver(patience);
  if (server === undefined) return resolver;
  const { host, port } = parseAddress(server, 53);
  const address = host === 'localhost' ? '127.0.0.1' : host;
  const family = isIP(address);
  if (family === 0) {
    throw new UserError({
      code: 'address-malformed',
      message: `The DNS server "${server}" must be given by its IP address: names are what it is asked for.`,
      next: ['For example: --resolver 1.1.1.1'],
    });
  }
  resolver.setServers([family === 6 ? `[${address}]:${port}` : `${address}:${port}`]);
  return resolver;
}

export interface Targets {
  /** The load balancer's DNS name. */
  readonly loadBalancer: string;
  /** The distribution's domain name, once there is one. */
  readonly distribution?: string;
}

export interface NameLeads {
  readonly name: string;
  /** `nowhere`: DNS says that there is no such name. `unknown`: DNS did not say, `problem` tells why. */
  readonly leadsTo: 'load-balancer' | 'distribution' | 'elsewhere' | 'nowhere' | 'unknown';
  /** The names that it leads through, in order, when it is a CNAME. */
  readonly through?: readonly string[];
  readonly addresses: readonly string[];
  /** It leads elsewhere, and there is CloudFront: another distribution, or an edge that was not seen for ours. */
  readonly atCloudFront?: true;
  readonly problem?: string;
}

/**
 * CloudFront gives different addresses from one answer to the next, so one comparison may miss. Three see enough of them.
 */
const comparisons = 3;

/**
 * Where a name leads now: its chain of CNAMEs is followed, and where there is none (Route 53's alias records show only addresses),
 * its addresses are compared with those of the targets. Takes some seconds at most; DNS trouble is told as `unknown`, never thrown.
 */
export async function whereNameLeads(resolver: Resolver, name: string, targets: Targets): Promise<NameLeads> {
  const [chain, own] = await Promise.all([cnameChain(resolver, name), addressesOf(resolver, name)]);
  const through = chain.length > 0 ? { through: chain } : {};
  const found = { name, ...through, addresses: own.addresses };

  if (chain.some((passed) => isSameName(passed, targets.loadBalancer))) {
    return { ...found, leadsTo: 'load-balancer' };
  }
  const { distribution } = targets;
  if (distribution !== undefined && chain.some((passed) => isSameName(passed, distribution))) {
    return { ...found, leadsTo: 'distribution' };
  }
  if (own.addresses.length === 0) {
    return own.problem === undefined
      ? { ...found, leadsTo: 'nowhere' }
      : { ...found, leadsTo: 'unknown', problem: own.problem };
  }
  return compareAddresses(resolver, found, targets);
}

async function compareAddresses(
  resolver: Resolver,
  found: Pick<NameLeads, 'name' | 'through' | 'addresses'>,
  { loadBalancer, distribution }: Targets,
): Promise<NameLeads> {
  const own = new Set(found.addresses);
  const ofDistribution = new Set<string>();
  let problem: string | undefined;
  for (let round = 0; round < comparisons; round += 1) {
    const [again, balancer, edge] = await Promise.all([
      round === 0 ? undefined : addressesOf(resolver, found.name),
      addressesOf(resolver, loadBalancer),
      distribution === undefined ? undefined : addressesOf(resolver, distribution),
    ]);
    for (const address of again?.addresses ?? []) own.add(address);
    for (const address of edge?.addresses ?? []) ofDistribution.add(address);
    if (balancer.addresses.some((address) => own.has(address))) return { ...found, leadsTo: 'load-balancer' };
    if ([...ofDistribution].some((address) => own.has(address))) return { ...found, leadsTo: 'distribution' };
    problem = balancer.problem ?? edge?.problem;
    if (distribution === undefined) break;
  }
  if (problem !== undefined) return { ...found, leadsTo: 'unknown', problem };
  const atCloudFront = await isCloudFront(resolver, found.addresses[0]);
  return { ...found, leadsTo: 'elsewhere', ...(atCloudFront && { atCloudFront }) };
}

/** The names behind a name, in order; a chain that goes in circles ends. */
async function cnameChain(resolver: Resolver, name: string): Promise<readonly string[]> {
  const chain: string[] = [];
  let current = name;
  while (chain.length < 8) {
    const [next] = await resolver.resolveCname(current).catch((): string[] => []);
    if (next === undefined || isSameName(next, name) || chain.includes(plain(next))) break;
    chain.push(plain(next));
    current = next;
  }
  return chain;
}

/** IPv4 and IPv6 addresses. No address and no problem: DNS says that there are none. */
async function addressesOf(
  resolver: Resolver,
  name: string,
): Promise<{ readonly addresses: readonly string[]; readonly problem?: string }> {
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const problem = answers
    .map((answer) => (answer.status === 'rejected' ? trouble(name, answer.reason) : undefined))
    .find((text) => text !== undefined);
  return addresses.length === 0 && problem !== undefined ? { addresses, problem } : { addresses };
}

/** What kept DNS from answering; undefined when "there is none" is the answer. */
function trouble(name: string, error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOTFOUND' || code === 'ENODATA') return undefined;
  const known = code === 'ETIMEOUT' ? 'no answer in time' : code === 'ESERVFAIL' ? 'server failure' : code;
  return `DNS did not say where ${name} leads (${known})`;
}

async function isCloudFront(resolver: Resolver, address: string | undefined): Promise<boolean> {
  if (address === undefined) return false;
  const names = await resolver.reverse(address).catch((): string[] => []);
  return names.some((name) => plain(name).endsWith('.cloudfront.net'));
}

function isSameName(one: string, other: string): boolean {
  return withoutPrefix(one) === withoutPrefix(other);
}

/** The console writes load balancers as `dualstack.NAME` in alias records. */
function withoutPrefix(name: string): string {
  return plain(name).replace(/^dualstack\./, '');
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
