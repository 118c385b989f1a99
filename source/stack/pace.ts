/** How often a stack is asked about, in milliseconds. */
export interface Pace {
  /** While something moves: between this and twice this. */
  readonly shortest: number;
  /** When all is quiet; under throttling up to six times this. */
  readonly longest: number;
}

/** Of an AWS account's calls others want their share too: DescribeStacks was seen to be limited to some five a second. */
export const usualPace: Pace = { shortest: 1_000, longest: 5_000 };

/** What happened lately. */
export interface Rhythm {
  /** Rounds in a row that brought nothing. */
  readonly quiet: number;
  /** Rounds in a row that AWS throttled or that failed. */
  readonly troubled: number;
}

export const atStart: Rhythm = { quiet: 0, troubled: 0 };

export function afterRound(rhythm: Rhythm, round: 'moving' | 'quiet' | 'strained' | 'failed'): Rhythm {
  switch (round) {
    case 'moving':
      return atStart;
    case 'quiet':
      return { quiet: rhythm.quiet + 1, troubled: 0 };
    case 'strained':
    case 'failed':
      return { quiet: rhythm.quiet, troubled: rhythm.troubled + 1 };
  }
}

/** Milliseconds until the next round: jittered over the whole span, so that many who watch do not ask in step. `random`: 0 to 1. */
export function nextPause(rhythm: Rhythm, pace: Pace, random: number): number {
  const span =
    rhythm.troubled > 0
      ? Math.min(6 * pace.longest, 2 * pace.shortest * 2 ** rhythm.troubled)
      : Math.min(pace.longest, 2 * pace.shortest * 1.25 ** rhythm.quiet);
  return Math.round(pace.shortest + random * Math.max(0, span - pace.shortest));
}
