import { graphemes } from '../text/width.ts';

/** The text as the person sees it: `cursor` counts characters (graphemes), 0 is before the first. */
export interface TextEntryState {
  readonly characters: readonly string[];
  readonly cursor: number;
  /** Enter was pressed on a text that is not right yet: from then on, what is wrong is said while typing. */
  readonly isChecked: boolean;
}

export type TextEntryAction =
  | { readonly type: 'insert'; readonly text: string }
  | { readonly type: 'delete-before' }
  | { readonly type: 'delete-after' }
  | { readonly type: 'delete-word-before' }
  | { readonly type: 'delete-to-start' }
  | { readonly type: 'move-left' }
  | { readonly type: 'move-right' }
  | { readonly type: 'move-to-start' }
  | { readonly type: 'move-to-end' }
  | { readonly type: 'check' };

export function initialTextEntry(text = ''): TextEntryState {
  const characters = graphemes(text);
  return { characters, cursor: characters.length, isChecked: false };
}

export function textOf(state: TextEntryState): string {
  return state.characters.join('');
}

export function reduceTextEntry(state: TextEntryState, action: TextEntryAction): TextEntryState {
  const { characters, cursor } = state;
  switch (action.type) {
    case 'insert':
      return insert(state, action.text);
    case 'delete-before':
      return remove(state, cursor - 1, cursor);
    case 'delete-after':
      return remove(state, cursor, cursor + 1);
    case 'delete-word-before':
      return remove(state, wordStart(characters, cursor), cursor);
    case 'delete-to-start':
      return remove(state, 0, cursor);
    case 'move-left':
      return { ...state, cursor: Math.max(0, cursor - 1) };
    case 'move-right':
      return { ...state, cursor: Math.min(characters.length, cursor + 1) };
    case 'move-to-start':
      return { ...state, cursor: 0 };
    case 'move-to-end':
      return { ...state, cursor: characters.length };
    case 'check':
      return { ...state, isChecked: true };
  }
}

/** A paste often ends with a line break, or has some inside; one line is what is asked for. */
function insert(state: TextEntryState, text: string): TextEntryState {
  const oneLine = text.replace(/^\s*[\r\n]+|[\r\n]+\s*$/g, '').replace(/\p{Cc}+/gu, ' ');
  const before = state.characters.slice(0, state.cursor).join('') + oneLine;
  // Segmented together: a combining mark or a joiner that arrives alone belongs to the character before it.
  const kept = graphemes(before);
  return {
    ...state,
    characters: graphemes(before + state.characters.slice(state.cursor).join('')),
    cursor: kept.length,
  };
}

function remove(state: TextEntryState, from: number, to: number): TextEntryState {
  const start = Math.max(0, from);
  return {
    ...state,
    characters: [...state.characters.slice(0, start), ...state.characters.slice(to)],
    cursor: start,
  };
}

function wordStart(characters: readonly string[], cursor: number): number {
  let start = cursor;
  while (start > 0 && characters[start - 1] === ' ') start -= 1;
  while (start > 0 && characters[start - 1] !== ' ') start -= 1;
  return start;
}
