import type { Terminal } from '../../support/terminal.ts';

/** Lines that a screen has once, if at all. */
const once: readonly (readonly [string, RegExp])[] = [
  ['header', /shop · 111122223333 · us-west-2/],
  ['title of the review', /^ *Review .*nothing happens/],
  ['title of the run', /^ *prod gets its CDN/],
  ['rule above the changes', /─{3}/],
  ['question', /^ *\? \S/],
  ['focus', /❯/],
  ['position in a list', /^ *\d+ to \d+ of [\d,]+$/],
];

const footer = /(^ *| {3})(enter (choose|go on)|ctrl\+c (quit|leave or cancel))/;

/** The lines in the window. The emulator keeps what a narrower window hides at its right; a person does not see that. */
function linesInWindow({ screen, emulator }: Terminal): readonly string[] {
  return screen()
    .split('\n')
    .map((line) => line.slice(0, emulator.cols).trimEnd());
}

/** What is wrong with the screen as a picture: torn, repeated, left over or without its keys. Empty: it is whole. */
function flaws(terminal: Terminal): readonly string[] {
  const lines = linesInWindow(terminal);
  const repeated = once.flatMap(([what, pattern]) => {
    const count = lines.filter((line) => pattern.test(line)).length;
    return count > 1 ? [`${what}: ${count} times`] : [];
  });
  const buffer = terminal.emulator.buffer.active;
  const rows = Array.from({ length: terminal.emulator.rows }, (_, row) => buffer.getLine(buffer.baseY + row));
  const torn = rows.flatMap((row, index) => (row?.isWrapped === true ? [`line ${index + 1} is torn`] : []));
  const footers = lines.filter((line) => footer.test(line)).length;
  const keys = footers === 1 && footer.test(lines.at(-1) ?? '') ? [] : [`${footers} lines of keys`];
  return [...repeated, ...torn, ...keys, ...sameTwice(lines), ...cutWithoutSaying(lines, terminal)];
}

/** A row of the screen that stands under itself. Different properties may say the same in a diff, next to each other never. */
function sameTwice(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) =>
    line.trim() !== '' && !line.includes('…') && line === lines[index - 1] ? [`twice: ${line}`] : [],
  );
}

/** Text that runs into the right margin was cut by the terminal, not by the program. */
function cutWithoutSaying(lines: readonly string[], { emulator }: Terminal): readonly string[] {
  const margin = emulator.cols >= 60 ? 2 : 1;
  return lines.filter((line) => line.length > emulator.cols - margin).map((line) => `too wide: ${line}`);
}

/**
 * Waits until the screen is whole and shows what is expected, laid out for `edge` where that is given.
 * The message of a failure says what is wrong.
 */
export async function wholeFrame(
  terminal: Terminal,
  expected: string | RegExp,
  edge?: number,
): Promise<string> {
  const seen = () => linesInWindow(terminal).join('\n');
  const isWhole = () =>
    (typeof expected === 'string' ? seen().includes(expected) : expected.test(seen())) &&
    (edge === undefined || rightEdge(terminal) === edge) &&
    flaws(terminal).length === 0;
  try {
    await terminal.waitFor(isWhole);
    return seen();
  } catch (error) {
    const wrong = [`right edge ${rightEdge(terminal)}`, ...flaws(terminal)].join('\n');
    throw new Error(`Not whole, or without ${String(expected)}:\n${wrong}`, { cause: error });
  }
}

/** Where the longest line ends: what stands at the right is laid out anew at each width. */
function rightEdge(terminal: Terminal): number {
  return Math.max(...linesInWindow(terminal).map((line) => line.length));
}
