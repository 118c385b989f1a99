import type { Home } from '../engine/home.ts';
import { nestedStackType } from '../engine/nested.ts';
import { outputsOf } from '../engine/outputs.ts';
import { scopeOf } from '../engine/scope.ts';
import { activeResources } from '../engine/wanted.ts';
import { resourceType } from '../resource-types/index.ts';
import type { ResourceRecord, Settings, Stack } from '../stack.ts';
import { evaluateMembers } from '../template/evaluate.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { dependenciesOf } from '../template/validate.ts';
import { isProperties, type Properties, sameValue } from '../value.ts';
import type { ChangeContext, ChangeDetail, Replacement, ResourceChange } from './change-set.ts';
import { differences, shownValue } from './differences.ts';
import { type Fate, forecastView } from './forecast.ts';
import { propertyDetails } from './property-details.ts';

export interface Computed {
  readonly changes: readonly ResourceChange[];
  /** False: nothing at all would change, not even an output or a tag. */
  readonly any: boolean;
}

/** What would change if the stack got these settings. Throws `Fault` for a reference that cannot be resolved. */
export function computeChanges(home: Home, stack: Stack, settings: Settings): Computed {
  const fates = new Map<string, Fate>();
  const scope = scopeOf(home, stack, settings, forecastView(stack.resources, fates));
  const active = activeResources(settings, scope);
  const changes = new Map<string, ResourceChange>();
  for (const declaration of inDependencyOrder(active, settings, scope.condition)) {
    const { logicalId } = declaration;
    const properties = evaluateMembers(declaration.properties, scope);
    const change = changeOf(home, stack, settings, declaration, properties, fates);
    fates.set(logicalId, fateOf(change));
    if (change) changes.set(logicalId, change);
  }
  for (const record of stack.resources.values()) {
    if (!fates.has(record.logicalId)) changes.set(record.logicalId, removal(record));
  }
  const outputs = outputsOf(home, stack, settings, forecastView(stack.resources, fates, 'Outputs'));
  const tagsDiffer = !sameValue(stack.settings.tags, settings.tags);
  const any = changes.size > 0 || tagsDiffer || JSON.stringify(outputs) !== JSON.stringify(stack.outputs);
  return { changes: inTemplateOrder(changes, settings), any };
}

function changeOf(
  home: Home,
  stack: Stack,
  settings: Settings,
  declaration: ResourceDeclaration,
  properties: Properties,
  fates: ReadonlyMap<string, Fate>,
): ResourceChange | undefined {
  const { logicalId, type } = declaration;
  const record = stack.resources.get(logicalId);
  const after = contextOf(properties, declaration.metadata);
  if (!record) return { action: 'Add', logicalId, type, scope: [], details: [], after };
  const proposal = home.world.knobs.proposals?.get(logicalId);
  if (proposal === 'remove') return removal(record);
  const details = [
    ...propertyChanges(stack, settings, declaration, record, properties, fates),
    ...tagChanges(record, settings),
    ...(proposal === 'replace' ? [proposedReplacement] : []),
    ...(type === nestedStackType ? [automatic] : []),
  ];
  if (details.length === 0) return undefined;
  const all = [...details, ...metadataChanges(record, declaration)];
  const replacement = replacementOf(all);
  const retains = record.updateReplacePolicy === 'Retain';
  return {
    action: 'Modify',
    logicalId,
    type,
    physicalId: record.physicalId,
    replacement,
    scope: [...new Set(all.map((detail) => detail.attribute))],
    details: all,
    before: contextOf(record.properties, record.metadata),
    after,
    ...(replacement === 'True' ? { policyAction: retains ? 'ReplaceAndRetain' : 'ReplaceAndDelete' } : {}),
  };
}

function propertyChanges(
  stack: Stack,
  settings: Settings,
  declaration: ResourceDeclaration,
  record: ResourceRecord,
  properties: Properties,
  fates: ReadonlyMap<string, Fate>,
): readonly ChangeDetail[] {
  const before = stack.settings.template.resources.get(declaration.logicalId);
  const changedParameters = new Set(
    [...settings.parameters.keys()].filter(
      (name) => settings.parameters.get(name) !== stack.settings.parameters.get(name),
    ),
  );
  const names = [...new Set([...Object.keys(record.properties), ...Object.keys(properties)])];
  return names.flatMap((name) =>
    propertyDetails(
      {
        type: declaration.type,
        name,
        expressionBefore: before?.properties[name],
        expressionAfter: declaration.properties[name],
        before: record.properties[name],
        after: properties[name],
      },
      { fates, changedParameters },
    ),
  );
}

