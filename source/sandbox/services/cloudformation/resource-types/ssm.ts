import { regionOf } from '../../../world-factory.ts';
import { optionalText, type Properties, textOf } from '../value.ts';
import { generatedName, type Made, type Place, type ResourceType } from './resource-type.ts';

export const parameterType: ResourceType = {
  createOnly: ['Name'],
  seconds: { create: 3, update: 3, delete: 3 },
  taggable: true,
  create: (place, properties) =>
    keep(place, optionalText(properties.Name) ?? generatedName(place), properties),
  update: (place, properties, earlier) => keep(place, earlier.physicalId, properties),
  delete: (place, earlier) => {
    regionOf(place.world, place.account, place.region).parameters.delete(earlier.physicalId);
  },
};

function keep(place: Place, name: string, properties: Properties): Made {
  const { parameters } = regionOf(place.world, place.account, place.region);
  const value = textOf(properties.Value);
  parameters.set(name, {
    name,
    value,
    version: (parameters.get(name)?.version ?? 0) + 1,
    modified: place.world.clock.now(),
  });
  return { physicalId: name, attributes: { Type: textOf(properties.Type), Value: value } };
}
