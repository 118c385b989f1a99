import type { Terminal } from '@xterm/headless';

/** The lines in the window, right-trimmed, without the empty ones at the end. */
export function visibleText(emulator: Terminal): string {
  const { baseY } = emulator.buffer.active;
  return linesBetween(emulator, baseY, baseY + emulator.rows);
}

/** The lines that have left the window at its top. */
export function scrollbackText(emulator: Terminal): string {
  return linesBetween(emulator, 0, emulator.buffer.active.baseY);
}

/** Every line that there still is. */
export function wholeText(emulator: Terminal): string {
  return linesBetween(emulator, 0, emulator.buffer.active.length);
}

function linesBetween(emulator: Terminal, from: number, to: number): string {
  const buffer = emulator.buffer.active;
  return Array.from(
    { length: to - from },
    (_, row) => buffer.getLine(from + row)?.translateToString(true) ?? '',
  )
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
