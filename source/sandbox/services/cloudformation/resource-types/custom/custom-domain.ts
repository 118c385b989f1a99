import { liesIn, putRecord, recordKey } from '../../../../hosted-zones.ts';
import { Fault } from '../../../../service.ts';
import type { HostedZone, RecordSet } from '../../../../world.ts';
import { type Properties, textOf, textsOf } from '../../value.ts';
import type { Made, Place } from '../resource-type.ts';
import { customResource, namesByWorkload } from './custom-resource.ts';

/**
 * Custom::CustomDomainFunction: an alias record for each name. A name that went is deleted with the new target's values,
 * and fails when the record holds others, as Copilot's function does.
 */
export const customDomainType = customResource({
  seconds: { create: 40, update: 40, delete: 40 },
  create: (place, properties) => upsert(place, properties),
  update: (place, properties, earlier) => {
    upsert(place, properties);
    const names = namesOf(place, properties);
    const gone = namesOf(place, earlier.properties).filter((name) => !names.includes(name));
    for (const name of gone) remove(place, properties, name);
    return earlier;
  },
  delete: (place, earlier) => {
    for (const name of namesOf(place, earlier.properties)) remove(place, earlier.properties, name);
  },
});

function upsert(place: Place, properties: Properties): Made {
  for (const name of namesOf(place, properties)) {
    const zone = zoneOf(place, properties, name);
    if (zone) putRecord(zone, recordOf(properties, name));
  }
  return { physicalId: `copilot/${place.stackName}/${place.logicalId}`, attributes: {} };
}

function remove(place: Place, properties: Properties, name: string): void {
  const zone = zoneOf(place, properties, name);
  const record = recordOf(properties, name);
  const held = zone?.records.get(recordKey(record));
  if (!zone || !held) return;
  if (
    held.alias?.dnsName !== record.alias?.dnsName ||
    held.alias?.hostedZoneId !== record.alias?.hostedZoneId
  ) {
    throw new Fault(
      'InvalidChangeBatch',
      `[Tried to delete resource record set [name='${name}.', type='A'] but the values provided do not match the current values]`,
    );
  }
  zone.records.delete(recordKey(record));
}

function namesOf(place: Place, properties: Properties): readonly string[] {
  const given = properties.Aliases;
  const names =
    typeof given === 'string' ? [...namesByWorkload(place, given).values()].flat() : textsOf(given);
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

function recordOf(properties: Properties, name: string): RecordSet {
  return {
    name,
    type: 'A',
    alias: {
      dnsName: textOf(properties.PublicAccessDNS).toLowerCase(),
      hostedZoneId: textOf(properties.PublicAccessHostedZone ?? properties.PublicAccessHostedZoneID),
      evaluateTargetHealth: true,
    },
  };
}

/** The environment's zone, the application's or the domain's own, whichever is nearest; undefined: the name is left alone. */
function zoneOf(place: Place, properties: Properties, name: string): HostedZone | undefined {
  const domain = textOf(properties.DomainName);
  const application = `${textOf(properties.AppName)}.${domain}`;
  const environment = `${textOf(properties.EnvName)}.${application}`;
  const zones = [...place.world.accounts.values()].flatMap((account) => [...account.hostedZones.values()]);
  return [environment, application, domain].flatMap(
    (zoneName) =>
      zones.find((zone) => zone.name === zoneName.toLowerCase() && !zone.private && liesIn(zone, name)) ?? [],
  )[0];
}
