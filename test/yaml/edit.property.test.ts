import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { UserError } from '../../source/errors.ts';
import { editSource, type SourceEdit } from '../../source/yaml/edit.ts';
import { isPlainMap, type Path, type PlainMap, type PlainValue } from '../../source/yaml/plain-value.ts';
import { parseSource } from '../../source/yaml/source-document.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { written } from './documents.ts';

const runs = propertyRuns(1500);
const value = fc.constantFrom<PlainValue>(true, 'yes', 'arn:aws:acm:us-east-1:1:certificate/x', 7, {
  deep: { er: true },
});
const choice = fc.nat({ max: 1000 });

/** All paths of maps, the root's included. */
function mapPaths(data: PlainValue, path: Path = []): Path[] {
  if (!isPlainMap(data)) return [];
  return [path, ...Object.entries(data).flatMap(([key, item]) => mapPaths(item, [...path, key]))];
}

function pairPaths(data: PlainValue, path: Path = []): Path[] {
  if (!isPlainMap(data)) return [];
  return Object.entries(data).flatMap(([key, item]) => [[...path, key], ...pairPaths(item, [...path, key])]);
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function changed(data: PlainValue, path: Path, item: PlainValue | undefined): PlainValue {
  const [key, ...rest] = path;
  if (key === undefined) return item ?? null;
  const map: PlainMap = isPlainMap(data) ? data : {};
  if (rest.length > 0) return { ...map, [key]: changed(map[key] ?? null, rest, item) };
  const others = Object.fromEntries(Object.entries(map).filter(([name]) => name !== String(key)));
  return item === undefined ? others : { ...others, [key]: item };
}

/** Undefined when it was refused, with the lines to write by hand. */
function edited(text: string, ...edits: SourceEdit[]): string | undefined {
  try {
    return editSource(text, edits);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'cannot-edit-safely') throw error;
    expect(error.details.length).toBeGreaterThan(0);
    return undefined;
  }
}

/** Read by the library itself, so that a fault of ours in reading cannot hide one in writing. */
function read(text: string): unknown {
  return parse(text.replace(/^\uFEFF/, ''), { logLevel: 'error' }) ?? {};
}

function comments(text: string): string[] {
  return text
    .split(/\r?\n/)
    .flatMap(
      (line) => /(^|\s)(# (a comment|far left|a heading|why|because: it is|the end))$/.exec(line)?.[2] ?? [],
    );
}

describe('any file', () => {
  it('is read as it was meant', () => {
    fc.assert(
      fc.property(written, ({ text, data }) => {
        expect(parseSource(text).plain()).toEqual(data);
      }),
      runs,
    );
  });

  it('takes a new key: the data is as meant, every comment and line stays, and taking it away gives the bytes back', () => {
    let refused = 0;
    fc.assert(
      fc.property(written, value, choice, ({ text, data }, item, index) => {
        const path = [...pick(mapPaths(data), index), 'fresh'];
        const result = edited(text, { op: 'set', path, value: item });
        if (result === undefined) {
          refused += 1;
          return;
        }
        expect(read(result)).toEqual(changed(data, path, item));
        expect(comments(result)).toEqual(comments(text));
        expect(edited(result, { op: 'set', path, value: item })).toBe(result);
        expect(edited(result, { op: 'remove', path })).toBe(text);
      }),
      runs,
    );
    expect(refused).toBeLessThan(runs.numRuns / 20);
  });

  it('takes another value for a key: only that changes, and a scalar can be put back', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        written,
        fc.constantFrom<PlainValue>(true, 'off', 'x y', 12),
        choice,
        ({ text, data }, item, index) => {
          const path = pick(pairPaths(data), index);
          const result = edited(text, { op: 'set', path, value: item });
          if (result === undefined) {
            refused += 1;
            return;
          }
          expect(read(result)).toEqual(changed(data, path, item));
          expect(edited(result, { op: 'set', path, value: item })).toBe(result);
          expect(result.split('\n').length).toBeLessThanOrEqual(text.split('\n').length);
        },
      ),
      runs,
    );
    expect(refused).toBeLessThan(runs.numRuns / 20);
  });

  it('loses a key, and nothing that stands outside of it', () => {
    let refused = 0;
    fc.assert(
      fc.property(written, choice, ({ text, data }, index) => {
        const path = pick(pairPaths(data), index);
        const result = edited(text, { op: 'remove', path });
        if (result === undefined) {
          refused += 1;
          return;
        }
        expect(read(result)).toEqual(changed(data, path, undefined));
        expect(edited(result, { op: 'remove', path })).toBe(result);
        const kept = new Set(text.split('\n'));
        const added = result
          .split('\n')
          .filter((line) => !kept.has(line) && !kept.has(`${line}\r`) && !kept.has(`${line}\n`));
        // Between brackets a line changes; a last key leaves `{}` behind.
        expect(added.length).toBeLessThanOrEqual(2);
      }),
      runs,
    );
    expect(refused).toBeLessThan(runs.numRuns / 10);
  });
});

describe('any bytes', () => {
  const noise = fc.array(
    fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '#',
      '"',
      "'",
      '&x ',
      '*x',
      '|',
      '\t',
      '!T ',
      '<<',
      '---',
      '? ',
      '\r\n',
      '%',
    ),
    { maxLength: 25 },
  );

  it('are edited so that they say what was meant, or are refused', () => {
    fc.assert(
      fc.property(noise, (parts) => {
        const text = parts.join('');
        try {
          const result = editSource(text, [{ op: 'set', path: ['a', 'b'], value: true }]);
          expect(parseSource(result).nodeAt(['a', 'b'])).toMatchObject({ value: true });
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      propertyRuns(5000),
    );
  });
});
