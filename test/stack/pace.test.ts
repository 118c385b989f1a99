import { expect, it } from 'vitest';
import { afterRound, atStart, nextPause, type Rhythm, usualPace } from '../../source/stack/pace.ts';

const after = (...rounds: readonly ('moving' | 'quiet' | 'strained' | 'failed')[]): Rhythm =>
  rounds.reduce(afterRound, atStart);

it.each<[string, Rhythm, number, number]>([
  ['while things move', after('moving'), 1_000, 2_000],
  ['after one quiet round', after('quiet'), 1_000, 2_500],
  ['after many quiet rounds', after(...Array<'quiet'>(20).fill('quiet')), 1_000, 5_000],
  ['once throttled', after('failed'), 1_000, 4_000],
  ['throttled again', after('failed', 'failed'), 1_000, 8_000],
  ['throttled for long', after(...Array<'failed'>(9).fill('failed')), 1_000, 30_000],
  ['when things move again', after('failed', 'failed', 'moving'), 1_000, 2_000],
])('%s a pause is jittered over its span', (_, rhythm, shortest, longest) => {
  expect([nextPause(rhythm, usualPace, 0), nextPause(rhythm, usualPace, 1)]).toEqual([shortest, longest]);
});
