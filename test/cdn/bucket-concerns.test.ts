import { describe, expect, test } from 'vitest';
import type { BucketFacts } from '../../source/aws/inspect-bucket.ts';
import { bucketConcerns, publicBy } from '../../source/cdn/bucket-concerns.ts';
import { bucketFacts, is, nothingBlocked, unknown } from './bucket-facts.ts';

function told(more: Partial<BucketFacts>): readonly string[] {
  return bucketConcerns(bucketFacts(more), 'us-west-2').map(({ weight, id }) => `${weight} ${id}`);
}

test('a private bucket of today gives no concern: Block Public Access is no obstacle', () => {
  const [only, ...others] = bucketConcerns(bucketFacts(), 'us-west-2');
  expect(only).toMatchObject({ id: 'private', weight: 'note' });
  expect(only?.says).toContain('Block Public Access is no obstacle');
  expect(others).toEqual([]);
});

describe('what is told', () => {
  test.each<[string, Partial<BucketFacts>, readonly string[]]>([
    [
      "another account's",
      { owner: 'another-account', policy: unknown('s3:GetBucketPolicy') },
      ['refused another-account', 'note private'],
    ],
    ['in another region', { region: 'eu-west-1' }, ['note other-region', 'note private']],
    [
      'public by its policy',
      { publicByPolicy: is(true), publicAccessBlock: is(nothingBlocked) },
      ['warning public'],
    ],
    [
      'public by its ACL',
      { publicByAcl: is(true), publicAccessBlock: is(nothingBlocked), ownership: is(undefined) },
      ['warning public', 'note foreign-objects'],
    ],
    ['a public policy that is kept out', { publicByPolicy: is(true) }, ['warning public-policy-kept']],
    ['ACLs that count', { ownership: is('ObjectWriter') }, ['note private', 'note foreign-objects']],
    ['a website', { website: is(true) }, ['note private', 'note website']],
    ['a key', { encryption: is({ algorithm: 'aws:kms', keyId: 'key-1' }) }, ['warning key', 'note private']],
    ["AWS's own key", { encryption: is({ algorithm: 'aws:kms' }) }, ['warning key', 'note private']],
    [
      'a policy that may not be read',
      { policy: unknown('s3:GetBucketPolicy') },
      ['warning unknown', 'note private'],
    ],
    [
      'a setting that may not be read and does not matter',
      { website: unknown('s3:GetBucketWebsite') },
      ['note private', 'note unknown'],
    ],
    [
      'not enough to tell whether it is public',
      { publicAccessBlock: unknown('s3:GetBucketPublicAccessBlock'), publicByPolicy: is(true) },
      ['warning unknown'],
    ],
  ])('%s', (_, more, expected) => {
    expect(told(more)).toEqual(expected);
  });

  test('what is unknown names the actions', () => {
    const facts = bucketFacts({
      policy: unknown('s3:GetBucketPolicy'),
      website: unknown('s3:GetBucketWebsite'),
    });
    expect(bucketConcerns(facts, 'us-west-2')[0]?.next).toBe(
      'Have allowed: s3:GetBucketPolicy, s3:GetBucketWebsite',
    );
  });
});

describe('a bucket is public', () => {
  const open = { publicAccessBlock: is(nothingBlocked) };
  test.each<[ReturnType<typeof publicBy>, Partial<BucketFacts>]>([
    ['nothing', {}],
    ['nothing', { publicByPolicy: is(true) }],
    ['policy', { ...open, publicByPolicy: is(true) }],
    ['acl', { ...open, publicByAcl: is(true), ownership: is('ObjectWriter') }],
    ['nothing', { ...open, publicByAcl: is(true) }],
    ['nothing', { publicByAcl: is(true), ownership: is(undefined) }],
    ['policy', { ...open, publicByPolicy: is(true), publicByAcl: unknown('s3:GetBucketAcl') }],
    [undefined, { ...open, publicByAcl: unknown('s3:GetBucketAcl'), ownership: is(undefined) }],
    [undefined, { ...open, publicByPolicy: unknown('s3:GetBucketPolicyStatus') }],
    [undefined, { publicAccessBlock: unknown('a'), publicByPolicy: is(true) }],
    ['nothing', { publicAccessBlock: unknown('a') }],
  ])('by %s: %j', (by, more) => {
    expect(publicBy(bucketFacts(more))).toBe(by);
  });
});
