import { isDeepStrictEqual } from 'node:util';
import { cloudFrontZoneId, liesIn, recordKey } from '../../hosted-zones.ts';
import { Fault } from '../../service.ts';
import type { DnsChange, HostedZone, RecordSet, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { apiName } from './names.ts';
import type { ChangeBatch, RecordChange } from './read-change-batch.ts';

/** How long AWS takes to tell all its name servers. */
const propagationSeconds = 30;

/** Applies all changes or none. Throws `InvalidChangeBatch` with everything that is wrong. */
export function applyChangeBatch(world: World, accountId: string, zone: HostedZone, batch: ChangeBatch) {
  const records = new Map(zone.records);
  const problems: string[] = [];
  for (const change of batch.changes) {
    const problem = problemOf(world, zone, records, change);
    if (problem !== undefined) problems.push(problem);
    else if (change.action === 'DELETE') records.delete(recordKey(change.record));
    else records.set(recordKey(change.record), change.record);
  }
  if (problems.length > 0) throw new Fault('InvalidChangeBatch', `[${problems.join(', ')}]`);

  zone.records.clear();
  for (const [key, record] of records) zone.records.set(key, record);
  return { ChangeInfo: describeChange(recordChange(world, accountId, batch.comment)) };
}

function recordChange(world: World, accountId: string, comment: string | undefined): DnsChange {
  const change: DnsChange = {
    id: `C${world.identifiers.letters(20)}`,
    status: 'PENDING',
    submitted: world.clock.now(),
    ...(comment === undefined ? {} : { comment }),
  };
  accountOf(world, accountId).dnsChanges.set(change.id, change);
  world.clock.after(propagationSeconds, () => {
    change.status = 'INSYNC';
  });
  return change;
}

export function describeChange(change: DnsChange) {
  return {
    Id: `/change/${change.id}`,
    Status: change.status,
    SubmittedAt: change.submitted,
    Comment: change.comment,
  };
}

/** What Route 53 has against a change, in its words. */
function problemOf(
  world: World,
  zone: HostedZone,
  records: ReadonlyMap<string, RecordSet>,
  { action, record }: RecordChange,
): string | undefined {
  const name = apiName(record.name);
  const set = `resource record set [name='${name}', type='${record.type}']`;
  const existing = records.get(recordKey(record));
  if (!liesIn(zone, record.name)) {
    return `RRSet with DNS name ${name} is not permitted in zone ${apiName(zone.name)}`;
  }
  if (action === 'DELETE') {
    if (existing === undefined) return `Tried to delete ${set} but it was not found`;
    if (isSame(existing, record)) return undefined;
    return `Tried to delete ${set} but the values provided do not match the current values`;
  }
  if (action === 'CREATE' && existing !== undefined) return `Tried to create ${set} but it already exists`;
  return conflictOf(zone, records, record) ?? aliasProblemOf(world, record);
}

/** A CNAME stands alone at its name, and never at the zone's own. */
function conflictOf(
  zone: HostedZone,
  records: ReadonlyMap<string, RecordSet>,
  record: RecordSet,
): string | undefined {
  const name = apiName(record.name);
  const others = [...records.values()].filter(
    (other) => other.name === record.name && other.type !== record.type,
  );
  const set = `RRSet of type ${record.type} with DNS name ${name} is not permitted`;
  if (record.type === 'CNAME' && record.name === zone.name) {
    return `${set} at apex in zone ${apiName(zone.name)}`;
  }
  if (record.type === 'CNAME' && others.length > 0) {
    return `${set} as it conflicts with other records with the same DNS name in zone ${apiName(zone.name)}`;
  }
  if (others.some(({ type }) => type === 'CNAME')) {
    return (
      `${set} because a conflicting RRSet of type CNAME with the same DNS name already exists ` +
      `in zone ${apiName(zone.name)}`
    );
  }
  return undefined;
}

/** An alias must lie in the zone that it names: CloudFront's, or the load balancer's. */
function aliasProblemOf(world: World, { alias, type }: RecordSet): string | undefined {
  if (alias === undefined) return undefined;
  const zoneId = alias.dnsName.endsWith('.cloudfront.net')
    ? cloudFrontZoneId
    : loadBalancerZone(world, alias.dnsName);
  if (zoneId === undefined || zoneId === alias.hostedZoneId) return undefined;
  return (
    `Tried to create an alias that targets ${apiName(alias.dnsName)}, type ${type} in zone ` +
    `${alias.hostedZoneId}, but the alias target name does not lie within the target zone`
  );
}

function loadBalancerZone(world: World, dnsName: string): string | undefined {
  const wanted = dnsName.replace(/^dualstack\./, '').toLowerCase();
  return [...world.accounts.values()]
    .flatMap((account) => [...account.regions.values()])
    .flatMap((region) => [...region.loadBalancers.values()])
    .find((balancer) => balancer.dnsName.toLowerCase() === wanted)?.hostedZoneId;
}

function isSame(left: RecordSet, right: RecordSet): boolean {
  const comparable = (record: RecordSet) => ({
    ttl: record.ttl,
    values: record.values === undefined ? undefined : [...record.values].sort(),
    alias:
      record.alias === undefined
        ? undefined
        : { ...record.alias, dnsName: record.alias.dnsName.toLowerCase() },
  });
  return isDeepStrictEqual(comparable(left), comparable(right));
}
