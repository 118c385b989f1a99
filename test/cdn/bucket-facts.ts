import type { BucketFacts, Part } from '../../source/aws/inspect-bucket.ts';

export const is = <Value>(value: Value): Part<Value> => ({ known: true, value });
export const unknown = (action: string) => ({ known: false, action }) as const;

const allBlocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
export const nothingBlocked = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/** A bucket as S3 makes them today, and what is different about it. */
export function bucketFacts(more: Partial<BucketFacts> = {}): BucketFacts {
  return {
    name: 'assets',
    owner: 'this-account',
    region: 'us-west-2',
    policy: is(undefined),
    publicByPolicy: is(false),
    publicAccessBlock: is(allBlocked),
    ownership: is('BucketOwnerEnforced'),
    publicByAcl: is(false),
    encryption: is({ algorithm: 'AES256' }),
    website: is(false),
    ...more,
  };
}
