import type {
  ResourceChange as AwsResourceChange,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '../event.ts';
import type { ProposedChange } from './guard.ts';
import { propertyChanges } from './property-changes.ts';
import { wordsFor } from './words.ts';

/** A description that the template gives a resource (`aws:copilot:description`); undefined: none. */
export type Describe = (logicalId: string, resourceType: string) => string | undefined;

/** One change of a change set in our own words. */
export function proposedChange(
  change: AwsResourceChange,
  at: { readonly stack: string; readonly nested: boolean; readonly describe: Describe },
): ProposedChange {
  const logicalId = change.LogicalResourceId ?? '';
  const resourceType = change.ResourceType ?? '';
  const followsFrom = causesOf(change.Action, change.Details);
  const replacing = change.Details?.filter(
    ({ Target }) => (Target?.RequiresRecreation ?? 'Never') !== 'Never',
  );
  const replacedOnlyBy = causesOf(change.Action, replacing);
  const described = at.nested ? undefined : at.describe(logicalId, resourceType);
  return {
    kind: 'resource',
    stack: at.stack,
    logicalId,
    ...(change.PhysicalResourceId !== undefined && { physicalId: change.PhysicalResourceId }),
    resourceType,
    description: described ?? wordsFor(logicalId, resourceType),
    action: actionOf(change.Action),
    replacement: replacementOf(change.Replacement),
    properties: propertyChanges(change),
    ...(change.PolicyAction !== undefined && { policyAction: change.PolicyAction }),
    ...(followsFrom !== undefined && { followsFrom }),
    ...(replacedOnlyBy !== undefined && { replacedOnlyBy }),
    ...(at.nested && { nested: true }),
  };
}

/** What AWS may add later, or only does to a drifted resource, counts as unknowable. */
function actionOf(action: string | undefined): ResourceChange['action'] {
  switch (action) {
    case 'Add':
      return 'add';
    case 'Modify':
      return 'modify';
    case 'Remove':
      return 'remove';
    case 'Import':
      return 'import';
    default:
      return 'dynamic';
  }
}

function replacementOf(replacement: string | undefined): ResourceChange['replacement'] {
  if (replacement === undefined || replacement === 'False') return 'no';
  return replacement === 'True' ? 'yes' : 'maybe';
}

/**
 * What a change follows from, when it follows from other changes alone; undefined when the template or a parameter asks for it itself.
 * Beside a reference CloudFormation also lists the same property as a dynamic direct modification: that one says nothing.
 */
function causesOf(
  action: string | undefined,
  details: readonly ResourceChangeDetail[] = [],
): readonly string[] | undefined {
  if (action !== 'Modify' || details.length === 0) return undefined;
  const referring = details.filter(isReference);
  const targets = new Set(referring.map(targetOf));
  const asked = details.some(
    (detail) =>
      !isReference(detail) &&
      detail.ChangeSource !== 'Automatic' &&
      !(detail.Evaluation === 'Dynamic' && targets.has(targetOf(detail))),
  );
  return asked ? undefined : [...new Set(referring.map((detail) => detail.CausingEntity ?? ''))];
}

function isReference({ ChangeSource }: ResourceChangeDetail): boolean {
  return ChangeSource === 'ResourceReference' || ChangeSource === 'ResourceAttribute';
}

function targetOf({ Target }: ResourceChangeDetail): string {
  return `${Target?.Attribute} ${Target?.Name}`;
}
