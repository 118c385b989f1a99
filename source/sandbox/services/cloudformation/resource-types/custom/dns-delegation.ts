import { putRecord } from '../../../../hosted-zones.ts';
import { type Properties, textOf, textsOf } from '../../value.ts';
import type { Made, Place } from '../resource-type.ts';
import { customResource } from './custom-resource.ts';

/** Custom::DNSDelegationFunction: the NS record of the environment's subdomain in the application's zone. */
export const dnsDelegationType = customResource({
  seconds: { create: 35, update: 35, delete: 35 },
  create: delegate,
  update: delegate,
  delete: () => {},
});

function delegate(place: Place, properties: Properties): Made {
  const parent = textOf(properties.DomainName).toLowerCase();
  const name = textOf(properties.SubdomainName).toLowerCase();
  const zone = [...place.world.accounts.values()]
    .flatMap((account) => [...account.hostedZones.values()])
    .find((one) => one.name === parent);
  const values = textsOf(properties.NameServers).map((server) => `${server}.`);
  if (zone) putRecord(zone, { name, type: 'NS', ttl: 60, values });
  return { physicalId: `${name}-${place.logicalId}`, attributes: {} };
}
