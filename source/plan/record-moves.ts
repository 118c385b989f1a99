import type { RecordAlias, RecordSet, RecordSetChange } from '../aws/route-53.ts';
import type { RecordChange } from '../event.ts';

/** The hosted zone of every CloudFront distribution (AWS documents the id; Copilot uses the same). */
const cloudFrontZone = 'Z2FDTNDATAQYW2';

/** Seconds for which Route 53 lets the answer of an alias record live: AWS's figure for load balancers. */
const aliasLife = 60;

/** Where a name's records are to lead. */
export interface RecordTarget extends RecordAlias {
  /** It has addresses of both families. */
  readonly bothFamilies: boolean;
}

/** CloudFront has addresses of both families, and no health that Route 53 could look at. */
export function distributionTarget(domainName: string): RecordTarget {
  return {
    dnsName: domainName,
    hostedZoneId: cloudFrontZone,
    evaluateTargetHealth: false,
    bothFamilies: true,
  };
}

/** As Copilot writes it. Its load balancers have IPv4 only. */
export function loadBalancerTarget(dnsName: string, hostedZoneId: string): RecordTarget {
  return { dnsName, hostedZoneId, evaluateTargetHealth: true, bothFamilies: false };
}

export type RecordMove =
  | {
      readonly kind: 'move';
      readonly changes: readonly RecordSetChange[];
      readonly shown: readonly RecordChange[];
      /** Seconds for which a visitor may still hold the old answer, by the records' own word. */
      readonly life: number;
    }
  /** The records lead there already; DNS has only to say so. */
  | { readonly kind: 'there' }
  /** Records that a person set up with care are not rewritten. */
  | { readonly kind: 'by-hand'; readonly why: string };

/**
 * What to do with a name's records so that it leads to the target. The old record is taken away exactly as it was read
 * and the new one made in the same batch: Route 53 refuses the whole batch if anyone changed it meanwhile.
 */
export function moveRecords(
  zone: string,
  name: string,
  records: readonly RecordSet[],
  target: RecordTarget,
): RecordMove {
  const addresses = addressRecords(records);
  if (addresses.length > 0 && addresses.every((record) => leadsTo(record, target.dnsName)))
    return { kind: 'there' };
  const policy = withPolicy(addresses);
  if (policy !== undefined) return policy;
  const { bothFamilies, ...alias } = target;
  // A name that leads nowhere yet gets all that its target has.
  const both =
    addresses.length === 0 || addresses.some((record) => record.type === 'AAAA' || record.type === 'CNAME');
  const wanted = both && bothFamilies ? (['A', 'AAAA'] as const) : (['A'] as const);
  const made = wanted.map((type): RecordSetChange => ({ action: 'CREATE', record: { name, type, alias } }));
  return {
    kind: 'move',
    changes: [...taken(addresses), ...made],
    shown: [
      ...wanted.map((type) => ({
        ...shown(zone, name, type, addresses),
        after: `ALIAS ${target.dnsName}`,
      })),
      // Where the target has no IPv6, a record of it goes without another instead.
      ...addresses
        .filter(({ type }) => type === 'AAAA' && !bothFamilies)
        .map(({ type }) => shown(zone, name, type, addresses)),
    ],
    life: lifeOf(addresses),
  };
}

/** The same for a name that nothing else answers for: its records that lead to the distribution go, and nothing comes instead. */
export function removeRecords(
  zone: string,
  name: string,
  records: readonly RecordSet[],
  domainName: string,
): RecordMove {
  const leading = addressRecords(records).filter((record) => leadsTo(record, domainName));
  if (leading.length === 0) return { kind: 'there' };
  const policy = withPolicy(leading);
  if (policy !== undefined) return policy;
  return {
    kind: 'move',
    changes: taken(leading),
    shown: leading.map(({ type }) => shown(zone, name, type, leading)),
    life: lifeOf(leading),
  };
}

function withPolicy(records: readonly RecordSet[]): RecordMove | undefined {
  const policy = records.find((record) => record.setIdentifier !== undefined);
  if (policy === undefined) return undefined;
  const why = `its ${policy.type} records have a routing policy (${policy.setIdentifier}), which only you can judge`;
  return { kind: 'by-hand', why };
}

function taken(records: readonly RecordSet[]): readonly RecordSetChange[] {
  return records.map(({ setIdentifier: _, ...record }) => ({ action: 'DELETE', record }));
}

function lifeOf(records: readonly RecordSet[]): number {
  return Math.max(0, ...records.map((record) => record.ttl ?? aliasLife));
}

/** The records that say where a name leads. */
export function addressRecords(records: readonly RecordSet[]): readonly RecordSet[] {
  return records.filter((record) => ['A', 'AAAA', 'CNAME'].includes(record.type));
}

export function leadsTo({ alias, values }: RecordSet, domainName: string): boolean {
  const names = alias === undefined ? (values ?? []) : [alias.dnsName];
  return names.length > 0 && names.every((name) => plain(name) === plain(domainName));
}

/** The console writes load balancers as `dualstack.NAME`. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
}

function shown(
  zone: string,
  name: string,
  recordType: RecordSet['type'],
  records: readonly RecordSet[],
): RecordChange {
  const old =
    records.find((record) => record.type === recordType) ?? records.find((record) => record.type === 'CNAME');
  return {
    kind: 'record',
    zone,
    name,
    recordType,
    ...(old !== undefined && { before: recordInWords(old) }),
  };
}

/** "ALIAS shop-….elb.amazonaws.com", "CNAME d111.cloudfront.net, 300 s" */
export function recordInWords(record: RecordSet): string {
  if (record.alias !== undefined) return `ALIAS ${record.alias.dnsName}`;
  const values = (record.values ?? []).join(' ');
  return `${record.type === 'CNAME' ? 'CNAME ' : ''}${values}${record.ttl === undefined ? '' : `, ${record.ttl} s`}`;
}

/** Seconds; short, so that a mistake is soon over. */
const lifeByHand = 300;

/**
 * The record that a person has to type at another DNS provider, as a line of a zone file, which most can import. A name that is itself a zone
 * cannot be a CNAME. IPv6 comes along where the target's own name has both kinds of addresses.
 */
export function recordByHand(name: string, domainName: string, apex: boolean): string {
  return apex
    ? `${name}  ALIAS or ANAME  ${domainName}  (a bare domain cannot be a CNAME)`
    : `${name}. ${lifeByHand} IN CNAME ${domainName}.`;
}
