import type { StepState } from '../event.ts';
import type { SituationRow } from '../wizard/screen.ts';
import { type Line, type Span, span, type Tone } from './line.ts';
import { spokenText } from './spoken.ts';

export interface Theme {
  readonly colour: boolean;
  /** Only characters that every font has. Widths stay the same, so layout does not depend on it. */
  readonly ascii: boolean;
  /** What is new is written below what was, in words. */
  readonly screenReader: boolean;
}

export const marks = {
  trueNow: '✔',
  underWay: '◐',
  toCome: '○',
  failed: '✖',
  lookHere: '!',
  focus: '❯',
  skipped: '–',
  chosen: '☑',
  partly: '◪',
  notChosen: '☐',
} as const;

/** One for one, so that every width stays. */
const asciiForms: Readonly<Record<string, string>> = {
  '✔': '+',
  '◐': '*',
  '○': '.',
  '✖': 'x',
  '❯': '>',
  '–': '-',
  '−': '-',
  '·': '-',
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '…': '~',
  '─': '-',
  '⏎': '#',
  '“': '"',
  '”': '"',
  '’': "'",
  '▾': 'v',
  '▸': '>',
  '×': 'x',
  '\ufffd': '?',
  '☑': 'x',
  '◪': '-',
  '☐': '.',
};
const asciiPattern = new RegExp(`[${Object.keys(asciiForms).join('')}]`, 'g');

const codes: Readonly<Record<Tone, readonly [number, number] | undefined>> = {
  plain: undefined,
  dim: [2, 22],
  strong: [1, 22],
  accent: [36, 39],
  good: [32, 39],
  bad: [31, 39],
  warning: [33, 39],
  cursor: [7, 27],
};

/** A line as the terminal wants it. Colours only repeat what the text says. */
export function paint(line: Line, theme: Theme): string {
  if (theme.screenReader) return spokenText(line);
  return trimEnd(line)
    .map((part) => paintSpan(part, theme))
    .join('');
}

function paintSpan({ text, tone }: Span, theme: Theme): string {
  const written = theme.ascii
    ? text.replace(asciiPattern, (character) => asciiForms[character] ?? character)
    : text;
  const code = codes[tone];
  if (code === undefined || written === '' || (!theme.colour && tone !== 'cursor')) return written;
  if (!theme.colour) return written.trim() === '' ? '_' : written;
  return `\u001b[${code[0]}m${written}\u001b[${code[1]}m`;
}

function trimEnd(line: Line): Line {
  const last = line.findLastIndex(({ text, tone }) => tone === 'cursor' || text.trim() !== '');
  return line.slice(0, last + 1);
}

export function stepMark(state: StepState): Span {
  switch (state) {
    case 'to-come':
      return span(marks.toCome, 'dim');
    case 'under-way':
      return span(marks.underWay, 'accent');
    case 'waiting':
      return span(marks.lookHere, 'warning');
    case 'done':
      return span(marks.trueNow, 'good');
    case 'failed':
      return span(marks.failed, 'bad');
    case 'skipped':
      return span(marks.skipped, 'dim');
  }
}

export function rowMark(mark: SituationRow['mark']): Span {
  switch (mark) {
    case undefined:
      return span(' ');
    case 'true-now':
      return span(marks.trueNow, 'good');
    case 'look-here':
      return span(marks.lookHere, 'warning');
    case 'failed':
      return span(marks.failed, 'bad');
  }
}
