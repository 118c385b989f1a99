import { createHash } from 'node:crypto';
import type { PrefixList } from './world.ts';

/** What CloudFront's servers come from when they call an origin. */
export const cloudFrontPrefixListName = 'com.amazonaws.global.cloudfront.origin-facing';

/** The ids that AWS has given the list in some regions; the others get one that is made up. */
const knownIds: Readonly<Record<string, string>> = {
  'us-east-1': 'pl-3b927c52',
  'us-east-2': 'pl-b6a144df',
  'us-west-2': 'pl-82a045eb',
  'eu-central-1': 'pl-a3a144ca',
  'eu-west-1': 'pl-4fa04526',
};

/** The AWS-managed prefix lists that every region has. CloudFront's counts as 55 rules of a security group's quota. */
export function awsPrefixLists(region: string): readonly PrefixList[] {
  const made = createHash('sha256').update(region).digest('hex').slice(0, 8);
  return [
    {
      id: knownIds[region] ?? `pl-${made}`,
      name: cloudFrontPrefixListName,
      maxEntries: 55,
      addressFamily: 'IPv4',
    },
  ];
}
