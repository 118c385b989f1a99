import { describe, expect, test } from 'vitest';
import { keyOf, keyProblem } from '../../source/site/keys.ts';

describe('the key of', () => {
  const rows: readonly (readonly [string, string, string | undefined, string])[] = [
    ['dist', '', 'index.html', 'index.html'],
    ['dist', 'docs', 'a/index.html', 'docs/a/index.html'],
    ['dist', '/docs//v1/', 'a.html', 'docs/v1/a.html'],
    ['dist', './', 'a.html', 'a.html'],
    ['site/a.html', '', undefined, 'a.html'],
    ['site/a.html', 'index.html', undefined, 'index.html'],
    ['site/a.html', '/index.html', undefined, 'index.html'],
    ['site/a.html', 'docs/', undefined, 'docs/a.html'],
    ['dist', '', 'cafe\u0301 #1?%+.html', 'caf\u00e9 #1?%+.html'],
  ];
  test.each(rows)('source %j, destination %j, file %j is %j', (source, destination, relative, key) => {
    expect(keyOf(source, destination, relative)).toBe(key);
  });
});

test('a key has at most 1,024 bytes, and letters beyond ASCII have several', () => {
  expect(keyProblem('a'.repeat(1024))).toBeUndefined();
  expect(keyProblem('ä'.repeat(512))).toBeUndefined();
  expect(keyProblem('ä'.repeat(513))).toBe('its key has 1026 bytes, and S3 takes 1024');
});

test('a key is neither ours nor outside the site', () => {
  expect(keyProblem('.copilot-cdn/deploy.json')).toMatch(/own/);
  expect(keyProblem('a/../b')).toMatch(/leads out/);
  expect(keyProblem('a..b/...')).toBeUndefined();
});
