import { addHostedZone, liesIn, putRecord, recordKey } from '../../../hosted-zones.ts';
import { Fault } from '../../../service.ts';
import type { HostedZone, RecordSet } from '../../../world.ts';
import { accountOf } from '../../../world-factory.ts';
import {
  listOf,
  optionalText,
  type Properties,
  present,
  propertiesOf,
  textOf,
  textsOf,
  truthOf,
} from '../value.ts';
import type { Place, ResourceType } from './resource-type.ts';

export const hostedZoneType: ResourceType = {
  createOnly: ['Name'],
  seconds: { create: 35, update: 5, delete: 30 },
  taggable: true,
  create: (place, properties) => {
    const zone = addHostedZone(place.world, {
      account: place.account,
      name: plainName(textOf(properties.Name)),
      private: properties.VPCs !== undefined,
    });
    const servers = zone.records.get(`${zone.name} NS`)?.values ?? [];
    return {
      physicalId: zone.id,
      attributes: { Id: zone.id, NameServers: servers.map((server) => server.replace(/\.$/, '')) },
    };
  },
  update: (_place, _properties, earlier) => earlier,
  delete: (place, earlier) => {
    const { hostedZones } = accountOf(place.world, place.account);
    const zone = hostedZones.get(earlier.physicalId);
    if (zone && [...zone.records.values()].some(({ type }) => type !== 'NS' && type !== 'SOA')) {
      throw new Fault(
        'HostedZoneNotEmpty',
        'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
      );
    }
    hostedZones.delete(earlier.physicalId);
  },
};

export const recordSetType: ResourceType = {
  createOnly: ['HostedZoneId', 'HostedZoneName', 'Name', 'Type'],
  seconds: { create: 35, update: 35, delete: 35 },
  create: (place, properties) => {
    const record = readRecord(properties);
    createRecord(zoneOf(place, properties, record.name), record);
    return { physicalId: record.name, attributes: {} };
  },
  update: (place, properties, earlier) => {
    const record = readRecord(properties);
    putRecord(zoneOf(place, properties, record.name), record);
    return earlier;
  },
  delete: (place, earlier) => removeRecord(place, earlier.properties, earlier.properties),
};

export const recordSetGroupType: ResourceType = {
  createOnly: ['HostedZoneId', 'HostedZoneName'],
  seconds: { create: 35, update: 35, delete: 35 },
  create: (place, properties) => {
    for (const one of recordsOf(properties)) {
      const record = readRecord(one);
      createRecord(zoneOf(place, { ...properties, ...one }, record.name), record);
    }
    return { physicalId: `${place.stackName}-${place.logicalId}`, attributes: {} };
  },
  update: (place, properties, earlier) => {
    for (const one of recordsOf(earlier.properties)) removeRecord(place, earlier.properties, one);
    for (const one of recordsOf(properties)) {
      const record = readRecord(one);
      putRecord(zoneOf(place, { ...properties, ...one }, record.name), record);
    }
    return earlier;
  },
  delete: (place, earlier) => {
    for (const one of recordsOf(earlier.properties)) removeRecord(place, earlier.properties, one);
  },
};

function recordsOf(properties: Properties): readonly Properties[] {
  return listOf(properties.RecordSets).map(propertiesOf);
}

function createRecord(zone: HostedZone, record: RecordSet): void {
  if (zone.records.has(recordKey(record))) {
    throw new Fault(
      'InvalidChangeBatch',
      `[Tried to create resource record set [name='${record.name}.', type='${record.type}'] but it already exists]`,
    );
  }
  putRecord(zone, record);
}

function removeRecord(place: Place, zone: Properties, properties: Properties): void {
  const record = readRecord(properties);
  zoneOf(place, { ...zone, ...properties }, record.name).records.delete(recordKey(record));
}

function zoneOf(place: Place, properties: Properties, name: string): HostedZone {
  const zones = accountOf(place.world, place.account).hostedZones;
  const id = optionalText(properties.HostedZoneId);
  const wanted = plainName(textOf(properties.HostedZoneName));
  const zone =
    id === undefined
      ? [...zones.values()].find((one) => one.name === wanted)
      : zones.get(id.replace(/^\/hostedzone\//, ''));
  if (!zone) throw new Fault('NoSuchHostedZone', `No hosted zone found with ID: ${id ?? wanted}`, 404);
  if (liesIn(zone, name)) return zone;
  throw new Fault(
    'InvalidChangeBatch',
    `[RRSet with DNS name ${name}. is not permitted in zone ${zone.name}.]`,
  );
}

function readRecord(properties: Properties): RecordSet {
  const target = properties.AliasTarget === undefined ? undefined : propertiesOf(properties.AliasTarget);
  const alias = target && {
    dnsName: plainName(textOf(target.DNSName)),
    hostedZoneId: textOf(target.HostedZoneId),
    evaluateTargetHealth: truthOf(target.EvaluateTargetHealth),
  };
  return {
    name: plainName(textOf(properties.Name)),
    type: textOf(properties.Type),
    ...present('ttl', properties.TTL === undefined ? undefined : Number(textOf(properties.TTL))),
    ...present(
      'values',
      properties.ResourceRecords === undefined ? undefined : textsOf(properties.ResourceRecords),
    ),
    ...present('alias', alias),
    ...present('setIdentifier', optionalText(properties.SetIdentifier)),
    ...present('weight', properties.Weight === undefined ? undefined : Number(textOf(properties.Weight))),
  };
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
