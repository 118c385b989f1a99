import type { PropertyChange } from '../event.ts';

/** CloudFront's security policies from the weakest to the strongest; one that AWS adds later is not judged. */
const securityPolicies = [
  'SSLv3',
  'TLSv1',
  'TLSv1_2016',
  'TLSv1.1_2016',
  'TLSv1.2_2018',
  'TLSv1.2_2019',
  'TLSv1.2_2021',
  'TLSv1.2_2025',
  'TLSv1.3_2025',
];

const kept = new Set(['Retain', 'Snapshot', 'RetainExceptOnCreate']);

interface Protection {
  readonly path: RegExp;
  readonly weaker: (before: string | undefined, after: string | undefined) => boolean;
  readonly says: (before: string | undefined, after: string | undefined) => string;
}

const switchedOff =
  (on: string) =>
  (before: string | undefined, after: string | undefined): boolean =>
    before?.toLowerCase() === on && after?.toLowerCase() !== on;

const protections: readonly Protection[] = [
  {
    path: /^(DeletionPolicy|UpdateReplacePolicy)$/,
    weaker: (before, after) => before !== undefined && kept.has(before) && !kept.has(after ?? 'Delete'),
    says: () => 'CloudFormation would delete it together with the stack; until now it keeps it.',
  },
  {
    path: /\.MinimumProtocolVersion$/,
    weaker: (before, after) => rank(after) >= 0 && rank(after) < rank(before),
    says: (before, after) => `Visitors could connect with older TLS than now (${before} → ${after}).`,
  },
  {
    path: /\.(BlockPublicAcls|BlockPublicPolicy|IgnorePublicAcls|RestrictPublicBuckets)$/,
    weaker: switchedOff('true'),
    says: () => "The bucket's protection from public access would be switched off.",
  },
  {
    path: /\.(DeletionProtection|DeletionProtectionEnabled|EnableTerminationProtection)$/,
    weaker: switchedOff('true'),
    says: () => 'Its protection from deletion would be switched off.',
  },
  {
    path: /\.DistributionConfig\.ViewerCertificate(\.AcmCertificateArn)?$/,
    weaker: (before, after) => before !== undefined && after === undefined,
    says: () => 'The distribution would lose its certificate, and with it every name.',
  },
  {
    path: /\.DistributionConfig\.Aliases$/,
    weaker: (before, after) =>
      before !== undefined && before !== '[]' && (after === undefined || after === '[]'),
    says: () => 'The distribution would answer for no name any more.',
  },
  {
    path: /\.WebACLId$/,
    weaker: (before, after) => before !== undefined && after === undefined,
    says: () => 'The distribution would lose its web ACL.',
  },
];

/** The first protection that the changes would weaken, in a sentence; undefined: none. */
export function weakenedProtection(properties: readonly PropertyChange[]): string | undefined {
  for (const { path, before, after } of properties) {
    const found = protections.find(
      (protection) => protection.path.test(path) && protection.weaker(before, after),
    );
    if (found !== undefined) return found.says(before, after);
  }
  return undefined;
}

function rank(policy: string | undefined): number {
  return policy === undefined ? -1 : securityPolicies.indexOf(policy);
}
