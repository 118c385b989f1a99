import { Fault } from '../../service.ts';
import type { Account, HostedZone } from '../../world.ts';
import { apiName, compareNames, plainName } from './names.ts';

const defaultPageSize = 100;

/** Throws `NoSuchHostedZone`. */
export function hostedZoneOf(account: Account, id: string): HostedZone {
  const zone = [...account.hostedZones.values()].find((candidate) => candidate.id === id);
  if (zone === undefined) throw new Fault('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, 404);
  return zone;
}

export function getHostedZone(account: Account, id: string) {
  const zone = hostedZoneOf(account, id);
  const servers = zone.records.get(`${zone.name} NS`)?.values ?? [];
  return {
    HostedZone: describe(zone),
    DelegationSet: zone.private
      ? undefined
      : { NameServers: { NameServer: servers.map((name) => name.replace(/\.$/, '')) } },
  };
}

/** By `marker` (the next zone's id) and `maxitems`. */
export function listHostedZones(account: Account, query: URLSearchParams) {
  const all = [...account.hostedZones.values()];
  const marker = query.get('marker') ?? '';
  const size = Number(query.get('maxitems') ?? defaultPageSize);
  const start = marker === '' ? 0 : all.findIndex(({ id }) => id === marker);
  if (start === -1) {
    throw new Fault('NoSuchHostedZone', `No hosted zone found with ID: ${marker}`, 404);
  }
  const next = all[start + size];
  return {
    HostedZones: { HostedZone: all.slice(start, start + size).map(describe) },
    Marker: marker,
    IsTruncated: next !== undefined,
    NextMarker: next?.id,
    MaxItems: size,
  };
}

/** In the order of names, from `dnsname` on: the first one need not bear that name. */
export function listHostedZonesByName(account: Account, query: URLSearchParams) {
  const wanted = query.get('dnsname') ?? undefined;
  const wantedId = query.get('hostedzoneid') ?? undefined;
  const size = Number(query.get('maxitems') ?? defaultPageSize);
  const all = [...account.hostedZones.values()]
    .sort((left, right) => compareNames(left.name, right.name) || (left.id < right.id ? -1 : 1))
    .filter(({ name, id }) => {
      if (wanted === undefined) return true;
      const order = compareNames(name, plainName(wanted));
      return order > 0 || (order === 0 && (wantedId === undefined || id >= wantedId));
    });
  const next = all[size];
  return {
    HostedZones: { HostedZone: all.slice(0, size).map(describe) },
    DNSName: wanted,
    HostedZoneId: wantedId,
    IsTruncated: next !== undefined,
    NextDNSName: next === undefined ? undefined : apiName(next.name),
    NextHostedZoneId: next?.id,
    MaxItems: size,
  };
}

function describe(zone: HostedZone) {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: apiName(zone.name),
    CallerReference: zone.id,
    Config: { PrivateZone: zone.private },
    ResourceRecordSetCount: zone.records.size,
  };
}
