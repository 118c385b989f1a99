import { Fault } from '../../../service.ts';
import { plausibleAttribute } from '../resource-types/unknown-type.ts';
import type { ResourceRecord, Settings } from '../stack.ts';
import { holds, type Scope } from '../template/evaluate.ts';
import { parameterValue } from '../template/parameters.ts';
import { propertiesOf, type Value } from '../value.ts';
import type { Home } from './home.ts';

/** How expressions see the stack's resources: as they are, or as a change set expects them to be. */
export type ResourceView = Pick<Scope, 'reference' | 'attribute'>;

export interface StackIdentity {
  readonly id: string;
  readonly name: string;
}

/** What a template's expressions may ask for while its stack has these settings. */
export function scopeOf(home: Home, stack: StackIdentity, settings: Settings, view: ResourceView): Scope {
  const { template } = settings;
  const conditions = new Map<string, boolean>();
  const pseudo: Readonly<Record<string, Value>> = {
    'AWS::AccountId': home.region.account,
    'AWS::Region': home.region.name,
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NotificationARNs': [],
  };

  function condition(name: string): boolean {
    const known = conditions.get(name);
    if (known !== undefined) return known;
    const result = holds(template.conditions.get(name) ?? false, scope);
    conditions.set(name, result);
    return result;
  }

  const scope: Scope = {
    ...view,
    condition,
    parameter: (name) => {
      const declaration = template.parameters.get(name);
      if (!declaration) return pseudo[name];
      return parameterValue(declaration, settings.parameters.get(name) ?? '', home.region);
    },
    mapping: (map, first, second) => {
      const found = propertiesOf(propertiesOf(template.mappings[map])[first])[second];
      if (found !== undefined) return found;
      throw new Fault(
        'ValidationError',
        `Template error: Unable to get mapping for ${map}::${first}::${second}`,
      );
    },
    importedValue: (name) => {
      const found = home.region.exports.get(name);
      if (found) return found.value;
      throw new Fault('MissingExport', `No export named ${name} found.`);
    },
    zones: (region) => ['a', 'b', 'c'].map((zone) => `${region === '' ? home.region.name : region}${zone}`),
  };
  return scope;
}

/** The resources as they are now. Throws for one that the stack does not have, as when its condition is false. */
export function liveView(resources: ReadonlyMap<string, ResourceRecord>, block = 'Resources'): ResourceView {
  function need(logicalId: string): ResourceRecord {
    const record = resources.get(logicalId);
    if (record) return record;
    throw unresolvedResource(logicalId, block);
  }
  return {
    reference: (logicalId) => need(logicalId).physicalId,
    attribute: (logicalId, name) => attributeOf(need(logicalId), name),
  };
}

export function attributeOf(record: ResourceRecord, name: string): Value {
  return record.attributes[name] ?? plausibleAttribute(record.type, record.physicalId, name);
}

export function unresolvedResource(logicalId: string, block: string): Fault {
  return new Fault(
    'ValidationError',
    `Template format error: Unresolved resource dependencies [${logicalId}] in the ${block} block of the template`,
  );
}
