import { setTimeout as sleep } from 'node:timers/promises';

/** The time and the waiting of whoever polls: handed in, so that nobody below keeps a clock of their own. */
export interface Clock {
  readonly now: () => Date;
  /** Waits so many milliseconds; rejects with the signal's reason once it is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  wait: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.reason ?? error;
    }
  },
};
