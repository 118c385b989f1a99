import type { CheckEvent } from '../event.ts';
import { changeLines } from './change-lines.ts';
import { type Line, paragraph, row, type Span, span } from './line.ts';
import { marks } from './theme.ts';

const verdictMarks: Readonly<Record<CheckEvent['verdict'], Span>> = {
  passed: span(marks.trueNow, 'good'),
  warning: span(marks.lookHere, 'warning'),
};

/** What a check looked at; a warning with why it matters, what to do, and what it is about. `width` may be Infinity. */
export function checkLines(check: CheckEvent, width: number): readonly Line[] {
  const { title, verdict, why, next = [], change } = check;
  return [
    ...paragraph(title, width, { indent: 2, mark: verdictMarks[verdict] }),
    ...(why === undefined ? [] : paragraph(why, width, { indent: 4 })),
    ...next.flatMap((words) =>
      paragraph(words, width - 4, { indent: 2, mark: span('→', 'accent') }).map((line) =>
        row('    ', ...line),
      ),
    ),
    ...(change === undefined ? [] : changeLines(change).map((line) => row('    ', ...line))),
  ];
}

/** Titles of warnings, for a screen that has little room: the first few, and how many more there are. */
export function warningTitles(checks: readonly CheckEvent[], width: number): readonly Line[] {
  const warnings = checks.filter(({ verdict }) => verdict === 'warning');
  const shown = warnings.length > 3 ? warnings.slice(0, 2) : warnings;
  const more = warnings.length - shown.length;
  return [
    ...shown.flatMap(({ title }) => paragraph(title, width, { indent: 2, mark: verdictMarks.warning })),
    ...(more > 0 ? [row('  ', span(`and ${more} more, see the checks`, 'dim'))] : []),
  ];
}
