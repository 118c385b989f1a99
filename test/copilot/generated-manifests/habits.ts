import fc from 'fast-check';

/** How somebody writes YAML. Lists are choices that are taken in turn. */
export interface Habits {
  /** Spaces a level: not everybody keeps to one number. */
  readonly steps: readonly number[];
  /** How far dashes stand to the right of their key. */
  readonly dash: number;
  /** Between a dash and what stands behind it. */
  readonly gap: number;
  readonly colon: ':' | ' :';
  readonly above: readonly ('' | 'blank' | 'comment' | 'column 0' | 'heading' | 'commented out')[];
  readonly behind: readonly string[];
  readonly collections: readonly ('block' | 'brackets' | 'spaced brackets' | 'tall brackets')[];
  readonly quotes: readonly ('plain' | 'single' | 'double')[];
  readonly nulls: readonly ('nothing' | 'tilde' | 'word' | 'commented children')[];
}

function inTurn<T>(count: number, ...choices: readonly T[]): fc.Arbitrary<T[]> {
  return fc.array(fc.constantFrom(...choices), { minLength: count, maxLength: count });
}

export const habits: fc.Arbitrary<Habits> = fc.record({
  steps: fc.oneof(
    fc.constantFrom([2], [2], [4], [3]),
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 3 }),
  ),
  dash: fc.constantFrom(0, 2, 2, 4),
  gap: fc.constantFrom(1, 1, 1, 3),
  colon: fc.constantFrom(':', ':', ':', ' :'),
  above: inTurn<Habits['above'][number]>(
    11,
    ...(['', '', '', '', 'blank', 'comment', 'column 0', 'heading', 'commented out'] as const),
  ),
  behind: inTurn(7, '', '', '', '', ' # why', '   # because: it is', '  '),
  collections: inTurn<Habits['collections'][number]>(
    5,
    ...(['block', 'block', 'block', 'block', 'brackets', 'spaced brackets', 'tall brackets'] as const),
  ),
  quotes: inTurn<Habits['quotes'][number]>(3, 'plain', 'plain', 'single', 'double'),
  nulls: inTurn<Habits['nulls'][number]>(3, 'nothing', 'tilde', 'word', 'commented children'),
});
