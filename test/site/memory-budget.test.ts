import { expect, test } from 'vitest';
import { memoryBudget } from '../../source/site/bucket/memory-budget.ts';
import { partSize } from '../../source/site/part-size.ts';

test('parts are lent until the budget is used up, and then in the order of asking', async () => {
  const memory = memoryBudget();
  const parts = await Promise.all(Array.from({ length: 6 }, () => memory.borrow(partSize)));
  const order: string[] = [];
  const large = memory.borrow(partSize).then((lease) => {
    order.push('large');
    return lease;
  });
  const small = memory.borrow(10).then(() => order.push('small'));
  parts[0]?.release();
  (await large).release();
  await small;
  expect(order).toEqual(['large', 'small']);
});

test('the memory of a part is used again, cut to what was asked for', async () => {
  const memory = memoryBudget();
  const first = await memory.borrow(partSize);
  const place = first.buffer.buffer;
  first.release();
  const second = await memory.borrow(300_000);
  expect(second.buffer.buffer).toBe(place);
  expect(second.buffer).toHaveLength(300_000);
});

test('a small file gets memory of its own', async () => {
  const { buffer } = await memoryBudget().borrow(0);
  expect(buffer).toHaveLength(0);
});
