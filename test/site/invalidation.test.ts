import { describe, expect, test } from 'vitest';
import { planInvalidation } from '../../source/site/invalidation.ts';

const paths = (...changed: readonly string[]) => planInvalidation({ id: 'd1', changed }).paths;
const many = (count: number, name: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => name(i));

test('nothing changed: nothing is forgotten', () => expect(paths()).toEqual([]));

test('a few files are named, index pages under both their names', () => {
  expect(paths('app.js', 'index.html', 'docs/index.html')).toEqual([
    '/',
    '/app.js',
    '/docs/',
    '/docs/index.html',
    '/index.html',
  ]);
});

test('names are encoded, and a star in a name is no wildcard', () => {
  expect(paths('a b/ü.html', 'q?x=1#y%20+&.html', "all*'~.txt")).toEqual([
    '/a%20b/%C3%BC.html',
    '/all%2A%27%7E.txt',
    '/q%3Fx%3D1%23y%2520%2B%26.html',
  ]);
});

describe('many files are folded', () => {
  test('into their folders, as deep as these are few', () => {
    expect(paths(...many(20, (i) => `blog/2024/${i}.html`), 'docs/a.html')).toEqual([
      '/blog/2024/*',
      '/docs/a.html',
    ]);
    expect(paths(...many(20, (i) => `blog/${2000 + i}/a.html`), 'docs/a.html')).toEqual([
      '/blog/*',
      '/docs/a.html',
    ]);
  });

  test('into one wildcard when they are everywhere', () => {
    expect(paths(...many(20, (i) => `${i}/a.html`))).toEqual(['/*']);
    expect(paths(...many(20, (i) => `${i}.html`))).toEqual(['/*']);
  });

  test('except for the few in the root', () => {
    expect(paths(...many(20, (i) => `blog/${i}.html`), 'index.html')).toEqual([
      '/',
      '/blog/*',
      '/index.html',
    ]);
  });

  test('never into more than fifteen wildcards or three thousand paths', () => {
    for (const count of [11, 100, 5000]) {
      for (const spread of [1, 3, 8, 15, 100]) {
        const found = paths(...many(count, (i) => `a/${i % spread}/b/${i}.html`));
        expect(found.filter((path) => path.endsWith('*')).length).toBeLessThanOrEqual(15);
        expect(found.length).toBeLessThanOrEqual(11);
        for (let i = 0; i < count; i++) {
          const path = `/a/${i % spread}/b/${i}.html`;
          expect(
            found.some((one) => one === path || (one.endsWith('*') && path.startsWith(one.slice(0, -1)))),
          ).toBe(true);
        }
      }
    }
  });
});

test('the same deploy asks under the same name', () => {
  const first = planInvalidation({ id: 'd1', changed: ['a'] });
  expect(first.callerReference).toBe('copilot-cdn-d1');
  expect(planInvalidation({ id: 'd1', changed: ['a'] })).toEqual(first);
});

describe('what a deploy before left to be forgotten', () => {
  const together = (changed: readonly string[], pending: readonly string[]) =>
    planInvalidation({ id: 'd2', changed, pending }).paths;

  test('is forgotten too', () => {
    expect(together(['a.txt'], ['/', '/blog/*', '/a.txt'])).toEqual(['/', '/a.txt', '/blog/*']);
    expect(together([], ['/a.txt'])).toEqual(['/a.txt']);
  });

  test('becomes one wildcard with the rest when both are too much', () => {
    expect(together(['a.txt'], ['/*'])).toEqual(['/*']);
    expect(
      together(
        ['a.txt'],
        many(8, (i) => `/${i}/*`),
      ),
    ).toEqual(['/*']);
    expect(
      together(
        ['a.txt'],
        many(20, (i) => `/${i}.txt`),
      ),
    ).toEqual(['/*']);
  });
});
