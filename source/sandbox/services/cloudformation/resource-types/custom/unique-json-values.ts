import { Fault } from '../../../../service.ts';
import { type Properties, textOf, textsOf } from '../../value.ts';
import type { Made, Place } from '../resource-type.ts';
import { customResource, namesByWorkload } from './custom-resource.ts';

/** Custom::UniqueJSONValuesFunction: the aliases of the workloads that count, each once, sorted. */
export const uniqueJsonValuesType = customResource({
  create: list,
  update: list,
  delete: () => {},
});

function list(place: Place, properties: Properties): Made {
  if (properties.FilterFor === undefined) {
    throw new Fault('TypeError', "Cannot read properties of undefined (reading 'split')");
  }
  const kept = new Set(textOf(properties.FilterFor).split(','));
  const values = new Set<string>();
  for (const [workload, names] of namesByWorkload(place, textOf(properties.Aliases))) {
    if (kept.has(workload)) for (const name of names) values.add(name);
  }
  for (const extra of textsOf(properties.AdditionalStrings)) if (extra !== '') values.add(extra);
  return { physicalId: place.logicalId, attributes: { UniqueValues: [...values].sort() } };
}
