import type { Key } from 'ink';

export type KeyName =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'enter'
  | 'escape'
  | 'backspace'
  | 'delete'
  | 'tab';

/** One key as the components see it. */
export type KeyPress =
  | { readonly kind: 'named'; readonly name: KeyName }
  | { readonly kind: 'control'; readonly letter: string }
  /** One character, or a paste. */
  | { readonly kind: 'text'; readonly text: string };

/** From Ink's flags to one value; undefined for keys that mean nothing here (Alt, function keys). */
export function keyPress(input: string, key: Key): KeyPress | undefined {
  const name = nameOf(input, key);
  if (name !== undefined) return { kind: 'named', name };
  if (key.meta || key.super || key.hyper || input === '') return undefined;
  if (key.ctrl) return { kind: 'control', letter: input };
  return { kind: 'text', text: input };
}

function nameOf(input: string, key: Key): KeyName | undefined {
  if (key.escape) return 'escape';
  if (key.meta) return undefined;
  if (key.return || input === '\n') return 'enter';
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'page-up';
  if (key.pageDown) return 'page-down';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.backspace) return 'backspace';
  if (key.delete) return 'delete';
  if (key.tab) return 'tab';
  return undefined;
}
