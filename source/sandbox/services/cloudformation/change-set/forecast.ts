import { attributeOf, type ResourceView, unresolvedResource } from '../engine/scope.ts';
import type { ResourceRecord } from '../stack.ts';
import { knownAfterApply } from '../value.ts';

/** What will have become of a resource. */
export type Fate = 'unchanged' | 'modified' | 'may-be-replaced' | 'replaced' | 'added';

/** How expressions will see the resources: what is not known before the change set runs stays open. */
export function forecastView(
  records: ReadonlyMap<string, ResourceRecord>,
  fates: ReadonlyMap<string, Fate>,
  block = 'Resources',
): ResourceView {
  function fateOf(logicalId: string): Fate {
    const fate = fates.get(logicalId);
    if (fate) return fate;
    throw unresolvedResource(logicalId, block);
  }
  return {
    reference: (logicalId) => {
      const fate = fateOf(logicalId);
      const record = records.get(logicalId);
      return record && (fate === 'unchanged' || fate === 'modified') ? record.physicalId : knownAfterApply;
    },
    attribute: (logicalId, name) => {
      const fate = fateOf(logicalId);
      const record = records.get(logicalId);
      return record && fate === 'unchanged' ? attributeOf(record, name) : knownAfterApply;
    },
  };
}