function tagChanges(record: ResourceRecord, settings: Settings): readonly ChangeDetail[] {
  if (!resourceType(record.type).taggable) return [];
  return differences(record.tags, settings.tags).map((difference) => {
    const before = shownValue(difference.before);
    const after = shownValue(difference.after);
    return {
      attribute: 'Tags',
      path: ['/Tags', ...difference.path].join('/'),
      requiresRecreation: 'Never',
      changeType: difference.changeType,
      evaluation: 'Static',
      source: 'DirectModification',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  });
}

/** Metadata alone is no change; beside others it is listed. */
function metadataChanges(record: ResourceRecord, declaration: ResourceDeclaration): readonly ChangeDetail[] {
  if (sameValue(record.metadata, declaration.metadata)) return [];
  return [
    {
      attribute: 'Metadata',
      requiresRecreation: 'Never',
      changeType: 'Modify',
      evaluation: 'Static',
      source: 'DirectModification',
    },
  ];
}

const proposedReplacement: ChangeDetail = {
  attribute: 'Properties',
  name: 'Name',
  path: '/Properties/Name',
  requiresRecreation: 'Always',
  before: 'before',
  after: 'after',
  changeType: 'Modify',
  evaluation: 'Static',
  source: 'DirectModification',
};

/** Nested stacks are always looked at again. */
const automatic: ChangeDetail = {
  attribute: 'Properties',
  requiresRecreation: 'Never',
  changeType: 'Modify',
  evaluation: 'Dynamic',
  source: 'Automatic',
};

function replacementOf(details: readonly ChangeDetail[]): Replacement {
  const always = details.filter((detail) => detail.requiresRecreation === 'Always');
  if (always.some((detail) => detail.evaluation === 'Static')) return 'True';
  return always.length > 0 ? 'Conditional' : 'False';
}

function removal(record: ResourceRecord): ResourceChange {
  return {
    action: 'Remove',
    logicalId: record.logicalId,
    type: record.type,
    physicalId: record.physicalId,
    policyAction: record.deletionPolicy === 'Retain' ? 'Retain' : 'Delete',
    scope: [],
    details: [],
    before: contextOf(record.properties, record.metadata),
  };
}

function contextOf(properties: Properties, metadata: ResourceRecord['metadata']): ChangeContext {
  return { Properties: properties, ...(isProperties(metadata) ? { Metadata: metadata } : {}) };
}

function fateOf(change: ResourceChange | undefined): Fate {
  if (!change) return 'unchanged';
  if (change.action !== 'Modify') return change.action === 'Add' ? 'added' : 'replaced';
  if (change.replacement === 'True') return 'replaced';
  return change.replacement === 'Conditional' ? 'may-be-replaced' : 'modified';
}

function inDependencyOrder(
  active: readonly ResourceDeclaration[],
  settings: Settings,
  condition: (name: string) => boolean,
): readonly ResourceDeclaration[] {
  const waiting = new Map(active.map((declaration) => [declaration.logicalId, declaration]));
  const ordered: ResourceDeclaration[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter((declaration) =>
      dependenciesOf(declaration, settings.template, condition).every((name) => !waiting.has(name)),
    );
    for (const declaration of free) waiting.delete(declaration.logicalId);
    ordered.push(...free);
    if (free.length === 0) break;
  }
  return ordered;
}

function inTemplateOrder(
  changes: ReadonlyMap<string, ResourceChange>,
  settings: Settings,
): readonly ResourceChange[] {
  const position = new Map([...settings.template.resources.keys()].map((name, index) => [name, index]));
  return [...changes.values()].sort(
    (one, other) =>
      (position.get(one.logicalId) ?? Number.MAX_SAFE_INTEGER) -
      (position.get(other.logicalId) ?? Number.MAX_SAFE_INTEGER),
  );
}
