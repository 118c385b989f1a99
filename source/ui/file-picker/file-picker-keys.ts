import type { KeyPress } from '../key-press.ts';
import type { FilePickerAction, FilePickerState } from './file-picker-reducer.ts';

/** What a key does to the tree: an action on it, the answer, or nothing (undefined: the key is somebody else's). */
export function filePickerKey(
  key: KeyPress,
  state: FilePickerState,
): FilePickerAction | { readonly type: 'answer' } | undefined {
  if (state.stage === 'keys') return keyOnKeys(key);
  switch (key.kind) {
    case 'named':
      return namedKey(key.name, state);
    case 'control':
      return controlKey(key.letter, state);
    case 'text':
      if (key.text === ' ') return { type: 'toggle' };
      return (state.isFiltering ? undefined : letterKey(key.text)) ?? filterText(key.text, state);
  }
}

/** What is chosen stands there to be looked at: on, or back to the tree. */
function keyOnKeys(key: KeyPress): ReturnType<typeof filePickerKey> {
  if (key.kind !== 'named') return undefined;
  if (key.name === 'enter') return { type: 'answer' };
  return key.name === 'escape' || key.name === 'left' ? { type: 'to-tree' } : undefined;
}

function namedKey(name: string, { filter, isFiltering }: FilePickerState): ReturnType<typeof filePickerKey> {
  switch (name) {
    case 'down':
      return { type: 'focus-by', rows: 1, end: 'around' };
    case 'up':
      return { type: 'focus-by', rows: -1, end: 'around' };
    case 'page-down':
      return { type: 'focus-page', pages: 1 };
    case 'page-up':
      return { type: 'focus-page', pages: -1 };
    case 'home':
      return { type: 'focus-by', rows: -Infinity };
    case 'end':
      return { type: 'focus-by', rows: Infinity };
    case 'right':
      return { type: 'open' };
    case 'left':
      return { type: 'close' };
    case 'enter':
      return { type: 'go-on' };
    case 'backspace':
      return isFiltering ? { type: 'filter-delete' } : undefined;
    case 'escape':
      return filter !== '' || isFiltering ? { type: 'filter-clear' } : undefined;
    default:
      return undefined;
  }
}

function controlKey(letter: string, { filter }: FilePickerState): ReturnType<typeof filePickerKey> {
  if (letter === 'n') return { type: 'focus-by', rows: 1, end: 'around' };
  if (letter === 'p') return { type: 'focus-by', rows: -1, end: 'around' };
  if (letter === 'a') return { type: 'toggle-all' };
  return letter === 'u' && filter !== '' ? { type: 'filter-clear' } : undefined;
}

function letterKey(text: string): FilePickerAction | undefined {
  switch (text) {
    case 'j':
      return { type: 'focus-by', rows: 1, end: 'around' };
    case 'k':
      return { type: 'focus-by', rows: -1, end: 'around' };
    case 'g':
      return { type: 'focus-by', rows: -Infinity };
    case 'G':
      return { type: 'focus-by', rows: Infinity };
    case 'l':
      return { type: 'open' };
    case 'h':
      return { type: 'close' };
    case 'a':
      return { type: 'toggle-all' };
    case '/':
      return { type: 'filter-begin' };
    default:
      return undefined;
  }
}

/** Every other letter begins the filter. `?` explains as long as nothing is typed. */
function filterText(text: string, { isFiltering }: FilePickerState): FilePickerAction | undefined {
  if (text === '?' && !isFiltering) return undefined;
  const printable = text.replace(/\p{Cc}+/gu, ' ');
  const added = isFiltering ? printable : printable.trimStart();
  return added === '' ? undefined : { type: 'filter-add', text: added };
}
