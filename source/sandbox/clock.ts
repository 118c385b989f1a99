import type { SandboxClock } from './world.ts';

export interface ClockOptions {
  /** Asked at every `after`, so that a changed knob counts from then on. */
  readonly speed: () => number;
  /** The moment at which the sandbox starts; default: now. It goes on from there with real time. */
  readonly startsAt?: Date;
}

/** A clock whose time is real and whose waits are AWS's seconds divided by the speed. */
export function createClock(options: ClockOptions): SandboxClock {
  const offset = options.startsAt === undefined ? 0 : options.startsAt.getTime() - Date.now();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  function after(seconds: number, run: () => void): () => void {
    if (stopped) return () => {};
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        run();
      },
      Math.max(0, (seconds * 1000) / options.speed()),
    );
    timer.unref();
    timers.add(timer);
    return () => {
      timers.delete(timer);
      clearTimeout(timer);
    };
  }

  function stop(): void {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }

  return { now: () => new Date(Date.now() + offset), after, stop };
}
