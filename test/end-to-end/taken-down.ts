import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { SandboxOptions } from '../../source/commands/options.ts';
import { whereLeads } from '../../source/sandbox/name-resolution.ts';
import { domain } from '../../source/sandbox/scenarios/domain.ts';
import { fresh } from '../../source/sandbox/scenarios/fresh.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { staticAssets } from '../../source/sandbox/scenarios/static-assets.ts';
import { findStack, type Stack } from '../../source/sandbox/services/cloudformation/stack.ts';
import type { Distribution, Visit } from '../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../source/sandbox/world-factory.ts';
import { openShop, type Shop } from './shop.ts';

const account = '111122223333';

/** A domain that Copilot manages, and buckets with files. */
export const managed: Scenario = {
  ...domain,
  name: 'managed-with-files',
  buckets: staticAssets.buckets ?? [],
};

/** With its CDN from the start; everyone may reach the load balancer. */
export const withCdn: Scenario = {
  ...fresh,
  name: 'with-cdn',
  environments: fresh.environments.map((environment) => ({
    ...environment,
    cdn: { certificate: 'wildcard' },
  })),
  hostedZones: fresh.hostedZones.map((zone) => ({
    ...zone,
    toLoadBalancer: {},
    toDistribution: zone.toLoadBalancer ?? {},
  })),
};

/** A site with people who visit it all the while; each of them keeps what DNS said for as long as DNS allows. */
export interface Site extends Shop {
  /** Everything that the CDN changes, byte for byte. */
  readonly bytes: () => Readonly<Record<string, string>>;
  readonly distribution: () => Distribution | undefined;
  readonly environment: () => Stack;
  readonly policy: () => string | undefined;
  /** What visitors should never have got. */
  readonly trouble: () => readonly string[];
  readonly visited: () => number;
  /** Names that lead to CloudFront, for somebody at least. */
  readonly atTheEdge: () => readonly string[];
}

export async function openSite(
  options: SandboxOptions & { readonly scenario?: string | Scenario } = {},
): Promise<Site> {
  const shop = await openShop({ speed: 300, ...options });
  const region = regionOf(shop.world, account, 'us-west-2');
  const stack = (name: string): Stack => {
    const found = findStack(region, name);
    if (found === undefined) throw new Error(`There is no stack ${name}.`);
    return found;
  };
  const stacks = ['shop-prod', 'shop-prod-api', 'shop-prod-web'];
  const file = (path: string) => readFileSync(join(shop.workspace, 'copilot', path), 'utf8');
  const policy = () => accountOf(shop.world, account).buckets.get('shop-assets')?.policy;
  const leave = visitAllTheWhile(shop, servicesOf(shop));
  return {
    ...shop,
    close: async () => {
      leave();
      await shop.close();
    },
    bytes: () => ({
      ...Object.fromEntries(stacks.map((name) => [name, stack(name).settings.template.text])),
      'environments/prod': file('environments/prod/manifest.yml'),
      api: file('api/manifest.yml'),
      web: file('web/manifest.yml'),
      policy: JSON.stringify(JSON.parse(policy() ?? 'null')),
    }),
    distribution: () => [...accountOf(shop.world, account).distributions.values()][0],
    environment: () => stack('shop-prod'),
    policy,
    trouble: () => shop.world.visits.filter(isTrouble).map(told),
    visited: () => shop.world.visits.filter(({ userAgent }) => userAgent === visitor).length,
    atTheEdge: () =>
      [...accountOf(shop.world, account).hostedZones.values()].flatMap(({ records }) =>
        [...records.values()]
          .filter(({ alias }) => alias?.dnsName.endsWith('.cloudfront.net'))
          .map(({ name }) => name),
      ),
  };
}

const visitor = 'a visitor';

/** Milliseconds for which a visitor keeps an answer of DNS: less than the second to which the sandbox rounds a minute of AWS. */
const remembered = 900;

/** Those that the stack knows: without HTTPS it is told none, and nobody visits. */
function servicesOf(shop: Shop): readonly string[] {
  const told = findStack(regionOf(shop.world, account, 'us-west-2'), 'shop-prod')?.settings.parameters;
  const aliases: Readonly<Record<string, readonly string[]>> = JSON.parse(told?.get('Aliases') || '{}');
  return Object.values(aliases).flat();
}

/** A request every few milliseconds, the names by turns; what DNS says is asked for anew once the last answer is too old. */
function visitAllTheWhile(shop: Shop, names: readonly string[]): () => void {
  const [hostname, port] = (shop.variables.COPILOT_CDN_CONNECT_TO ?? '').split(':');
  const known = new Map<string, { readonly target: string; readonly since: number }>();
  const lookUp = (name: string): string => {
    const before = known.get(name);
    if (before !== undefined && performance.now() - before.since < remembered) return before.target;
    const led = whereLeads(shop.world, name);
    const target =
      led?.kind === 'distribution' ? led.distribution.domainName : (led?.balancer.dnsName ?? name);
    known.set(name, { target, since: performance.now() });
    return target;
  };
  let number = 0;
  const timer = setInterval(() => {
    if (names.length === 0) return;
    const scheme = number % 2 === 0 ? 'https' : 'http';
    const host = names[Math.floor(number / 2) % names.length] ?? '';
    number += 1;
    const sent = request(
      {
        hostname,
        port,
        path: `${scheme}://${lookUp(host)}/`,
        headers: { host, 'user-agent': visitor },
        agent: false,
      },
      (answer) => answer.resume(),
    );
    // Whoever gets no answer is in the front door's log.
    sent.on('error', () => undefined);
    sent.end();
  }, 15);
  const leave = () => clearInterval(timer);
  onTestFinished(leave);
  return leave;
}

/** The redirect of an HTTPS page is a circle; one of HTTP is what is wanted. What the program itself asks may well be refused. */
function isTrouble({ status, scheme, through, userAgent }: Visit): boolean {
  if (userAgent !== visitor) return false;
  const circle = through !== 'nowhere' && scheme === 'https' && status >= 300 && status < 400;
  return circle || status >= 500 || status === 403 || status === 404 || status === 0;
}

function told({ host, path, scheme, through, status, why }: Visit): string {
  return `${scheme}://${host}${path} ${through} ${status}: ${why}`;
}

/** Everything that this program can turn on: the CDN, files from a bucket, TLS that ends at the edge, a closed load balancer. */
export async function turnEverythingOn(site: Site, alias: string): Promise<void> {
  const setup = await site.run([
    ...['setup', '--yes', '--restrict-ingress', '--static-bucket', 'shop-assets'],
    ...['--static-path', 'static/*', '--static-alias', alias],
  ]);
  expect(setup.code, setup.stdout.slice(-2_000)).toBe(0);
  const tls = await site.run(['tls', '--yes', '--no-probe']);
  expect(tls.code, tls.stdout.slice(-2_000)).toBe(0);
  // What visitors met while it was turned on is another test's.
  site.world.visits.length = 0;
}
