const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** The time between two moments in its largest whole unit: "3 days", "1 hour", "a moment". */
export function agoInWords(from: Date, to: Date): string {
  const seconds = (to.getTime() - from.getTime()) / 1_000;
  for (const [unit, length] of units) {
    const count = Math.floor(seconds / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return 'a moment';
}
