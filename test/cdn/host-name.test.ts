import { describe, expect, it } from 'vitest';
import { createCover, nameCovers, normalName, readableName } from '../../source/cdn/host-name.ts';

describe('a wildcard stands for exactly one label', () => {
  it.each([
    ['*.example.com', 'a.example.com', true],
    ['*.Example.com', 'A.EXAMPLE.com.', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'a.b.example.com', false],
    ['*.example.com', '.example.com', false],
    ['*.example.com', '*.example.com', true],
    ['*.example.com', '*.b.example.com', false],
    ['*.com', 'example.com', true],
    ['example.com', 'www.example.com', false],
    ['a.*.example.com', 'a.b.example.com', false],
    ['*', 'localhost', false],
  ])('%s covers %s: %s', (pattern, name, covers) => {
    expect(nameCovers(pattern, name)).toBe(covers);
  });
});

describe('names of other alphabets', () => {
  it.each([
    ['bücher.example.com', 'xn--bcher-kva.example.com'],
    ['*.BÜCHER.example.com.', '*.xn--bcher-kva.example.com'],
    ['XN--BCHER-KVA.example.com', 'xn--bcher-kva.example.com'],
    ['www。bücher.example', 'www.xn--bcher-kva.example'],
    // What could mean something else in a URL stays as it is.
    ['ä/b.example.com', 'ä/b.example.com'],
    ['ä@b.example.com', 'ä@b.example.com'],
    ['a ü.example.com', 'a ü.example.com'],
  ])('%s is compared as %s', (name, normal) => {
    expect(normalName(name)).toBe(normal);
  });

  it.each([
    ['*.xn--bcher-kva.example', 'www.bücher.example', true],
    ['*.example.com', 'bücher.example.com', true],
    ['bücher.example.com', 'xn--bcher-kva.example.com', true],
    ['bucher.example.com', 'bücher.example.com', false],
  ])('%s covers %s: %s', (pattern, name, covers) => {
    expect(createCover([pattern])(normalName(name))).toBe(covers);
  });

  it.each([
    ['www.example.com', 'www.example.com'],
    ['*.example.com', '*.example.com'],
    ['xn--bcher-kva.example.com', 'bücher.example.com (xn--bcher-kva.example.com)'],
    ['bücher.example.com', 'bücher.example.com (xn--bcher-kva.example.com)'],
    ['*.xn--bcher-kva.example', '*.bücher.example (*.xn--bcher-kva.example)'],
    ['xn--a', 'xn--a'],
  ])('%s is shown as %s', (name, readable) => {
    expect(readableName(name)).toBe(readable);
  });
});
