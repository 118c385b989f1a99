import { graphemes } from './text/width.ts';

const esc = '\u001b';
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;
const controlSequence = /^\u001b(?:\[\[?[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~])/;
const partialSequence = /^\u001b(?:\[\[?[0-?]*[ -/]*|O[0-9;]*)?$/;

export interface SplitKeys {
  /** Each is one key: a character, a control character, an escape sequence, or one whole bracketed paste. */
  readonly keys: readonly string[];
  /** The start of a sequence whose end has not arrived. */
  readonly rest: string;
}

/** The escape key by itself. In this form it cannot be taken for the start of what comes next. */
export const escapeKey = `${esc}[27u`;

/**
 * Splits what one read of a terminal gave (several keys, when they come fast, through ssh or tmux) into single keys.
 */
export function splitKeys(input: string): SplitKeys {
  const keys: string[] = [];
  let rest = input;
  while (rest !== '') {
    if (!rest.startsWith(esc)) {
      const end = rest.indexOf(esc);
      const text = end === -1 ? rest : rest.slice(0, end);
      keys.push(...splitText(text));
      rest = rest.slice(text.length);
      continue;
    }
    const key = firstEscape(rest);
    if (key === undefined) return { keys, rest };
    keys.push(key.delivered);
    rest = rest.slice(key.length);
  }
  return { keys, rest };
}

/** What a partial sequence was, now that nothing has followed it: the escape key, and what was typed after it. */
export function splitAbandoned(rest: string): readonly string[] {
  if (rest === '') return [];
  if (rest.startsWith(pasteStart)) return [rest + pasteEnd];
  return [escapeKey, ...splitText(rest.slice(esc.length))];
}

export function isInsidePaste(rest: string): boolean {
  return rest.startsWith(pasteStart);
}

function firstEscape(input: string): { delivered: string; length: number } | undefined {
  if (input.startsWith(pasteStart)) {
    const end = input.indexOf(pasteEnd);
    if (end === -1) return undefined;
    const paste = input.slice(0, end + pasteEnd.length);
    return { delivered: paste, length: paste.length };
  }
  const sequence = controlSequence.exec(input)?.[0];
  if (sequence !== undefined) return { delivered: sequence, length: sequence.length };
  if (partialSequence.test(input)) return undefined;
  const next = input.charAt(1);
  // Escape and then a control character (Enter, say) are two keys; Escape with a letter is how terminals send Alt.
  if (next < ' ' || next === '\u007f' || next === '[' || next === 'O')
    return { delivered: escapeKey, length: 1 };
  const letter = graphemes(input.slice(1, 40))[0] ?? '';
  return { delivered: esc + letter, length: esc.length + letter.length };
}

function splitText(text: string): readonly string[] {
  // CR LF from a paste without brackets is one Enter; Intl.Segmenter sees it as one character too.
  return graphemes(text).map((key) => (key === '\r\n' ? '\r' : key));
}
