import type { ProposedChange } from './guard.ts';

/**
 * What a resource is known by as long as it is not replaced. CloudFormation counts every attribute of a resource that is changed in
 * place as one that may change, and so proposes to replace what hangs on it.
 */
const identities: ReadonlySet<string> = new Set([
  'Arn',
  'CanonicalHostedZoneID',
  'DNSName',
  'DomainName',
  'GroupId',
  'Id',
  'LoadBalancerArn',
  'LoadBalancerFullName',
  'LoadBalancerName',
  'VpcId',
]);

/**
 * Takes back replacements that cannot come: those that hang on nothing but the identity of resources which are changed in place. Rounds,
 * because one that is settled may settle others.
 */
export function settleReplacements(changes: readonly ProposedChange[]): readonly ProposedChange[] {
  let settled = changes;
  for (;;) {
    const inPlace = new Map(settled.filter(isInPlace).map((change) => [change.logicalId, change]));
    const next = settled.map((change) => (isSettled(change, inPlace) ? asInPlace(change) : change));
    if (next.every((change, index) => change === settled[index])) return settled;
    settled = next;
  }
}

function isInPlace({ action, replacement, nested }: ProposedChange): boolean {
  return action === 'modify' && replacement === 'no' && !nested;
}

function isSettled(change: ProposedChange, inPlace: ReadonlyMap<string, ProposedChange>): boolean {
  const { action, replacement, nested, replacedOnlyBy = [] } = change;
  if (action !== 'modify' || replacement === 'no' || nested || replacedOnlyBy.length === 0) return false;
  return replacedOnlyBy.every((entity) => {
    const [logicalId = '', attribute] = entity.split(/\.(.*)/s);
    const cause = inPlace.get(logicalId);
    // What a custom resource calls its attributes is whatever its function answers.
    if (cause === undefined || isCustom(cause.resourceType)) return false;
    return attribute === undefined || identities.has(attribute);
  });
}

function isCustom(resourceType: string): boolean {
  return /^(?:Custom::|AWS::CloudFormation::)/.test(resourceType);
}

function asInPlace({ policyAction: _, ...change }: ProposedChange): ProposedChange {
  const properties = change.properties.map((property) => ({ ...property, replacement: 'never' as const }));
  return { ...change, properties, replacement: 'no' };
}
