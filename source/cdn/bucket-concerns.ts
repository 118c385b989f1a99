import type { BucketFacts, Part } from '../aws/inspect-bucket.ts';
import { keyNeed } from './bucket-policy/index.ts';

/** Something about a bucket that a person should know before it stands behind a CDN. */
export interface BucketConcern {
  readonly id:
    | 'another-account'
    | 'other-region'
    | 'public'
    | 'public-policy-kept'
    | 'private'
    | 'foreign-objects'
    | 'website'
    | 'key'
    | 'unknown';
  /** `refused`: it cannot be used as it is; `note`: nothing is wrong. */
  readonly weight: 'refused' | 'warning' | 'note';
  readonly says: string;
  readonly next?: string;
}

/** All concerns, the weightiest first. `distributionArn` absent: it is not made yet. */
export function bucketConcerns(
  facts: BucketFacts,
  environmentRegion: string,
  distributionArn = 'arn:aws:cloudfront::ACCOUNT:distribution/ID',
): readonly BucketConcern[] {
  const concerns = [
    ...ofPlace(facts, environmentRegion),
    ...ofAccess(facts),
    ...ofKey(facts, distributionArn),
    ...ofWebsite(facts),
    ...ofUnknown(facts),
  ];
  const order = ['refused', 'warning', 'note'];
  return concerns.toSorted((one, other) => order.indexOf(one.weight) - order.indexOf(other.weight));
}

/** Whether anybody may read it now, and by what; undefined when too little may be read to tell. */
export function publicBy(facts: BucketFacts): 'nothing' | 'policy' | 'acl' | undefined {
  const { publicByPolicy, publicByAcl, publicAccessBlock, ownership } = facts;
  const block = known(publicAccessBlock);
  if (known(publicByPolicy) === true && block?.restrictPublicBuckets === false) return 'policy';
  const aclsCount = known(ownership) !== 'BucketOwnerEnforced' && block?.ignorePublicAcls !== true;
  if (known(publicByAcl) === true && aclsCount && block !== undefined && ownership.known) return 'acl';
  const policyCloses = block?.restrictPublicBuckets === true || known(publicByPolicy) === false;
  const aclCloses =
    block?.ignorePublicAcls === true ||
    known(ownership) === 'BucketOwnerEnforced' ||
    known(publicByAcl) === false;
  return policyCloses && aclCloses ? 'nothing' : undefined;
}

function known<Value>(part: Part<Value>): Value | undefined {
  return part.known ? part.value : undefined;
}

function ofPlace({ name, owner, region }: BucketFacts, environmentRegion: string): readonly BucketConcern[] {
  const concerns: BucketConcern[] = [];
  if (owner === 'another-account') {
    concerns.push({
      id: 'another-account',
      weight: 'refused',
      says: `${name} belongs to another account: its policy can be read and written there only.`,
      next: 'Choose a bucket of this account. Or have its owner add the statement that CloudFront needs',
    });
  }
  if (region !== undefined && region !== environmentRegion) {
    concerns.push({
      id: 'other-region',
      weight: 'note',
      says: `${name} is in ${region}, the environment in ${environmentRegion}. CloudFront reads it there as well; what the edge does not hold yet comes from further away.`,
    });
  }
  return concerns;
}

function ofAccess(facts: BucketFacts): readonly BucketConcern[] {
  const { name, publicByPolicy, publicAccessBlock, ownership } = facts;
  const block = known(publicAccessBlock);
  const by = publicBy(facts);
  const concerns: BucketConcern[] = [];
  if (by === 'policy' || by === 'acl') {
    const what = by === 'policy' ? 'Its policy lets everybody read' : 'Its ACL lets everybody in';
    concerns.push({
      id: 'public',
      weight: 'warning',
      says: `${name} is public. ${what} past the CDN; CloudFront does not need that.`,
      next: 'Block all public access to it, unless something else serves from it. Public statements are taken out of the policy first: S3 takes no change to a public policy afterwards',
    });
  }
  if (known(publicByPolicy) === true && block?.blockPublicPolicy === true) {
    concerns.push({
      id: 'public-policy-kept',
      weight: 'warning',
      says: `The policy of ${name} lets everybody in, Block Public Access keeps them out, and S3 takes no change to such a policy.`,
      next: 'Take the statement with the Principal "*" out of the policy first',
    });
  } else if (by === 'nothing') {
    concerns.push({
      id: 'private',
      weight: 'note',
      says: 'It is private and stays so. Block Public Access is no obstacle: a statement for the service CloudFront and one distribution is not public.',
    });
  }
  if (ownership.known && ownership.value !== 'BucketOwnerEnforced') {
    concerns.push({
      id: 'foreign-objects',
      weight: 'note',
      says: `ACLs count in ${name}: objects that another account has put belong to that account, and CloudFront gets 403 for them.`,
    });
  }
  return concerns;
}

function ofKey({ encryption }: BucketFacts, distributionArn: string): readonly BucketConcern[] {
  if (!encryption.known) return [];
  const need = keyNeed(encryption.value, distributionArn);
  switch (need.kind) {
    case 'none':
      return [];
    case 'statement':
      return [
        {
          id: 'key',
          weight: 'warning',
          says: need.says,
          next: `Add to the policy of the key: ${need.statement}`,
        },
      ];
    case 'unreadable':
      return [{ id: 'key', weight: 'warning', says: need.says, next: need.next }];
  }
}

function ofWebsite({ name, website }: BucketFacts): readonly BucketConcern[] {
  if (known(website) !== true) return [];
  return [
    {
      id: 'website',
      weight: 'note',
      says: `${name} is a website, too. CloudFront asks the bucket itself, with a signature, not its website endpoint, which would have to be public: index documents of folders and redirects of the website do not work through it.`,
    },
  ];
}

function ofUnknown(facts: BucketFacts): readonly BucketConcern[] {
  if (facts.owner === 'another-account') return [];
  const parts: readonly Part<unknown>[] = [
    facts.policy,
    facts.publicByPolicy,
    facts.publicAccessBlock,
    facts.ownership,
    facts.publicByAcl,
    facts.encryption,
    facts.website,
  ];
  const actions = parts.flatMap((part) => (part.known ? [] : [part.action]));
  if (actions.length === 0) return [];
  const matters = !facts.policy.known || publicBy(facts) === undefined;
  return [
    {
      id: 'unknown',
      weight: matters ? 'warning' : 'note',
      says: `Not all of ${facts.name} may be read by these credentials.`,
      next: `Have allowed: ${actions.join(', ')}`,
    },
  ];
}
