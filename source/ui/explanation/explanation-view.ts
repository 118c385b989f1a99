import type { Question } from '../../wizard/question.ts';
import { widthForTheEar } from '../frame.ts';
import { type Line, paragraph, row, span } from '../line.ts';

/** What `?` opens: the question's sentences, and the flag that answers it without a terminal. */
export function explanationLines(question: Question, width: number): readonly Line[] {
  const readable = width === widthForTheEar ? width : Math.min(width, 76);
  const text = paragraph(question.explanation.join(' '), readable, { indent: 2 });
  if (question.flag === undefined) return text;
  return [...text, row('  ', span('As a flag: ', 'dim'), question.flag)];
}
