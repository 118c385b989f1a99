// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../source/errors.ts';
import { simpleData } from '../../source/yaml/simple-document.ts';
import { parseSource } from '../../source/yaml/source-document.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { corpus } from './corpus.ts';
import { written } from './documents.ts';

/** What the library reads, with keys as they are written; undefined for what it refuses. */
function byTheLibrary(text: string): unknown {
  try {
    // A tab is nothing that the simple way takes, not even in a comment.
    return parseSource(`${text}\n#\t`).plain();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

describe('simpleData', () => {
  it.each([
    ['', null],
    ['# only a comment\n', null],
    ['a: 1\n', { a: 1 }],
    ['a:\n', { a: null }],
    ['a: # nothing\nb: text # why\n', { a: null, b: 'text' }],
    ['a:\n  b:\n    c: true\n  d: False\n', { a: { b: { c: true }, d: false } }],
    ['a:\n- 1\n- x: y\n  z: 2\n-\n', { a: [1, { x: 'y', z: 2 }, null] }],
    ['a:\n  - - 1\n    - 2\n  -   b: 1\n', { a: [[1, 2], { b: 1 }] }],
    ['- a\n- b: c\n', ['a', { b: 'c' }]],
    ['a: \'b # c\' # d\ne: "f"\n', { a: 'b # c', e: 'f' }],
    [
      'a: [x, 10.0.0.0/8, arn:aws:acm:us-east-1:1:certificate/x]\nb: []\nc: {}\n',
      { a: ['x', '10.0.0.0/8', 'arn:aws:acm:us-east-1:1:certificate/x'], b: [], c: {} },
    ],
    ['a : b\n8080: c\n', { a: 'b', 8080: 'c' }],
    ['a: ${X}/b\r\nc: ./d\r\n', { a: '${X}/b', c: './d' }],
  ])('reads %j', (text, data) => {
    expect(simpleData(text)).toEqual(data);
    expect(byTheLibrary(text)).toEqual(data);
  });

  it.each([
    'a: |\n  b\n',
    'a: b\n  c\n',
    'a: "b\\n"\n',
    "a: 'it''s'\n",
    'a: &x b\n',
    'a: *x\n',
    'a: !Ref b\n',
    '---\na: b\n',
    'a: {b: c}\n',
    'a: [b, [c]]\n',
    'a: 0x1f\n',
    'a: 1.10\n',
    'a: 012\n',
    'a: -0\n',
    'a: ~\n',
    'a: .5\n',
    'a: b: c\n',
    'a: b:\n',
    'a:\n\tb: c\n',
    'a: 1\na: 2\n',
    '? a\n: b\n',
    '<<: b\n',
    '"a": b\n',
    'a:\n  b: 1\n c: 2\n',
    '  a: 1\nb: 2\n',
    'a: 1\n- b\n',
    '\uFEFFa: 1\n',
    'a: \u0000\n',
    'just text\n',
    '- - '.repeat(300),
  ])('leaves %j to the library', (text) => {
    expect(simpleData(text)).toBeUndefined();
  });

  it('says of generated documents what the library says, or nothing', () => {
    const runs = propertyRuns(3000);
    let read = 0;
    fc.assert(
      fc.property(written, ({ text, data }) => {
        const simple = simpleData(text);
        if (simple === undefined) return;
        read += 1;
        expect(simple).toEqual(data);
      }),
      runs,
    );
    expect(read).toBeGreaterThan(runs.numRuns / 20);
  });

  it('says of lines that are thrown together what the library says, or nothing', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      'cdn',
      'x-1',
      '8080',
      '- ',
      '-',
      '#',
      "'q'",
      '"q"',
      '[a, b]',
      '{}',
      '${X}',
      '/',
      '*',
      '&y',
      'true',
      '1',
      '-1',
      '10.0.0.0/8',
      '~',
      '.5',
      '1e3',
      '0o7',
      'a:b',
      'no',
      '=',
      '|',
      '>',
      '%',
      '@',
      '!t',
      '?',
      ',',
    );
    const line = fc
      .tuple(
        fc.nat({ max: 6 }),
        fc.constantFrom('', '- ', '-   ', '# '),
        word,
        fc.constantFrom('', ':', ': ', ' : ', ' '),
        fc.option(word),
        fc.constantFrom('', ' ', ' # why', '#'),
      )
      .map(
        ([indent, dash, key, colon, value, tail]) =>
          ' '.repeat(indent) + dash + key + colon + (value ?? '') + tail,
      );
    let read = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, ending) => {
        const text = lines.join(ending);
        const simple = simpleData(text);
        if (simple === undefined) return;
        read += 1;
        expect(simple).toEqual(byTheLibrary(text));
      }),
      propertyRuns(30_000),
    );
    expect(read).toBeGreaterThan(1000);
  });

  const files = corpus('environment', 'lbws', 'backend', 'static-site');

  it.skipIf(files.length === 0)(
    'says of real manifests what the library says, and reads half of them',
    () => {
      const read = files.flatMap(({ name, text }) => {
        const simple = simpleData(text);
        return simple === undefined ? [] : [{ name, simple, expected: byTheLibrary(text) }];
      });
      expect(read.map(({ name, simple }) => [name, simple])).toEqual(
        read.map(({ name, expected }) => [name, expected]),
      );
      expect(read.length).toBeGreaterThan(files.length / 2);
    },
  );
});
