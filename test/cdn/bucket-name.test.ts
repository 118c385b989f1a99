import { expect, test } from 'vitest';
import { bucketNameProblem, oldBucketNameProblem } from '../../source/cdn/bucket-name.ts';

test.each(['abc', 'shop-prod-assets', '1a2', 'a'.repeat(63)])('%s is a name', (name) => {
  expect(bucketNameProblem(name)).toBeUndefined();
});

test.each([
  ['ab', /3 to 63/],
  ['a'.repeat(64), /3 to 63/],
  ['Shop-Assets', /shop-assets/],
  ['shop_assets', /no _/],
  ['shop assets', /no space/],
  ['-shop', /begins and ends/],
  ['shop-', /begins and ends/],
  ['assets.example.com', /assets-example-com/],
  ['xn--shop', /xn--/],
  ['shop-s3alias', /-s3alias/],
])('%s is none', (name, words) => {
  expect(bucketNameProblem(name)).toMatch(words);
});

test.each(['shop-assets', 'Old_Bucket', 'assets.example.com', 'a'.repeat(255)])(
  '%s may be the name of a bucket that is there',
  (name) => {
    expect(oldBucketNameProblem(name)).toBeUndefined();
  },
);

test.each([
  '',
  'ab',
  'a'.repeat(256),
  'shop-assets/static',
  's3://shop-assets',
  'arn:aws:s3:::x',
  'שלום',
  'a b',
])('"%s" is the name of no bucket', (name) => {
  expect(oldBucketNameProblem(name)).toMatch(/name/);
});
