import { cutMiddle } from './cut.ts';
import { displayWidth } from './width.ts';

/** What becomes of one word that is wider than the line: shortened in the middle, or left whole for the terminal to wrap (it can be copied then). */
export type LongWord = 'cut' | 'whole';

/** Breaks text between words into lines of at most `width` columns. Line breaks in the text stay. */
export function wrap(text: string, width: number, longWord: LongWord = 'cut'): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(1, width), longWord));
}

function wrapParagraph(text: string, width: number, longWord: LongWord): readonly string[] {
  if (displayWidth(text) <= width) return [text];
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent;
  for (const word of text.trim().split(/ +/)) {
    const fitting = longWord === 'cut' ? cutMiddle(word, Math.max(1, width - indent.length)) : word;
    const joined = line === indent ? indent + fitting : `${line} ${fitting}`;
    if (displayWidth(joined) <= width || line === indent) {
      line = joined;
    } else {
      lines.push(line);
      line = indent + fitting;
    }
  }
  return [...lines, line];
}
