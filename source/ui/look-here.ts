import { type Line, paragraph, span } from './line.ts';
import { marks } from './theme.ts';

/** Words behind the mark that says look here. */
export function lookHere(text: string, width: number): readonly Line[] {
  return paragraph(text, width, { indent: 2, mark: span(marks.lookHere, 'warning') });
}
