import { expect, test } from 'vitest';
import {
  afterSuccess,
  afterThrottling,
  firstLimit,
  type UploadLimit,
} from '../../source/site/upload-limit.ts';

function successes(limit: UploadLimit, count: number): UploadLimit {
  return Array.from({ length: count }).reduce<UploadLimit>((one) => afterSuccess(one), limit);
}

test('the limit rises by one for each round that went well, and not beyond 64', () => {
  expect(successes(firstLimit, 23).most).toBe(24);
  expect(successes(firstLimit, 24).most).toBe(25);
  expect(successes(firstLimit, 100_000).most).toBe(64);
});

test('it is halved when S3 complains, once a second, and not below one', () => {
  const lowered = afterThrottling(firstLimit, 0);
  expect(lowered.most).toBe(12);
  expect(afterThrottling(lowered, 999).most).toBe(12);
  expect(afterThrottling(lowered, 1000).most).toBe(6);
  const least = [0, 1, 2, 3, 4, 5, 6].reduce(
    (limit, second) => afterThrottling(limit, second * 1000),
    firstLimit,
  );
  expect(least.most).toBe(1);
});

test('a complaint begins the round anew', () => {
  const nearly = successes(firstLimit, 23);
  const complained = afterThrottling({ ...nearly, loweredAt: 0 }, 500);
  expect(afterSuccess(complained).most).toBe(24);
});
