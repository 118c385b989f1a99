import { stackResources } from '../../aws/cloudformation.ts';
import { distributionPages, readDistribution } from '../../aws/cloudfront.ts';
import type { Connection } from '../../aws/connection.ts';
import { type RecordSet, recordsNamed } from '../../aws/route-53.ts';
import type { DeployedEnvironment } from '../../cdn/deployed-environment.ts';
import { UserError } from '../../errors.ts';
import { createResolver, whereNameLeads } from '../../network/dns.ts';
import { askEdge } from '../../plan/edge-answers.ts';
import {
  type DistributionFacts,
  loadBalancerName,
  type NameFacts,
  type ServiceFacts,
  type StackFacts,
  uniqueNames,
} from '../../plan/facts.ts';
import type { FoundZone } from '../../plan/ports.ts';
import { addressRecords, leadsTo, recordInWords } from '../../plan/record-moves.ts';
import type { FindZone } from './zone-finder.ts';

interface EdgeAsked {
  readonly manager: Connection;
  readonly caller: Connection;
  readonly stack: StackFacts;
  readonly deployed: DeployedEnvironment;
  readonly services: readonly ServiceFacts[];
  readonly connectTo: string | undefined;
  readonly signal: AbortSignal;
  readonly mayBeGone?: true;
}

/** The environment's distribution and what it answers for each name; undefined when the stack holds none. */
export async function readDistributionFacts(asked: EdgeAsked): Promise<DistributionFacts | undefined> {
  const { manager, caller, stack, deployed, services, connectTo, signal } = asked;
  if (!deployed.cdn.enabled || services.length === 0) return undefined;
  const resources = await stackResources(manager, stack.name, ['CloudFrontDistribution'], signal);
  const id = resources.find(
    (resource) => resource.LogicalResourceId === 'CloudFrontDistribution',
  )?.PhysicalResourceId;
  if (id === undefined || id === '') return undefined;
  const distribution = await readDistribution(caller, id, signal).catch((error: unknown) => {
    if (asked.mayBeGone && error instanceof UserError && error.code === 'distribution-not-found')
      return undefined;
    throw error;
  });
  if (distribution === undefined) return goneDistribution(id, asked);
  const names = distribution.certificateArn === undefined ? [] : uniqueNames(services);
  const answers =
    distribution.status === 'Deployed'
      ? await askEdge({ domainName: distribution.domainName, names, secure: true, connectTo, signal })
      : [];
  const { domainName, status, aliases } = distribution;
  return { id, domainName, status, aliases, answers };
}

/** What the stack still says of it: names may lead to it yet. */
function goneDistribution(id: string, { stack, services }: EdgeAsked): DistributionFacts {
  const domainName = stack.outputs.CloudFrontDomainName ?? '';
  return { id, domainName, status: 'Gone', aliases: uniqueNames(services), answers: [] };
}

/** Which of the account's other distributions has a name: CloudFront makes no second one with it. */
export type NameHolders = ReadonlyMap<string, { readonly id: string; readonly domainName: string }>;

/** Undefined when they cannot be listed: what is only good to know must not stop the rest. */
export async function readNameHolders(
  caller: Connection,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<NameHolders | undefined> {
  const names = new Set(wanted);
  const holders = new Map<string, { readonly id: string; readonly domainName: string }>();
  if (names.size === 0) return holders;
  try {
    for await (const page of distributionPages(caller, signal)) {
      for (const { id, domainName, aliases } of page) {
        for (const alias of aliases)
          if (names.has(alias.toLowerCase())) holders.set(alias.toLowerCase(), { id, domainName });
      }
    }
    return holders;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

interface NamesAsked {
  readonly stack: StackFacts;
  readonly names: readonly string[];
  readonly domainName: Promise<string | undefined>;
  readonly holders: Promise<NameHolders | undefined>;
  readonly findZone: FindZone;
  readonly resolver: string | undefined;
  readonly signal: AbortSignal;
}

/** Where each name leads now, and the hosted zone of the caller's account that answers for it. */
export async function readNames(asked: NamesAsked): Promise<NameFacts[]> {
  const resolver = createResolver(asked.resolver);
  const [distribution, holders] = await Promise.all([asked.domainName, asked.holders]);
  const targets = {
    loadBalancer: loadBalancerName(asked.stack) ?? '',
    ...(distribution !== undefined && { distribution }),
  };
  return Promise.all(
    asked.names.map(async (name): Promise<NameFacts> => {
      const [found, zone] = await Promise.all([
        whereNameLeads(resolver, name, targets),
        asked.findZone(name),
      ]);
      const split =
        zone === undefined ||
        distribution === undefined ||
        !['distribution', 'load-balancer'].includes(found.leadsTo)
          ? undefined
          : await splitRecords(asked, zone, name, distribution);
      const strays = found.leadsTo === 'distribution' ? (split?.others ?? []) : [];
      const forSome = found.leadsTo === 'load-balancer' && (split?.toDistribution ?? []).length > 0;
      const through = found.through === undefined ? undefined : `CNAME ${found.through.join(' → ')}`;
      const holder = holders?.get(name);
      const shown = strays[0] === undefined ? through : `${recordInWords(strays[0])}, for some visitors`;
      return {
        name,
        leadsTo: strays.length > 0 ? 'elsewhere' : found.leadsTo,
        ...(shown !== undefined && { through: shown }),
        ...((strays.length > 0 || forSome || found.atCloudFront) && { atCloudFront: true as const }),
        ...(zone !== undefined && { zone: { id: zone.id, name: zone.name } }),
        ...(holder !== undefined && holder.domainName !== distribution && { heldBy: holder }),
      };
    }),
  );
}

/** One answer of DNS does not tell of weighted records or of the other address family; the zone does. */
async function splitRecords(
  asked: NamesAsked,
  zone: FoundZone,
  name: string,
  distribution: string,
): Promise<{ readonly toDistribution: readonly RecordSet[]; readonly others: readonly RecordSet[] }> {
  const records = await recordsNamed(zone.connection, zone.id, name, asked.signal).catch(
    (): RecordSet[] => [],
  );
  const addresses = addressRecords(records);
  return {
    toDistribution: addresses.filter((record) => leadsTo(record, distribution)),
    others: addresses.filter((record) => !leadsTo(record, distribution)),
  };
}
