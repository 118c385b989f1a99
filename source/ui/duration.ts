/** `14s`, `2m 04s`, `1h 02m`: how long something has taken. `milliseconds` is rounded down to whole seconds. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${twoDigits(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}

/** `a moment`, `about 20 s`, `about 5 min`: what to expect, no finer than it is known. */
export function about(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 5) return 'a moment';
  if (seconds < 57.5) return `about ${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 90 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`;
}

/** `20s`, `3m 30s`, `12 min`: the usual length beside one that is running, so a little finer than `about`. */
export function usual(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 57.5)
    return `${Math.max(1, seconds < 10 ? Math.round(seconds) : Math.round(seconds / 5) * 5)}s`;
  const halfMinutes = Math.round(seconds / 30);
  if (halfMinutes % 2 === 0 || halfMinutes >= 20) return `${Math.round(halfMinutes / 2)} min`;
  return `${Math.floor(halfMinutes / 2)}m 30s`;
}

/** What is running, against what is usual: `1m 41s of about 3m 30s`, `4m 02s, usually 3m 30s`. */
export function against(milliseconds: number, expectedMilliseconds: number | undefined): string {
  if (expectedMilliseconds === undefined || expectedMilliseconds < 1000) return duration(milliseconds);
  return milliseconds <= expectedMilliseconds
    ? `${duration(milliseconds)} of about ${usual(expectedMilliseconds)}`
    : `${duration(milliseconds)}, usually ${usual(expectedMilliseconds)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
