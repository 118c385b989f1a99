import { expect, test } from 'vitest';
import { nearest } from '../../source/copilot/nearest.ts';

const names = ['prod', 'production', 'staging', 'test', 'test-eu'];

test.each([
  ['prd', ['prod']],
  ['porduction', ['production']],
  ['stagin', ['staging']],
  ['tets', ['test']],
  ['produ', ['prod', 'production']],
  ['blue', []],
])('%s may have meant %j', (mistyped, meant) => {
  expect(nearest(mistyped, names)).toEqual(meant);
});
