const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `0 B`, `412 kB`, `8.1 MB`: bytes as people read them, in powers of 1,000. */
export function byteSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  // 999.96 kB would be "1000 kB".
  if (Number(amount.toPrecision(3)) >= 1000 && power < units.length - 1) return `1.0 ${units[power + 1]}`;
  return `${power === 0 || amount >= 99.95 ? Math.round(amount) : amount.toFixed(1)} ${units[power]}`;
}
