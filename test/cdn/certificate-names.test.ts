import { describe, expect, it } from 'vitest';
import { inOrder, namesIn, namesProblem, wildcardNames } from '../../source/cdn/certificate-names.ts';

describe('wildcards', () => {
  it.each([
    ['stand for names beside each other', ['api.example.com', 'www.example.com'], ['*.example.com']],
    ['leave a bare domain as it is', ['example.com', 'www.example.com'], ['example.com', '*.example.com']],
    [
      'are one for each domain',
      ['www.example.com', 'api.shop.example.com'],
      ['*.example.com', '*.shop.example.com'],
    ],
    [
      'do not cover other wildcards',
      ['*.api.example.com', 'www.example.com'],
      ['*.api.example.com', '*.example.com'],
    ],
    ['are none under a suffix that everybody shares', ['example.co.uk'], undefined],
    ['are none of a top-level domain', ['example.com'], undefined],
  ])('%s', (_, names, wildcards) => {
    expect(wildcardNames(names)).toEqual(wildcards);
  });
});

describe('names of a certificate', () => {
  const long = `${'a'.repeat(60)}.example.com`;

  it('are read with commas, spaces or both between them, each once', () => {
    expect(namesIn(' WWW.example.com., api.example.com\n www.example.com')).toEqual([
      'www.example.com',
      'api.example.com',
    ]);
  });

  it('begin with one that may be the main name', () => {
    expect(inOrder([long, 'www.example.com'])).toEqual(['www.example.com', long]);
  });

  it.each([
    ['none', [], 'name at least one'],
    ['no host', ['localhost'], 'localhost is not a name that a certificate can have'],
    ['two stars', ['*.*.example.com'], '*.*.example.com is not a name that a certificate can have'],
    ['an address', ['https://example.com'], 'https://example.com is not a name that a certificate can have'],
    ['only long ones', [long], 'one of the names must have at most 64 characters, and the shortest has 72'],
    ['too few', ['www.example.com'], 'api.example.com would not be covered'],
    ['those of a wildcard', ['*.example.com'], undefined],
    [
      'a hundred and one',
      Array.from({ length: 101 }, (_, index) => `n${index}.example.com`),
      'ACM takes at most 100 names, and these are 101',
    ],
  ])('%s', (_, names, problem) => {
    expect(namesProblem(names, ['api.example.com', 'www.example.com'])).toBe(problem);
  });
});
