import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, type Section, stack } from '../../source/ui/frame.ts';
import { fitLine, justify, type Line, lineWidth, plainText, row, span } from '../../source/ui/line.ts';
import { cut, cutEnd, cutMiddle } from '../../source/ui/text/cut.ts';
import { displayWidth, graphemes } from '../../source/ui/text/width.ts';
import { wrap } from '../../source/ui/text/wrap.ts';

const arn = 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666';

describe('cut', () => {
  const table: readonly [name: string, text: string, width: number, expected: string][] = [
    ['leaves what fits', 'abc', 3, 'abc'],
    ['ends in an ellipsis', 'abcdef', 4, 'abc…'],
    ['leaves no space before the ellipsis', 'abc def', 5, 'abc…'],
    ['does not halve a wide character', '日本語', 4, '日…'],
    ['shortens an ARN in its middle', arn, 40, 'arn:aws:acm:us-east-…2-3333-444455556666'],
    [
      'shortens an ARN inside other text and keeps the text',
      `certificate: ${arn} end`,
      60,
      'certificate: arn:aws:acm:us-east-1…222-3333-444455556666 end',
    ],
    ['takes no column when there is none', 'abc', 0, ''],
  ];
  it.each(table)('%s', (_name, text, width, expected) => {
    expect(cut(text, width)).toBe(expected);
    expect(displayWidth(cut(text, width))).toBeLessThanOrEqual(width);
  });

  it('never gives more columns than there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, width) => {
        expect(displayWidth(cutEnd(text, width))).toBeLessThanOrEqual(width);
        expect(displayWidth(cutMiddle(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  const table: readonly [name: string, text: string, width: number, expected: readonly string[]][] = [
    ['breaks between words', 'one two three', 8, ['one two', 'three']],
    ['keeps the indentation', '  one two three', 9, ['  one two', '  three']],
    ['keeps line breaks', 'one\ntwo', 20, ['one', 'two']],
    [
      'shortens a word that is too long in its middle',
      'see https://example.com/a/very/long/path now',
      20,
      ['see', 'https://ex…long/path', 'now'],
    ],
  ];
  it.each(table)('%s', (_name, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });

  it('leaves a long word whole where it is to be copied', () => {
    expect(wrap(`see ${arn}`, 20, 'whole')).toEqual(['see', arn]);
  });
});

describe('lines', () => {
  it('are cut with an ellipsis where the width ends, keeping how they look', () => {
    expect(fitLine(row(span('one two', 'strong'), span(' three', 'dim')), 10)).toEqual([
      span('one two', 'strong'),
      span(' t…', 'dim'),
    ]);
  });

  it('show an ellipsis also when the width ends between two pieces', () => {
    expect(plainText(fitLine(row('one', 'two'), 3))).toBe('on…');
  });

  it('never take more columns than they are given', () => {
    const pieces = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 5 });
    fc.assert(
      fc.property(pieces, pieces, fc.integer({ min: 1, max: 40 }), (left, right, width) => {
        expect(lineWidth(fitLine(row(...left), width))).toBeLessThanOrEqual(width);
        expect(lineWidth(justify(row(...left), row(...right), width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('stack', () => {
  const lines = (text: string, count: number): readonly Line[] =>
    Array.from({ length: count }, (_, index) => row(`${text}${index + 1}`));
  const drawn = (sections: readonly Section[], height: number): string =>
    stack(sections, height).map(plainText).join(' ');

  it('puts a blank line between sections when there is room', () => {
    expect(stack([fixed(lines('a', 1), 1), fixed(lines('b', 1), 2)], 10).map(plainText)).toEqual([
      'a1',
      '',
      'b1',
    ]);
  });

  it('gives up blank lines first, but those of sections that stand apart', () => {
    expect(
      stack(
        [fixed(lines('a', 1), 1), fixed(lines('b', 1), 2), fixed(lines('c', 1), 2, { isApart: true })],
        4,
      ).map(plainText),
    ).toEqual(['a1', 'b1', '', 'c1']);
  });

  it('shortens what matters least, and says so', () => {
    expect(drawn([fixed(lines('a', 4), 1, { minimum: 2 }), fixed(lines('b', 2), 2)], 5)).toBe(
      'a1 a2 a3 … b1 b2',
    );
  });

  it('drops what matters least when shortening is not enough', () => {
    expect(drawn([fixed(lines('a', 4), 1), fixed(lines('b', 2), 2)], 3)).toBe('b1 b2');
  });

  it('never takes more lines than it is given, and always draws what matters most', () => {
    const section = fc.record({
      natural: fc.integer({ min: 0, max: 9 }),
      importance: fc.nat(5),
      isApart: fc.boolean(),
      short: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(section, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        (wanted, height) => {
          const sections = [
            ...wanted.map((each, index) =>
              fixed(lines(`s${index}-`, each.natural), each.importance, {
                isApart: each.isApart,
                minimum: each.short ? Math.min(1, each.natural) : each.natural,
              }),
            ),
            fixed(lines('top', 1), 9),
          ];
          const result = stack(sections, height).map(plainText);
          expect(result.length).toBeLessThanOrEqual(height);
          expect(result.join(' ')).toContain('top1');
        },
      ),
    );
  });
});

describe('graphemes', () => {
  it('are what a person sees as characters', () => {
    expect(graphemes('a👨‍👩‍👧é')).toEqual(['a', '👨‍👩‍👧', 'é']);
  });
});
