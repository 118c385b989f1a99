import { stackResources } from '../../aws/cloudformation.ts';
import { readDistribution } from '../../aws/cloudfront.ts';
import type { Connection } from '../../aws/connection.ts';
import { type HostedZone, hostedZones } from '../../aws/route-53.ts';
import type { DeployedEnvironment } from '../../cdn/deployed-environment.ts';
import { createResolver, whereNameLeads } from '../../network/dns.ts';
import { askEdge } from '../../plan/edge-answers.ts';
import {
  type DistributionFacts,
  loadBalancerName,
  type NameFacts,
  type ServiceFacts,
  type StackFacts,
} from '../../plan/facts.ts';

interface EdgeAsked {
  readonly manager: Connection;
  readonly caller: Connection;
  readonly stack: StackFacts;
  readonly deployed: DeployedEnvironment;
  readonly services: readonly ServiceFacts[];
  readonly connectTo: string | undefined;
  readonly signal: AbortSignal;
}

/** The environment's distribution and what it answers for each name; undefined when the stack holds none. */
export async function readDistributionFacts(asked: EdgeAsked): Promise<DistributionFacts | undefined> {
  const { manager, caller, stack, deployed, services, connectTo, signal } = asked;
  if (!deployed.cdn.enabled || services.length === 0) return undefined;
  const resources = await stackResources(manager, stack.name, signal);
  const id = resources.find(
    (resource) => resource.LogicalResourceId === 'CloudFrontDistribution',
  )?.PhysicalResourceId;
  if (id === undefined || id === '') return undefined;
  const distribution = await readDistribution(caller, id, signal);
  const names = distribution.certificateArn === undefined ? [] : uniqueNames(services);
  const answers =
    distribution.status === 'Deployed'
      ? await askEdge({ domainName: distribution.domainName, names, secure: true, connectTo, signal })
      : [];
  const { domainName, status, aliases } = distribution;
  return { id, domainName, status, aliases, answers };
}

interface NamesAsked {
  readonly caller: Connection;
  readonly stack: StackFacts;
  readonly services: readonly ServiceFacts[];
  readonly domainName: Promise<string | undefined>;
  readonly resolver: string | undefined;
  readonly signal: AbortSignal;
}

/** Where each name leads now, and the hosted zone of the caller's account that holds it. */
export async function readNames(asked: NamesAsked): Promise<NameFacts[]> {
  const names = uniqueNames(asked.services);
  if (names.length === 0) return [];
  const zones = hostedZones(asked.caller, asked.signal).catch((): HostedZone[] => []);
  const resolver = createResolver(asked.resolver);
  const distribution = await asked.domainName;
  const targets = {
    loadBalancer: loadBalancerName(asked.stack) ?? '',
    ...(distribution !== undefined && { distribution }),
  };
  const known = await zones;
  return Promise.all(
    names.map(async (name): Promise<NameFacts> => {
      const found = await whereNameLeads(resolver, name, targets);
      const zone = zoneOf(name, known);
      const through = found.through?.join(' → ');
      return {
        name,
        leadsTo: found.leadsTo,
        ...(through !== undefined && { through: `CNAME ${through}` }),
        ...(zone !== undefined && { zone: { id: zone.id, name: zone.name } }),
      };
    }),
  );
}

export function uniqueNames(services: readonly ServiceFacts[]): string[] {
  return [...new Set(services.flatMap((service) => service.aliases))].sort();
}

/** The public zone that holds a name: the longest whose name it ends in. */
export function zoneOf(name: string, zones: readonly HostedZone[]): HostedZone | undefined {
  return zones
    .filter((zone) => !zone.private && (name === zone.name || name.endsWith(`.${zone.name}`)))
    .sort((one, other) => other.name.length - one.name.length)[0];
}
