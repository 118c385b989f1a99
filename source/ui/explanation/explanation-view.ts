import type { Question } from '../../wizard/question.ts';
import { type Line, paragraph, row, span } from '../line.ts';

/** What `?` opens: the question's sentences, and the flag that answers it without a terminal. */
export function explanationLines(question: Question, width: number): readonly Line[] {
  const text = paragraph(question.explanation.join(' '), Math.min(width, 76), { indent: 2 });
  if (question.flag === undefined) return text;
  return [...text, row('  ', span('As a flag: ', 'dim'), question.flag)];
}
