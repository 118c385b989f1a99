import type { ReviewRow } from '../../wizard/screen.ts';
import { about } from '../duration.ts';
import { justify, type Line, row, span } from '../line.ts';
import { cut } from '../text/cut.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';

/** What would happen, numbered: title, target and what becomes of it, and how long it takes. `open` is the row whose changes are shown. */
export function reviewRowLines(
  rows: readonly ReviewRow[],
  open: ReviewRow | undefined,
  width: number,
): readonly Line[] {
  const title = Math.min(
    rows.reduce((most, each) => Math.max(most, displayWidth(each.title)), 0),
    Math.floor(width * 0.4),
  );
  const target = rows.reduce(
    (most, each) => Math.max(most, displayWidth(each.target) <= 16 ? displayWidth(each.target) : 0),
    0,
  );
  return rows.flatMap((each, index) =>
    reviewRow(each, { number: index + 1, isOpen: each === open, title, target, width }),
  );
}

/** The same in one line a row, for a low window. */
export function reviewRowSummaries(
  rows: readonly ReviewRow[],
  open: ReviewRow | undefined,
  width: number,
): readonly Line[] {
  const title = rows.reduce((most, each) => Math.max(most, displayWidth(each.title)), 0);
  return rows.map((each, index) => {
    const lead = leadOf(each, { number: index + 1, isOpen: each === open, title });
    const right =
      each.expectedMilliseconds === undefined || width < 60 ? '' : about(each.expectedMilliseconds);
    return justify(row(...lead, `${each.target}  ${each.summary}`.trim()), row(span(right, 'dim')), width);
  });
}

interface Place {
  readonly number: number;
  readonly isOpen: boolean;
  readonly title: number;
  readonly target: number;
  readonly width: number;
}

function reviewRow(each: ReviewRow, place: Place): readonly Line[] {
  const { title, target, width } = place;
  const right = each.expectedMilliseconds === undefined ? '' : about(each.expectedMilliseconds);
  const start = title + 7;
  const room = width - start - (right === '' ? 0 : displayWidth(right) + 3);
  const words = bodyLines(each, target, Math.max(12, room));
  return words.map((text, index) =>
    index === 0
      ? justify(row(...leadOf(each, place), text), row(span(right, 'dim')), width)
      : row(' '.repeat(start), text),
  );
}

function bodyLines(each: ReviewRow, target: number, room: number): readonly string[] {
  if (each.target === '') return wrap(each.summary, room);
  const isShort = displayWidth(each.target) <= 16 && room >= 40;
  const lead = isShort ? `${padEnd(each.target, target)}   ` : `${each.target}   `;
  if (displayWidth(lead + each.summary) <= room) return [lead + each.summary];
  if (!isShort) return [cut(each.target, room), ...wrap(each.summary, room)];
  const indent = ' '.repeat(displayWidth(lead));
  return wrap(each.summary, room - indent.length).map((text, index) => (index === 0 ? lead : indent) + text);
}

function leadOf(
  each: ReviewRow,
  { number, isOpen, title }: Pick<Place, 'number' | 'isOpen' | 'title'>,
): Line {
  return row(
    '  ',
    span(String(number), isOpen ? 'accent' : 'dim'),
    '  ',
    span(padEnd(cut(each.title, title), title), isOpen ? 'accent' : 'plain'),
    '  ',
  );
}
