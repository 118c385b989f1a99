import { describe, expect, test } from 'vitest';
import {
  keyInWords,
  keyPrefix,
  pathOfKey,
  type Route,
  routesOf,
  servesKey,
  shadowsOf,
} from '../../source/cdn/path-pattern.ts';
import { coversPattern, patternsOverlap } from '../../source/cdn/wildcards.ts';

describe('a pattern serves', () => {
  test.each<[string, string, boolean]>([
    ['static/*', 'static/app.js', true],
    ['/static/*', 'static/app.js', true],
    ['static/*', 'static/', true],
    ['static/*', 'static', false],
    ['static/*', 'Static/app.js', false],
    ['static/*', 'app.js', false],
    ['static/*', 'public/static/app.js', false],
    ['*.js', 'deep/below/app.js', true],
    ['*.js', 'app.jsx', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a?c', 'a/c', true],
    ['img/*/x-*.png', 'img/1/2/x-y.png', true],
    ['*', '', true],
    ['$~@:+&"_-.', '$~@:+&"_-.', true],
    ['a.c', 'abc', false],
    ['**a*', 'banana', true],
  ])('%s: %s is %s', (pattern, key, expected) => {
    expect(servesKey(pattern, key)).toBe(expected);
  });

  test('a pattern of many stars, which backtracking would not finish', () => {
    expect(servesKey('*a'.repeat(100), `${'a'.repeat(1_000)}b`)).toBe(false);
  });
});

test.each([
  ['static/*', 'static/'],
  ['/static/js/*.js', 'static/js/'],
  ['*.js', ''],
  ['img?/*', 'img'],
])('keys of %s begin with "%s"', (pattern, prefix) => {
  expect(keyPrefix(pattern)).toBe(prefix);
});

test('the key is said to carry the prefix', () => {
  expect(keyInWords('static/*')).toBe(
    '/static/app.js is read from the key static/app.js: keys must begin with static/ themselves, nothing is taken off.',
  );
  expect(keyInWords('*.js')).toMatch(/^The key of an object is its whole path/);
});

test('a key is asked for as it stands in a URL', () => {
  expect(pathOfKey('static/Ünder the sea+1.png')).toBe('/static/%C3%9Cnder%20the%20sea%2B1.png');
});

describe('two patterns', () => {
  test.each<[string, string, boolean, boolean]>([
    ['/static/*', '/*', true, false],
    ['/*', '/static/*', true, true],
    ['/static/*', '/static/*', true, true],
    ['/static/*', '/static/js/*', true, true],
    ['/static/*', '/api/*', false, false],
    ['/*.js', '/api/*', true, false],
    ['/s?atic', '/st*', true, false],
    ['/a?', '/a*', true, false],
    ['/a*', '/a?', true, true],
    ['/a', '/a/*', false, false],
    ['/a?c', '/a*c', true, false],
    ['*', '', true, true],
  ])('%s and %s: overlap %s, the first covers the second %s', (one, other, overlap, covers) => {
    expect([patternsOverlap(one, other), patternsOverlap(other, one)]).toEqual([overlap, overlap]);
    expect(coversPattern(one, other)).toBe(covers);
  });
});

describe('services lose requests', () => {
  const routes: readonly Route[] = [
    ...routesOf('web', '/'),
    ...routesOf('api', 'api'),
    ...routesOf('static', '/static/'),
    { service: 'docs', pattern: '/docs/*' },
    { service: 'docs', pattern: '/static/docs/*' },
  ];

  test("by the paths that Copilot makes of a service's path", () => {
    expect(routesOf('api', 'api')).toEqual([
      { service: 'api', pattern: '/api' },
      { service: 'api', pattern: '/api/*' },
    ]);
    expect(routesOf('web', '/')).toEqual([{ service: 'web', pattern: '/*' }]);
  });

  test('the worst first, and one that answers for everything is no surprise', () => {
    expect(
      shadowsOf('static*', routes).map(({ service, takes, surprising }) => [service, takes, surprising]),
    ).toEqual([
      ['static', 'all', true],
      ['docs', 'part', true],
      ['web', 'part', false],
    ]);
  });

  test.each([
    ['/static*', 'static would get no request any more: /static* takes all of /static and /static/*.'],
    ['static/d*', '/static/d* and /static/* of static overlap: what fits both comes from the bucket.'],
    ['assets/*', 'web answers for every path; requests for /assets/* will come from the bucket instead.'],
    ['*', 'web would get no request any more: /* takes all of /*.'],
  ])('in words: %s', (pattern, words) => {
    expect(shadowsOf(pattern, routes).map(({ says }) => says)).toContain(words);
  });

  test('none, where nothing overlaps', () => {
    expect(shadowsOf('assets/*', routesOf('api', '/api'))).toEqual([]);
  });
});
