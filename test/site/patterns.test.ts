import { describe, expect, test } from 'vitest';
import { couldMatchBelow, matcher, matchesAllBelow, namesExactly } from '../../source/site/patterns.ts';

describe('a pattern, as the AWS CLI reads it,', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['*.map', 'app.js.map', true],
    ['*.map', 'deep/below/app.js.map', true],
    ['*.map', 'app.map.js', false],
    ['copilot/', 'copilot/web/manifest.yml', true],
    ['copilot/', 'copilot', false],
    ['copilot/*', 'copilot/a/b', true],
    ['./docs/*', 'docs/a', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', true],
    ['[!a]*', 'bcd', true],
    ['[!a]*', 'abc', false],
    ['[a-c]1', 'b1', true],
    ['[]]x', ']x', true],
    ['[^a]', '^', true],
    ['a[b', 'a[b', true],
    ['a+(b).{js}|$', 'a+(b).{js}|$', true],
    ['a\\b', 'a\\b', true],
    ['*', 'anything/at/all', true],
    ['**/x', 'a/x', true],
    ['', '', true],
    ['caf\u00e9.*', 'cafe\u0301.html', true],
    ['a?b', 'a\u{1f600}b', true],
    ['a', 'A', false],
    ['line*', 'line\nbreak', true],
    ['[z-a]', 'b', false],
    ['[z-a]x*', '[z-a]x', false],
  ];
  test.each(rows)('%j compared with %j: %j', (pattern, path, matches) => {
    expect(matcher([pattern])(path)).toBe(matches);
  });
});

test('one of several patterns is enough, none match nothing', () => {
  expect(matcher(['a', 'b'])('b')).toBe(true);
  expect(matcher([])('b')).toBe(false);
});

test('a folder is searched when something below it could be brought back', () => {
  expect(couldMatchBelow(['node_modules/lib/*.js'], 'node_modules')).toBe(true);
  expect(couldMatchBelow(['node_modules/lib/*.js'], 'node_modules/lib/sub')).toBe(true);
  expect(couldMatchBelow(['*.js'], 'node_modules')).toBe(true);
  expect(couldMatchBelow(['docs/a.js'], 'node_modules')).toBe(false);
  expect(couldMatchBelow([], 'node_modules')).toBe(false);
});

test('a folder is passed over when all below it is excluded for certain', () => {
  expect(matchesAllBelow(['node_modules/'], 'node_modules')).toBe(true);
  expect(matchesAllBelow(['node_modules/*'], 'node_modules/lib')).toBe(true);
  expect(matchesAllBelow(['*'], 'a')).toBe(true);
  expect(matchesAllBelow(['*.js'], 'a')).toBe(false);
  expect(matchesAllBelow(['a/b*'], 'a')).toBe(false);
});

test('a file is named exactly by nothing that stands for something else', () => {
  expect(namesExactly(['.env'], '.env')).toBe(true);
  expect(namesExactly(['./keys/public.pem'], 'keys/public.pem')).toBe(true);
  expect(namesExactly(['.en?', '*'], '.env')).toBe(false);
});
