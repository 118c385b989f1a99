import { expect, test } from 'vitest';
import { locationOf, locationProblem, readLocation } from '../../source/copilot/bucket-location.ts';

test.each([
  ['us-west-2', 'assets.s3.us-west-2.amazonaws.com'],
  ['cn-north-1', 'assets.s3.cn-north-1.amazonaws.com.cn'],
])('a bucket is named by its domain name, in %s', (region, location) => {
  expect(locationOf('assets', region)).toBe(location);
  expect(readLocation(location)).toEqual({ bucket: 'assets', region });
  expect(locationProblem(location)).toBeUndefined();
});

test('a location may leave its region out', () => {
  expect(readLocation('my.assets.s3.amazonaws.com')).toEqual({ bucket: 'my.assets' });
});

test('a website endpoint is refused with the reason', () => {
  const location = 'assets.s3-website-us-west-2.amazonaws.com';
  expect(readLocation(location)).toBeUndefined();
  expect(locationProblem(location)).toEqual({
    message: expect.stringContaining('would have to be public'),
    fix: "Write the bucket's own domain name: assets.s3.us-west-2.amazonaws.com",
  });
});
