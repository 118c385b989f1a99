import { useEffect, useState } from 'react';
import type { Clock } from './clock.ts';

/** The time, twice a second while something runs. A frame that says the same is not written again. */
export function useNow(clock: Clock, isRunning: boolean): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setTick((tick) => tick + 1), 500);
    return () => clearInterval(timer);
  }, [isRunning]);
  return clock.now();
}
