/** First row of a window of `height` rows that shows `focus`, moved as little as possible from where it was. */
export function windowStart(previousStart: number, focus: number, height: number, count: number): number {
  const lowest = Math.max(0, focus - height + 1);
  const start = Math.min(Math.max(previousStart, lowest), focus);
  return Math.max(0, Math.min(start, count - height));
}
