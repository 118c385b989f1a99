import type { FactEvent, StatusFindingEvent } from '../../event.ts';
import { type Line, paragraph, row, type Span, span } from '../line.ts';
import { padEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { marks } from '../theme.ts';

const severityMarks: Readonly<Record<StatusFindingEvent['severity'], Span>> = {
  problem: span(marks.failed, 'bad'),
  warning: span(marks.lookHere, 'warning'),
  note: span(marks.toCome, 'dim'),
};

const standingMarks: Readonly<Record<NonNullable<FactEvent['standing']>, Span>> = {
  ...severityMarks,
  well: span(marks.trueNow, 'good'),
  // A note leaves it true.
  note: span(marks.trueNow, 'good'),
  unknown: span(marks.skipped, 'dim'),
};

/** No line of words is longer than reads well. */
const readable = 96;

/** What is off, and under it what mends it; a command stays whole, so that it can be copied. `width` may be Infinity. */
export function statusFindingLines(finding: StatusFindingEvent, width: number): readonly Line[] {
  const { severity, message, next } = finding;
  const columns = width === Number.POSITIVE_INFINITY ? width : Math.min(width, readable);
  return [
    ...paragraph(message, columns, { indent: 2, mark: severityMarks[severity] }),
    ...next.flatMap((words) =>
      wrap(words, columns - 4, 'whole').map((line, index) =>
        row('  ', index === 0 ? span('→', 'accent') : ' ', ' ', span(line, 'dim')),
      ),
    ),
  ];
}

/** Columns of the longest label, and those from which on a label has a line of its own. */
const labelWidth = 13;
const narrow = 60;

/** A row of what is true: the mark, what it is about, and what is so. */
export function statusRow(fact: FactEvent, width: number): readonly Line[] {
  const { label = '', standing = 'well', text } = fact;
  const mark = standingMarks[standing];
  if (width < narrow)
    return [
      row(mark, ' ', span(label, 'strong')),
      ...wrap(text, width - 4, 'whole').map((line) => row('    ', line)),
    ];
  const indent = labelWidth + 4;
  return wrap(text, width - indent, 'whole').map((line, index) =>
    index === 0
      ? row(mark, ' ', span(padEnd(label, labelWidth), 'strong'), '  ', line)
      : row(' '.repeat(indent), line),
  );
}
