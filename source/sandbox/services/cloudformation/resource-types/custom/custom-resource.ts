import type { Place, ResourceType } from '../resource-type.ts';
import { generatedName } from '../resource-type.ts';

/** What all custom resources share: their function acts at the end of its time, and no property is create-only. */
export function customResource(
  behavior: Pick<ResourceType, 'create' | 'update' | 'delete'> &
    Partial<Pick<ResourceType, 'prepare' | 'seconds'>>,
): ResourceType {
  return {
    createOnly: ['ServiceToken'],
    seconds: { create: 6, update: 6, delete: 6 },
    actsLast: true,
    ...behavior,
  };
}

/** One whose function the sandbox does not know: it succeeds and says nothing. */
export const unknownCustomResource: ResourceType = customResource({
  create: (place) => ({ physicalId: generatedName(place), attributes: {} }),
  update: (_place, _properties, earlier) => earlier,
  delete: () => {},
});

/** The names that an `Aliases` property holds: a JSON object of lists, as text or as it is, or a plain list. */
export function namesByWorkload(place: Place, text: string): ReadonlyMap<string, readonly string[]> {
  if (text === '') return new Map();
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return new Map();
  if (Array.isArray(parsed)) return new Map([[place.logicalId, parsed.map(String)]]);
  return new Map(
    Object.entries(parsed).map(([workload, names]) => [
      workload,
      Array.isArray(names) ? names.map(String) : [],
    ]),
  );
}
