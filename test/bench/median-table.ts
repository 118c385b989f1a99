export interface Measured {
  readonly name: string;
  readonly milliseconds: readonly number[];
  /** The most that its median may be, as a multiple of the first row's. */
  readonly bound?: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** One line for each measurement, compared with the first. */
export function medianTable(rows: readonly Measured[]): string {
  const base = median(rows[0]?.milliseconds ?? []);
  const cells = rows.map(({ name, milliseconds, bound }) => {
    const ratio = median(milliseconds) / base;
    return [
      name,
      `${median(milliseconds).toFixed(1)} ms`,
      `${Math.min(...milliseconds).toFixed(1)} ms`,
      `${ratio.toFixed(2)}x`,
      bound ? `at most ${bound}x` : '',
      bound ? (ratio <= bound ? 'holds' : 'BROKEN') : '',
    ];
  });
  const table = [['', 'median', 'fastest', 'ratio', 'bound', ''], ...cells];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, i) => (i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Prints the table. False: a bound is broken. */
export function report(rows: readonly Measured[], rounds: number): boolean {
  console.log(`Node ${process.version}, ${rounds} runs of each, taken in turn`);
  console.log(medianTable(rows));
  const base = median(rows[0]?.milliseconds ?? []);
  return rows.every(({ bound, milliseconds }) => !bound || median(milliseconds) <= bound * base);
}
