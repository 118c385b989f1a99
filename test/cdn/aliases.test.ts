import { describe, expect, it } from 'vitest';
import { uniqueAliases } from '../../source/cdn/aliases.ts';
import { uniqueAliasesCases } from './unique-aliases-cases.ts';

describe('the names of the distribution', () => {
  it.each(uniqueAliasesCases)('are %s', (_, aliases, workloads, additional, expected) => {
    expect(uniqueAliases(aliases, workloads, additional)).toEqual(expected);
  });

  it('cannot be told from what is no JSON', () => {
    expect(() => uniqueAliases('{', 'a', [])).toThrow(SyntaxError);
  });
});
