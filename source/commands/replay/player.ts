import type { Clock } from '../../stack/clock.ts';
import type { PlayChange, Playing } from '../../wizard/screen.ts';

/** The time of a recording while it is played: it runs faster than ours, is stopped, and leaps over long silences. */
export interface Player {
  /** Milliseconds since the epoch, as the recorded machine had them. */
  readonly now: () => number;
  readonly playing: () => Playing;
  readonly change: (change: PlayChange) => void;
  /** Plays until this moment of the recording. Rejects with the signal's reason once it is aborted. */
  readonly until: (moment: number, signal: AbortSignal) => Promise<void>;
}

/** The longest silence that is played, in milliseconds of the recording. */
const longestSilence = 3_000;

const slowest = 1 / 8;
const fastest = 64;

export function createPlayer(clock: Clock, speedAtStart: number): Player {
  let speed = speedAtStart;
  let paused = false;
  /** The moment of the recording, and when it was that on our clock. */
  let moment: number | undefined;
  let since = 0;
  /** What is recorded next: time does not run past it. */
  let next = Number.POSITIVE_INFINITY;
  let wake = (): void => undefined;

  const realNow = () => clock.now().getTime();
  const now = (): number => {
    if (moment === undefined) return realNow();
    return paused ? moment : Math.min(next, moment + (realNow() - since) * speed);
  };
  const anchor = (at: number): void => {
    moment = at;
    since = realNow();
  };

  return {
    now,
    playing: () => ({ speed, paused }),
    change: (change) => {
      anchor(now());
      if (change === 'pause') paused = !paused;
      if (change === 'faster') speed = Math.min(fastest, speed * 2);
      if (change === 'slower') speed = Math.max(slowest, speed / 2);
      wake();
    },
    until: async (wanted, signal) => {
      if (moment === undefined) anchor(wanted);
      next = wanted;
      if (wanted - now() > longestSilence) anchor(wanted - longestSilence);
      while (paused || now() < wanted) {
        const changed = new AbortController();
        wake = () => changed.abort();
        const left = paused ? longestWait : (wanted - now()) / speed;
        await clock
          .wait(left, AbortSignal.any([signal, changed.signal]))
          .catch(() => signal.throwIfAborted());
      }
      anchor(Math.max(wanted, now()));
    },
  };
}

/** A timer takes no longer ones; whoever pauses for longer is waited for again. */
const longestWait = 2 ** 31 - 1;
