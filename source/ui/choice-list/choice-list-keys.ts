import type { KeyPress } from '../key-press.ts';
import type { ChoiceListAction, ChoiceListState } from './choice-list-reducer.ts';

/** What a key does to a list: an action on it, a choice, or nothing (undefined: the key is somebody else's). */
export function choiceListKey(
  key: KeyPress,
  state: ChoiceListState,
  filterable: boolean,
): ChoiceListAction | { readonly type: 'choose' } | undefined {
  switch (key.kind) {
    case 'named':
      return namedKey(key.name, state, filterable);
    case 'control':
      if (key.letter === 'n') return { type: 'focus-next' };
      if (key.letter === 'p') return { type: 'focus-previous' };
      return key.letter === 'u' && state.filter !== '' ? { type: 'filter-clear' } : undefined;
    case 'text':
      if (!filterable) return vimKey(key.text);
      if (key.text === '?' && state.filter === '') return undefined;
      return filterText(key.text, state);
  }
}

function namedKey(
  name: string,
  state: ChoiceListState,
  filterable: boolean,
): ReturnType<typeof choiceListKey> {
  switch (name) {
    case 'down':
      return { type: 'focus-next' };
    case 'up':
      return { type: 'focus-previous' };
    case 'page-down':
      return { type: 'focus-next-page' };
    case 'page-up':
      return { type: 'focus-previous-page' };
    case 'home':
      return { type: 'focus-first' };
    case 'end':
      return { type: 'focus-last' };
    case 'enter':
      return { type: 'choose' };
    case 'backspace':
      return filterable && state.filter !== '' ? { type: 'filter-delete' } : undefined;
    case 'escape':
      return filterable && state.filter !== '' ? { type: 'filter-clear' } : undefined;
    default:
      return undefined;
  }
}

function vimKey(text: string): ChoiceListAction | undefined {
  if (text === 'j') return { type: 'focus-next' };
  if (text === 'k') return { type: 'focus-previous' };
  if (text === 'g') return { type: 'focus-first' };
  return text === 'G' ? { type: 'focus-last' } : undefined;
}

function filterText(text: string, state: ChoiceListState): ChoiceListAction | undefined {
  const printable = text.replace(/[\p{Cc}\s]+/gu, ' ');
  const added = state.filter === '' ? printable.trimStart() : printable;
  return added === '' ? undefined : { type: 'filter-add', text: added };
}
