import { describe, expect, it } from 'vitest';
import {
  dataFor,
  overriddenIn,
  overridePath,
  withoutEmptyTexts,
  writtenAt,
} from '../../source/copilot/overrides.ts';
import type { Path, PlainValue } from '../../source/yaml/plain-value.ts';

const base = {
  name: 'api',
  http: { path: '/', alias: ['a.example.com', 'b.example.com'], redirect_to_https: true },
};

function withOverride(prod: PlainValue): PlainValue {
  return { ...base, environments: { prod } };
}

describe('dataFor', () => {
  it.each<[string, PlainValue, PlainValue]>([
    ['nothing', null, base.http],
    ['an empty map', {}, base.http],
    ['a key without a value', { http: null }, base.http],
    ['a key of the map without a value', { http: { path: null } }, base.http],
    ['a scalar', { http: { path: '/x' } }, { ...base.http, path: '/x' }],
    ['false', { http: { redirect_to_https: false } }, { ...base.http, redirect_to_https: false }],
    ['the empty text', { http: { path: '' } }, { ...base.http, path: '' }],
    [
      'a list, as a whole',
      { http: { alias: ['c.example.com'] } },
      { ...base.http, alias: ['c.example.com'] },
    ],
    ['an empty list', { http: { alias: [] } }, { ...base.http, alias: [] }],
    ['a text over a list', { http: { alias: 'c.example.com' } }, { ...base.http, alias: 'c.example.com' }],
    ['another form of the field', { http: false }, false],
    ['a key of its own', { http: { version: 'grpc' } }, { ...base.http, version: 'grpc' }],
  ])('overrides with %s', (_name, prod, http) => {
    expect(dataFor(withOverride(prod), 'prod')).toEqual({ name: 'api', http });
  });

  it.each<[string, string | undefined]>([
    ['another environment', 'test'],
    ['no environment', undefined],
  ])('is the base for %s', (_name, environment) => {
    expect(dataFor(withOverride({ http: false }), environment)).toEqual(base);
  });

  it('leaves alone what is no map', () => {
    expect(dataFor(null, 'prod')).toBeNull();
    expect(dataFor({ ...base, environments: [] }, 'prod')).toEqual(base);
  });
});

describe('writtenAt', () => {
  const alias: Path = ['http', 'alias'];
  const redirect: Path = ['http', 'redirect_to_https'];

  it.each<[string, PlainValue, Path, boolean]>([
    ['what is not overridden', withOverride({ http: { path: '/x' } }), alias, false],
    ['what is overridden', withOverride({ http: { alias: 'c' } }), alias, true],
    ['an item of a list that is overridden', withOverride({ http: { alias: ['c'] } }), [...alias, 0], true],
    ['an item of a list that is not', withOverride({ http: { path: '/x' } }), [...alias, 1], false],
    ['a map with an override in it', withOverride({ http: { alias: 'c' } }), ['http'], true],
    ['a key in another form of the field', withOverride({ http: false }), alias, true],
    [
      'a key that a whole new part lacks',
      { environments: { prod: { http: { path: '/' } } } },
      redirect,
      true,
    ],
    ['a key that is nowhere', withOverride({ http: { path: '/x' } }), ['http', 'version'], false],
    ['a key without a value', withOverride({ http: { alias: null } }), alias, false],
    ['an environment without a value', withOverride(null), alias, false],
  ])('%s', (_name, data, path, isOverride) => {
    expect(writtenAt(data, 'prod', path)).toEqual(isOverride ? overridePath('prod', path) : path);
  });

  it('is the path itself without an environment', () => {
    expect(writtenAt(withOverride({ http: { alias: 'c' } }), undefined, alias)).toEqual(alias);
  });
});

describe('withoutEmptyTexts', () => {
  it.each<[PlainValue, PlainValue]>([
    [{ http: { alias: '' } }, { http: { alias: null } }],
    [{ http: { alias: 'a' } }, { http: { alias: 'a' } }],
    [{ files: [{ source: '' }] }, { files: [{ source: '' }] }],
    [null, null],
  ])('%j → %j', (prod, expected) => {
    expect(withoutEmptyTexts(withOverride(prod))).toEqual(withOverride(expected));
  });

  it('leaves the base alone', () => {
    expect(dataFor(withoutEmptyTexts({ http: { alias: '' } }), 'prod')).toEqual({ http: { alias: '' } });
    expect(withoutEmptyTexts('text')).toBe('text');
  });
});

it.each<[PlainValue, string[]]>([
  [{ environments: { prod: {}, test: null, dev: { http: false } } }, ['prod', 'dev']],
  [{ environments: null }, []],
  [{ environments: [] }, []],
  [{}, []],
  [null, []],
])('overridden in %j: %j', (data, names) => expect(overriddenIn(data)).toEqual(names));
