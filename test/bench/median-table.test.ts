import { describe, expect, test } from 'vitest';
import { median, medianTable } from './median-table.ts';

describe('the median', () => {
  test('is the middle value, whatever their order', () => expect(median([9, 1, 5])).toBe(5));
  test('of an even number lies between the two in the middle', () => expect(median([1, 2, 4, 9])).toBe(3));
});

test('the table compares with the first row and says which bounds hold', () => {
  const rows = [
    { name: 'base', milliseconds: [10, 10, 11] },
    { name: 'twice', milliseconds: [20, 20, 20], bound: 2 },
    { name: 'thrice', milliseconds: [30, 31, 29], bound: 2.5 },
  ];
  expect(medianTable(rows)).toBe(
    [
      '         median  fastest  ratio         bound',
      'base    10.0 ms  10.0 ms  1.00x',
      'twice   20.0 ms  20.0 ms  2.00x    at most 2x   holds',
      'thrice  30.0 ms  29.0 ms  3.00x  at most 2.5x  BROKEN',
    ].join('\n'),
  );
});
