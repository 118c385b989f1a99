import { expect, it } from 'vitest';
import { sharedRoom } from '../../source/ui/run/run-sections.ts';

it.each<[what: string, room: number, needs: readonly number[], shares: readonly number[]]>([
  ['enough for all', 20, [3, 4], [3, 4]],
  ['too little: fairly', 6, [5, 5], [3, 3]],
  ['what one does not need the other gets', 8, [2, 10], [2, 6]],
  ['a line that cannot be halved goes to the first', 3, [5, 5], [2, 1]],
  ['none at all', 0, [5, 5], [0, 0]],
  ['less than none', -2, [5], [0]],
])('%s', (_what, room, needs, shares) => {
  expect(sharedRoom(room, needs)).toEqual(shares);
});
