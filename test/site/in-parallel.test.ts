import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from '../../source/site/bucket/in-parallel.ts';

test('as many run at once as may, and all of them run', async () => {
  let [active, most, done] = [0, 0, 0];
  await inParallel(
    Array.from({ length: 50 }),
    () => 4,
    async () => {
      active += 1;
      most = Math.max(most, active);
      await turn();
      active -= 1;
      done += 1;
    },
  );
  expect([most, done]).toEqual([4, 50]);
});

test('the limit is asked anew each time', async () => {
  let [active, most, limit] = [0, 0, 10];
  await inParallel(
    Array.from({ length: 40 }).keys(),
    () => limit,
    async (index) => {
      active += 1;
      if (index === 20) limit = 1;
      if (index > 30) most = Math.max(most, active);
      await turn();
      active -= 1;
    },
  );
  expect(most).toBe(1);
});

test('after a failure nothing is begun, and what runs is waited for', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const run = inParallel(
    [0, 1, 2, 3, 4, 5],
    () => 2,
    async (item) => {
      begun.push(item);
      await turn();
      if (item === 1) throw new Error('no');
      await turn();
      ended.push(item);
    },
  );
  await expect(run).rejects.toThrow('no');
  expect(begun.length).toBeLessThan(5);
  expect(ended).toEqual(begun.filter((item) => item !== 1));
});

test('nothing to do is done', async () => {
  await inParallel(
    [],
    () => 1,
    () => Promise.reject(new Error('never')),
  );
});
