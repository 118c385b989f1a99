import type { RecordSet, RecordSetChange } from '../aws/route-53.ts';
import type { RecordChange } from '../event.ts';

/** The hosted zone of every CloudFront distribution (AWS documents the id; Copilot uses the same). */
const cloudFrontZone = 'Z2FDTNDATAQYW2';

/** Seconds for which Route 53 lets the answer of an alias record live: AWS's figure for load balancers. */
const aliasLife = 60;

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
 * What to do with a name's records so that it leads to the distribution. The old record is taken away exactly as it was read
 * and the new one made in the same batch: Route 53 refuses the whole batch if anyone changed it meanwhile.
 */
export function moveRecords(
  zone: string,
  name: string,
  records: readonly RecordSet[],
  domainName: string,
): RecordMove {
  const addresses = addressRecords(records);
  if (addresses.length > 0 && addresses.every((record) => leadsTo(record, domainName)))
    return { kind: 'there' };
  const policy = addresses.find((record) => record.setIdentifier !== undefined);
  if (policy !== undefined) {
    return {
      kind: 'by-hand',
      why: `its ${policy.type} records have a routing policy (${policy.setIdentifier}), which only you can judge`,
    };
  }
  const wanted = addresses.some((record) => record.type === 'AAAA' || record.type === 'CNAME')
    ? (['A', 'AAAA'] as const)
    : (['A'] as const);
  const taken = addresses.map(
    ({ setIdentifier: _, ...record }): RecordSetChange => ({ action: 'DELETE', record }),
  );
  const made = wanted.map(
    (type): RecordSetChange => ({ action: 'CREATE', record: { name, type, alias: target(domainName) } }),
  );
  return {
    kind: 'move',
    changes: [...taken, ...made],
    shown: wanted.map((type) => shown(zone, name, type, addresses, domainName)),
    life: Math.max(0, ...addresses.map((record) => record.ttl ?? aliasLife)),
  };
}

/** The records that say where a name leads. */
export function addressRecords(records: readonly RecordSet[]): readonly RecordSet[] {
  return records.filter((record) => ['A', 'AAAA', 'CNAME'].includes(record.type));
}

export function leadsTo({ alias, values }: RecordSet, domainName: string): boolean {
  const names = alias === undefined ? (values ?? []) : [alias.dnsName];
  return (
    names.length > 0 &&
    names.every((name) => name.toLowerCase().replace(/\.$/, '') === domainName.toLowerCase())
  );
}

function target(domainName: string) {
  return { dnsName: domainName, hostedZoneId: cloudFrontZone, evaluateTargetHealth: false };
}

function shown(
  zone: string,
  name: string,
  type: 'A' | 'AAAA',
  records: readonly RecordSet[],
  domainName: string,
): RecordChange {
  const old =
    records.find((record) => record.type === type) ?? records.find((record) => record.type === 'CNAME');
  return {
    kind: 'record',
    zone,
    name,
    recordType: type,
    ...(old !== undefined && { before: recordInWords(old) }),
    after: `ALIAS ${domainName}`,
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
 * cannot be a CNAME. IPv6 comes along: the distribution's name has both kinds of addresses.
 */
export function recordByHand(name: string, domainName: string, apex: boolean): string {
  return apex
    ? `${name}  ALIAS or ANAME  ${domainName}  (a bare domain cannot be a CNAME)`
    : `${name}. ${lifeByHand} IN CNAME ${domainName}.`;
}
