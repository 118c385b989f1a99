import { cut } from './text/cut.ts';
import { displayWidth } from './text/width.ts';
import { wrap } from './text/wrap.ts';

/** How a piece of text looks. It repeats what marks and words say, never more. */
export type Tone = 'plain' | 'dim' | 'strong' | 'accent' | 'good' | 'bad' | 'warning' | 'cursor';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One row of the screen. Views are functions that return lines, so that their height is known before anything is drawn. */
export type Line = readonly Span[];

export const blank: Line = [];

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text: harmless(text), tone };
}

/** What moves the cursor, rings, or turns the order of letters around: names and reasons of others may hold it. */
const unruly =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const isUnruly = new RegExp(`[\\r\\n${unruly}]`);
const everyUnruly = new RegExp(`[${unruly}]`, 'g');

/** Text of others can be read, and does nothing to the terminal. */
function harmless(text: string): string {
  if (!isUnruly.test(text)) return text;
  return text.replace(everyUnruly, '\ufffd').replace(/[\r\n]+/g, ' ');
}

export function row(...parts: readonly (Span | string)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? span(part) : part));
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, part) => sum + displayWidth(part.text), 0);
}

/** The same line in at most `width` columns. The first piece that does not fit is cut, with an ellipsis. */
export function fitLine(line: Line, width: number): Line {
  if (lineWidth(line) <= width) return line;
  const fitted: Span[] = [];
  let left = width;
  for (const [index, part] of line.entries()) {
    const rest = line.slice(index + 1).some(({ text }) => text.trim() !== '');
    const needed = displayWidth(part.text);
    if (needed < left || (needed === left && !rest)) {
      fitted.push(part);
      left -= needed;
      continue;
    }
    const text = needed <= left && rest ? cut(`${part.text} …`, left) : cut(part.text, left);
    return [...fitted, span(text, part.tone)];
  }
  return fitted;
}

/** Left and right in one line; where both do not fit, the left one is cut. */
export function justify(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right);
  if (rightWidth === 0) return fitLine(left, width);
  if (rightWidth + 8 > width) return fitLine([...left, span('  '), ...right], width);
  const fitted = fitLine(left, width - rightWidth - 2);
  return [...fitted, span(' '.repeat(width - rightWidth - lineWidth(fitted))), ...right];
}

/** Left, and the first of `rights` beside which it stands uncut; the last one when none is short enough. */
export function justifyFirst(left: Line, rights: readonly Line[], width: number): Line {
  const fitting = rights.find((right) => lineWidth(left) + 2 + lineWidth(right) <= width);
  return justify(left, fitting ?? rights.at(-1) ?? [], width);
}

/** Words broken into lines of `width` columns, each behind the same indentation; the first one may carry a mark in it. */
export function paragraph(
  text: string,
  width: number,
  options: { indent?: number; mark?: Span; tone?: Tone } = {},
): readonly Line[] {
  const { indent = 0, mark, tone = 'plain' } = options;
  return wrap(text, width - indent).map((words, index) => {
    const lead =
      index === 0 && mark !== undefined
        ? [mark, span(' '.repeat(Math.max(0, indent - displayWidth(mark.text))))]
        : [span(' '.repeat(indent))];
    return [...(indent > 0 ? lead : []), span(words, tone)];
  });
}

/** What the line says, without how it looks. */
export function plainText(line: Line): string {
  return line
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}
