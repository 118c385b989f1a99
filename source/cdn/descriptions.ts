import { parseSource } from '../yaml/source-document.ts';

/** Logical id → what Copilot says the resource is for (`Metadata['aws:copilot:description']`). */
export function descriptionsIn(template: string): ReadonlyMap<string, string> {
  const resources = member(parseSource(template, { cloudFormation: true }).plain(), 'Resources');
  const found = new Map<string, string>();
  if (typeof resources !== 'object' || resources === null) return found;
  for (const [logicalId, resource] of Object.entries(resources)) {
    const description = member(member(resource, 'Metadata'), 'aws:copilot:description');
    if (typeof description === 'string') found.set(logicalId, description);
  }
  return found;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
