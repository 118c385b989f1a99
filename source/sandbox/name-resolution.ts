import { liesIn } from './hosted-zones.ts';
import { addressesOf, type Target, targetByName } from './targets.ts';
import type { HostedZone, RecordSet, World } from './world.ts';

export interface ResolvedRecord {
  /** Without the last dot. */
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  /** As Route 53 writes it: `ns-1.awsdns.com.`, `"v=spf1"`. */
  readonly value: string;
}

export interface Resolution {
  /** `no-data`: the name is there, but not with this type. */
  readonly outcome: 'found' | 'no-data' | 'no-such-name';
  /** With the chain of CNAMEs that led there. */
  readonly records: readonly ResolvedRecord[];
  /** The zone that answers, where one does. */
  readonly zone: HostedZone | undefined;
}

/** Route 53 answers for its aliases, and AWS for its own names, with a minute. */
const aliasTtl = 60;
const longestChain = 8;

/** Answers a DNS question from the public zones of all accounts and from the names of AWS's own in the world. */
export function resolveName(world: World, question: string, type: string, depth = 0): Resolution {
  const name = question.toLowerCase().replace(/\.$/, '');
  const target = targetByName(world, name);
  if (target !== undefined) return addressRecords(name, type, target);

  const zone = zoneFor(world, name);
  if (zone === undefined) return { outcome: 'no-such-name', records: [], zone: undefined };
  const here = recordsAt(zone, name);
  if (here.length === 0) {
    const outcome = hasNamesBelow(zone, name) ? 'no-data' : 'no-such-name';
    return { outcome, records: [], zone };
  }

  const wanted = here.filter((record) => record.type === type && record.weight !== 0);
  if (wanted.length > 0) return answerFrom(world, zone, name, wanted, depth);
  const cname = here.find((record) => record.type === 'CNAME');
  const next = cname?.values?.[0];
  if (cname === undefined || next === undefined || depth >= longestChain) {
    return { outcome: 'no-data', records: [], zone };
  }
  const rest = resolveName(world, next, type, depth + 1);
  const link = { name, type: 'CNAME', ttl: cname.ttl ?? aliasTtl, value: next };
  // A chain that ends in a name nobody knows is still an answer about this name.
  return { ...rest, records: [link, ...rest.records] };
}

/** Of weighted records one is enough: which of them a visitor gets is chance. */
function answerFrom(
  world: World,
  zone: HostedZone,
  name: string,
  wanted: readonly RecordSet[],
  depth: number,
): Resolution {
  const record = wanted[0];
  if (record?.alias !== undefined) {
    if (depth >= longestChain) return { outcome: 'no-data', records: [], zone };
    // An alias shows no chain: its target's addresses appear under the name that was asked for.
    const behind = resolveName(world, record.alias.dnsName, record.type, depth + 1);
    const records = behind.records
      .filter(({ type }) => type === record.type)
      .map((found) => ({ ...found, name, ttl: aliasTtl }));
    return { outcome: records.length > 0 ? 'found' : 'no-data', records, zone };
  }
  const values = record?.values ?? [];
  return {
    outcome: 'found',
    records: values.map((value) => ({ name, type: record?.type ?? '', ttl: record?.ttl ?? aliasTtl, value })),
    zone,
  };
}

function addressRecords(name: string, type: string, target: Target): Resolution {
  if (type !== 'A') return { outcome: 'no-data', records: [], zone: undefined };
  const records = addressesOf(target).map((value) => ({ name, type: 'A', ttl: aliasTtl, value }));
  return { outcome: 'found', records, zone: undefined };
}

/** The public zone with the longest name that the name lies in. */
function zoneFor(world: World, name: string): HostedZone | undefined {
  return [...world.accounts.values()]
    .flatMap((account) => [...account.hostedZones.values()])
    .filter((zone) => !zone.private && liesIn(zone, name))
    .sort((left, right) => right.name.length - left.name.length)[0];
}

/** The records at a name; where there are none, those of the nearest wildcard above it. */
function recordsAt(zone: HostedZone, name: string): readonly RecordSet[] {
  const at = (wanted: string) => [...zone.records.values()].filter((record) => record.name === wanted);
  const exact = at(name);
  if (exact.length > 0 || hasNamesBelow(zone, name)) return exact;
  for (let above = parent(name); liesIn(zone, above); above = parent(above)) {
    const wildcard = at(`*.${above}`);
    if (wildcard.length > 0) return wildcard;
    if (at(above).length > 0) return [];
  }
  return [];
}

function hasNamesBelow(zone: HostedZone, name: string): boolean {
  return [...zone.records.values()].some((record) => record.name.endsWith(`.${name}`));
}

function parent(name: string): string {
  const dot = name.indexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1);
}

/** Where a visitor who dials a name ends up now: through CNAMEs and aliases. */
export function whereLeads(world: World, name: string, depth = 0): Target | undefined {
  const target = targetByName(world, name);
  if (target !== undefined || depth >= longestChain) return target;
  const plain = name.toLowerCase().replace(/\.$/, '');
  const zone = zoneFor(world, plain);
  if (zone === undefined) return undefined;
  const here = recordsAt(zone, plain);
  const record = here.find(({ type }) => type === 'A') ?? here.find(({ type }) => type === 'CNAME');
  const next = record?.alias?.dnsName ?? (record?.type === 'CNAME' ? record.values?.[0] : undefined);
  return next === undefined ? undefined : whereLeads(world, next, depth + 1);
}
