import type { KeyPress } from '../key-press.ts';
import type { TextEntryAction } from './text-entry-reducer.ts';

/** What a key does to the text; undefined: the key is somebody else's. */
export function textEntryKey(key: KeyPress): TextEntryAction | { readonly type: 'submit' } | undefined {
  switch (key.kind) {
    case 'text':
      return { type: 'insert', text: key.text };
    case 'control':
      return controlKey(key.letter);
    case 'named':
      return namedKey(key.name);
  }
}

function controlKey(letter: string): TextEntryAction | undefined {
  switch (letter) {
    case 'a':
      return { type: 'move-to-start' };
    case 'e':
      return { type: 'move-to-end' };
    case 'u':
      return { type: 'delete-to-start' };
    case 'w':
      return { type: 'delete-word-before' };
    case 'd':
      return { type: 'delete-after' };
    default:
      return undefined;
  }
}

function namedKey(name: string): ReturnType<typeof textEntryKey> {
  switch (name) {
    case 'enter':
      return { type: 'submit' };
    case 'left':
      return { type: 'move-left' };
    case 'right':
      return { type: 'move-right' };
    case 'home':
      return { type: 'move-to-start' };
    case 'end':
      return { type: 'move-to-end' };
    case 'backspace':
      return { type: 'delete-before' };
    case 'delete':
      return { type: 'delete-after' };
    default:
      return undefined;
  }
}
