const sequences = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  delete: '\x1b[3~',
  backspace: '\x7f',
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  space: ' ',
} as const;

type NamedKey = keyof typeof sequences;

/** Characters that print are typed, not pressed. */
export type Key = NamedKey | `ctrl+${string}`;

/** The bytes that an xterm sends for a key. */
export function keySequence(key: Key): string {
  if (isNamed(key)) return sequences[key];
  if (/^ctrl\+[a-z]$/.test(key)) return String.fromCharCode(key.charCodeAt(5) - 96);
  throw new Error(
    `There is no key ${JSON.stringify(key)}: ${Object.keys(sequences).join(', ')}, ctrl+a to ctrl+z.`,
  );
}

function isNamed(key: Key): key is NamedKey {
  return Object.hasOwn(sequences, key);
}
