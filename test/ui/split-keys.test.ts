import { describe, expect, it } from 'vitest';
import { escapeKey, splitAbandoned, splitKeys } from '../../source/ui/split-keys.ts';

const esc = '\u001b';
const family = '👨‍👩‍👧';

describe('splitKeys', () => {
  const table: readonly [name: string, input: string, keys: readonly string[], rest?: string][] = [
    ['one character', 'a', ['a']],
    ['characters typed fast', 'abc', ['a', 'b', 'c']],
    [
      'three Downs and Enter in one read',
      `${esc}[B${esc}[B${esc}[B\r`,
      [`${esc}[B`, `${esc}[B`, `${esc}[B`, '\r'],
    ],
    ['application cursor keys', `${esc}OA${esc}OB`, [`${esc}OA`, `${esc}OB`]],
    ['page keys with a tilde', `${esc}[5~${esc}[6~`, [`${esc}[5~`, `${esc}[6~`]],
    ['modified arrows', `${esc}[1;5C`, [`${esc}[1;5C`]],
    ['Linux console function keys', `${esc}[[A`, [`${esc}[[A`]],
    ['text around a sequence', `x${esc}[Ay`, ['x', `${esc}[A`, 'y']],
    ['control characters', 'a\u0003\u007f\tb', ['a', '\u0003', '\u007f', '\t', 'b']],
    ['an emoji of several code points', `${family}é`, [family, 'é']],
    ['a combining mark with its letter', 'e\u0301x', ['e\u0301', 'x']],
    ['a line break of two characters', 'a\r\nb', ['a', '\r', 'b']],
    ['Escape, then Enter', `${esc}\r`, [escapeKey, '\r']],
    ['Escape twice, the second still open', `${esc}${esc}`, [escapeKey], esc],
    ['Escape, then an arrow', `${esc}${esc}[A`, [escapeKey, `${esc}[A`]],
    ['Alt and a letter', `${esc}x`, [`${esc}x`]],
    [
      'a paste, whole, with what is in it',
      `a${esc}[200~x\ry${esc}[A z${esc}[201~b`,
      ['a', `${esc}[200~x\ry${esc}[A z${esc}[201~`, 'b'],
    ],
    ['a lone Escape', esc, [], esc],
    ['the start of a sequence', `a${esc}[`, ['a'], `${esc}[`],
    ['a sequence with parameters, not ended', `${esc}[1;5`, [], `${esc}[1;5`],
    ['the start of SS3', `${esc}O`, [], `${esc}O`],
    ['a paste whose end has not come', `${esc}[200~abc`, [], `${esc}[200~abc`],
  ];
  it.each(table)('%s', (_name, input, keys, rest = '') => {
    expect(splitKeys(input)).toEqual({ keys, rest });
  });

  it('gives the same keys however the input was cut into reads', () => {
    const input = `ab${esc}[B${esc}[5~${family}${esc}[200~p q${esc}[201~\r`;
    const whole = splitKeys(input).keys;
    for (let at = 1; at < input.length; at++) {
      // A cut inside an emoji gives its parts; a terminal writes it in one piece.
      if (at > 9 && at < 9 + family.length) continue;
      const first = splitKeys(input.slice(0, at));
      expect([...first.keys, ...splitKeys(first.rest + input.slice(at)).keys], `cut at ${at}`).toEqual(whole);
    }
  });
});

describe('splitAbandoned', () => {
  const table: readonly [name: string, rest: string, keys: readonly string[]][] = [
    ['nothing', '', []],
    ['a lone Escape', esc, [escapeKey]],
    ['Escape and a bracket that was typed', `${esc}[`, [escapeKey, '[']],
    ['a paste that never ended', `${esc}[200~abc`, [`${esc}[200~abc${esc}[201~`]],
  ];
  it.each(table)('%s', (_name, rest, keys) => {
    expect(splitAbandoned(rest)).toEqual(keys);
  });
});
