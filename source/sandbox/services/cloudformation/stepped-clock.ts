import type { SandboxClock } from '../../world.ts';

export interface SteppedClock extends SandboxClock {
  /** Lets so many of AWS's seconds pass, with all that happens in them. */
  runFor(seconds: number): void;
  /** Until nothing is left to happen. */
  runAll(): void;
}

/** Time that does not pass by itself: it jumps from one thing that is to happen to the next. */
export function steppedClock(start: Date): SteppedClock {
  let milliseconds = start.getTime();
  let count = 0;
  let stopped = false;
  const queue: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];

  function after(seconds: number, run: () => void): () => void {
    if (stopped) return () => {};
    count += 1;
    const entry = { at: milliseconds + seconds * 1000, order: count, run };
    queue.push(entry);
    return () => {
      const index = queue.indexOf(entry);
      if (index >= 0) queue.splice(index, 1);
    };
  }

  function runUntil(end: number): void {
    for (;;) {
      queue.sort((one, other) => one.at - other.at || one.order - other.order);
      const next = queue[0];
      if (!next || next.at > end) return;
      queue.shift();
      milliseconds = next.at;
      next.run();
    }
  }

  return {
    now: () => new Date(milliseconds),
    after,
    stop: () => {
      stopped = true;
      queue.length = 0;
    },
    runFor: (seconds) => {
      const end = milliseconds + seconds * 1000;
      runUntil(end);
      milliseconds = Math.max(milliseconds, end);
    },
    runAll: () => runUntil(Number.POSITIVE_INFINITY),
  };
}
