import type { PastAnswer } from '../../wizard/question.ts';
import { type Line, row, span } from '../line.ts';
import { cut } from '../text/cut.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { marks } from '../theme.ts';

/** One line an answer. Where they do not all fit, the earliest ones are only counted. */
export function pastAnswerLines(
  past: readonly PastAnswer[],
  width: number,
  height = past.length,
): readonly Line[] {
  const label = Math.min(
    past.reduce((most, answer) => Math.max(most, displayWidth(answer.label)), 12),
    Math.floor(width / 2),
  );
  const lines = past.map((answer) =>
    row(
      span(marks.trueNow, 'good'),
      ' ',
      span(padEnd(cut(answer.label, label), label), 'dim'),
      '  ',
      cut(answer.text, Math.max(1, width - label - 4)),
    ),
  );
  if (lines.length <= height) return lines;
  if (height <= 1) return [row(span(marks.trueNow, 'good'), span(` ${past.length} answers so far`, 'dim'))];
  const earlier = lines.length - height + 1;
  const note = earlier === 1 ? '1 earlier answer' : `${earlier} earlier answers`;
  return [row(span(marks.trueNow, 'good'), span(` ${note}`, 'dim')), ...lines.slice(earlier)];
}
