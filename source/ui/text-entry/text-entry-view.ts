import { type Line, paragraph, row, span } from '../line.ts';
import { cut } from '../text/cut.ts';
import { displayWidth, takeEnd, takeStart } from '../text/width.ts';
import { marks } from '../theme.ts';
import type { TextEntryState } from './text-entry-reducer.ts';

/** The line that is typed into, scrolled so that the cursor stays in it, and what is wrong with the text. */
export function textEntryLines(
  state: TextEntryState,
  width: number,
  texts: { placeholder?: string | undefined; wrong?: string | undefined },
): readonly Line[] {
  const wrong =
    texts.wrong === undefined
      ? []
      : paragraph(texts.wrong, width, { indent: 2, mark: span(marks.lookHere, 'warning') });
  return [entryLine(state, width, texts.placeholder), ...wrong];
}

function entryLine({ characters, cursor }: TextEntryState, width: number, placeholder?: string): Line {
  const prompt = span(`${marks.focus} `, 'accent');
  if (characters.length === 0)
    return row(
      prompt,
      span(' ', 'cursor'),
      span(cut(placeholder === undefined ? '' : ` ${placeholder}`, width - 3), 'dim'),
    );
  const before = characters.slice(0, cursor).join('');
  const under = characters[cursor] ?? ' ';
  const after = characters.slice(cursor + 1).join('');
  const room = width - 2 - displayWidth(under);
  const roomAfter = Math.min(
    displayWidth(after),
    Math.max(Math.floor(room / 3), room - displayWidth(before)),
  );
  return row(prompt, keepEnd(before, room - roomAfter), span(under, 'cursor'), keepStart(after, roomAfter));
}

function keepEnd(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `…${takeEnd(text, width - 1)}`;
}

function keepStart(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${takeStart(text, Math.max(0, width - 1))}…`;
}
