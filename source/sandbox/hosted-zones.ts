import type { Account, HostedZone, RecordSet, World } from './world.ts';
import { accountOf } from './world-factory.ts';

/** The zone that every alias to a CloudFront distribution names. */
export const cloudFrontZoneId = 'Z2FDTNDATAQYW2';

export interface HostedZoneOptions {
  readonly account: string;
  readonly name: string;
  /** Default: a made-up one. */
  readonly id?: string;
  readonly private?: boolean;
}

/** Adds a zone with the NS and SOA records that Route 53 gives it. */
export function addHostedZone(world: World, options: HostedZoneOptions): HostedZone {
  const account: Account = accountOf(world, options.account);
  const zone: HostedZone = {
    id: options.id ?? `Z${world.identifiers.letters(20)}`,
    name: options.name,
    private: options.private ?? false,
    records: new Map(),
  };
  const servers = ['ns-2048.awsdns-64.com', 'ns-2049.awsdns-65.net', 'ns-2050.awsdns-66.org'];
  const authority = 'ns-2048.awsdns-64.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400';
  putRecord(zone, { name: zone.name, type: 'NS', ttl: 172_800, values: servers.map((name) => `${name}.`) });
  putRecord(zone, { name: zone.name, type: 'SOA', ttl: 900, values: [authority] });
  account.hostedZones.set(zone.id, zone);
  return zone;
}

/** Where a record stands in its zone's map: `NAME TYPE`, and the set identifier where there is one. */
export function recordKey({ name, type, setIdentifier }: Pick<RecordSet, 'name' | 'type' | 'setIdentifier'>) {
  return setIdentifier === undefined ? `${name} ${type}` : `${name} ${type} ${setIdentifier}`;
}

export function putRecord(zone: HostedZone, record: RecordSet): void {
  zone.records.set(recordKey(record), record);
}

/** Whether a name is the zone's or below it. */
export function liesIn(zone: HostedZone, name: string): boolean {
  return name === zone.name || name.endsWith(`.${zone.name}`);
}
