export interface Timed {
  readonly name: string;
  readonly milliseconds: number;
}

/** Measures what is done, and knows what took longest. */
export interface Timer {
  time<T>(name: string, act: () => T): T;
  slowest(): Timed;
  /** What took longer than allowed. */
  tooSlow(): readonly Timed[];
}

/** @param longest in milliseconds; what takes longer gets a second chance, for the machine may have been busy */
export function timer(longest: number, now: () => number): Timer {
  const tooSlow: Timed[] = [];
  let slowest: Timed = { name: 'nothing', milliseconds: 0 };

  function measure(act: () => unknown): number {
    const start = now();
    try {
      act();
    } catch {
      // It is told where it is thrown first.
    }
    return now() - start;
  }

  function note(name: string, start: number, act: () => unknown): void {
    const first = now() - start;
    const milliseconds = first > longest ? Math.min(first, measure(act)) : first;
    if (milliseconds > slowest.milliseconds) slowest = { name, milliseconds };
    if (milliseconds > longest) tooSlow.push({ name, milliseconds });
  }

  return {
    time(name, act) {
      const start = now();
      try {
        return act();
      } finally {
        note(name, start, act);
      }
    },
    slowest: () => slowest,
    tooSlow: () => tooSlow,
  };
}
