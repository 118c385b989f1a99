import { describe, expect, test } from 'vitest';
import { type Claim, decodeClaim, encodeClaim, holds } from '../../source/site/claim.ts';

const claim: Claim = {
  id: 'd1',
  machine: 'mine',
  process: 7,
  ended: false,
  since: 1_790_000_000_000,
  pending: ['/a/*'],
};

test('a claim comes back as it was', () => {
  expect(decodeClaim(encodeClaim(claim))).toEqual(claim);
});

test('what is no claim is none, and a later version is refused', () => {
  for (const text of ['', '{}', '{"version":1}', '{"version":1,"id":"a","machine":"m","process":1}']) {
    expect(decodeClaim(Buffer.from(text))).toBeUndefined();
  }
  expect(() => decodeClaim(Buffer.from('{"version":2}'))).toThrow(/newer version/);
});

describe('a claim holds', () => {
  const claimant = (machine: string, running: boolean) => ({ machine, isRunning: () => running });
  const rows: readonly (readonly [string, Partial<Claim>, number, string, boolean, boolean])[] = [
    ['while it gives signs of life', {}, 59_999, 'other', false, true],
    ['a minute after the last one no more', {}, 60_000, 'other', false, false],
    ['while its process runs here', {}, 1000, 'mine', true, true],
    ['not when its process here was killed', {}, 0, 'mine', false, false],
    ['not when it was left', { ended: true }, 0, 'other', true, false],
  ];
  test.each(rows)('%s', (_, more, silentFor, machine, running, expected) => {
    expect(holds({ ...claim, ...more }, silentFor, claimant(machine, running))).toBe(expected);
  });
});
