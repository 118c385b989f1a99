import { generatedName, type ResourceType } from './resource-type.ts';

/** A type that the sandbox knows nothing about: it is made after a moment and has any attribute that is asked for. */
export const unknownType: ResourceType = {
  createOnly: [],
  seconds: { create: 4, update: 4, delete: 4 },
  create: (place) => ({ physicalId: generatedName(place), attributes: {} }),
  update: (_place, _properties, earlier) => earlier,
  delete: () => {},
};

/** A value for an attribute that no handler gave. */
export function plausibleAttribute(type: string, physicalId: string, name: string): string {
  if (!/Arn$/i.test(name)) return /Id$/.test(name) ? physicalId : `${physicalId}.${name}`;
  if (physicalId.startsWith('arn:')) return physicalId;
  const [, service = 'custom', kind = 'resource'] = type.split('::');
  return `arn:aws:${service.toLowerCase()}:::${kind.toLowerCase()}/${physicalId}`;
}
