import { expect, test } from 'vitest';
import { atMost } from '../../../source/commands/facts/at-most.ts';

test('works through all items, so many at a time, and gives the results in their order', async () => {
  let busy = 0;
  let most = 0;
  const results = await atMost(
    5,
    Array.from({ length: 12 }, (_, index) => index),
    async (item) => {
      busy += 1;
      most = Math.max(most, busy);
      for (let turn = 0; turn < 12 - item; turn += 1) await Promise.resolve();
      busy -= 1;
      return item * 10;
    },
  );
  expect(results).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]);
  expect(most).toBe(5);
});

test('does nothing for nothing, and stops at what is thrown', async () => {
  expect(await atMost(5, [], () => Promise.reject(new Error('never asked')))).toEqual([]);
  await expect(atMost(2, [1, 2, 3], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
