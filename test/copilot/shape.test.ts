import { describe, expect, it } from 'vitest';
import { inspect } from '../../source/copilot/inspect.ts';
import { keysAround, pathsOf, type Shape } from '../../source/copilot/shape.ts';
import { type PlainValue, pathText } from '../../source/yaml/plain-value.ts';

/** `refused a.b`, `dropped a.b for false`, `unknown a.b`; in this order. */
function look(data: PlainValue, shape: Shape, isOpen?: (text: string) => boolean): string[] {
  const { refused, dropped, unknown } = inspect(data, shape, isOpen);
  return [
    ...refused.map(({ path }) => `refused ${pathText(path) || 'all'}`),
    ...dropped.map(({ path, instead }) => `dropped ${pathText(path)}${instead ? ` for ${instead}` : ''}`),
    ...unknown.map((path) => `unknown ${pathText(path)}`),
  ];
}

function readAs(data: PlainValue, shape: Shape): PlainValue {
  return inspect(data, shape).data;
}

describe('a scalar', () => {
  it.each<[Shape, PlainValue, boolean]>([
    ['text', 'a', true],
    ['text', '', true],
    ['text', 8080, true],
    ['text', true, true],
    ['text', null, true],
    ['text', [], false],
    ['text', {}, false],
    ['name', 'a', true],
    ['name', '', true],
    ['name', ['a'], false],
    ['boolean', true, true],
    ['boolean', 'yes', true],
    ['boolean', 'YES', true],
    ['boolean', 'On', true],
    ['boolean', 'n', true],
    ['boolean', 'OFF', true],
    ['boolean', 'true', false],
    ['boolean', 'yEs', false],
    ['boolean', 1, false],
    ['boolean', '', false],
    ['boolean', null, true],
    ['integer', 0, true],
    ['integer', -1, true],
    ['integer', 1.5, true],
    ['integer', 2 ** 62, true],
    ['integer', 2 ** 63, false],
    ['integer', '1', false],
    ['integer', true, false],
    ['port', 0, true],
    ['port', 65_535, true],
    ['port', 65_536, false],
    ['port', -1, false],
    ['port', '80', false],
    ['duration', '60s', true],
    ['duration', '1h30m', true],
    ['duration', '1.5h', true],
    ['duration', '0', true],
    ['duration', '60', false],
    ['duration', '60 s', false],
    ['duration', 60, false],
    ['anything', ['a'], true],
    ['anything', {}, true],
  ])('%j takes %j: %j', (shape, value, fits) => {
    expect(look({ a: value }, { fields: { a: shape } })).toEqual(fits ? [] : ['refused a']);
  });
});

describe('a list', () => {
  const texts: Shape = { list: 'text' };
  const maps: Shape = { list: { fields: { id: 'text' } } };

  it.each<[Shape, PlainValue, string[]]>([
    [texts, ['a', 1, true], []],
    [texts, [], []],
    [texts, null, []],
    [texts, 'a', ['refused all']],
    [texts, { a: 'b' }, ['refused all']],
    [texts, ['a', ['b'], {}], ['refused [1]', 'refused [2]']],
    [maps, [{ id: 'a' }, {}], []],
    [maps, [{ id: 'a' }, 'b', ['c']], ['refused [1]', 'refused [2]']],
    [maps, [{ id: [] }], ['refused [0].id']],
    [maps, [{ id: 'a', other: 1 }], ['unknown [0].other']],
  ])('%j, %j: %j', (shape, data, expected) => expect(look(data, shape)).toEqual(expected));

  it('keeps a gap where an item has no value, which Copilot passes over', () => {
    expect(look(['a', null], texts)).toEqual([]);
    expect(readAs(['a', null, 'b'], texts)).toEqual(['a', null, 'b']);
    expect(readAs([null, { id: 'a' }], maps)).toEqual([null, { id: 'a' }]);
  });
});

describe('a map', () => {
  const shape: Shape = { fields: { a: 'text', b: { fields: { c: 'boolean' } } } };

  it.each<[PlainValue, string[]]>([
    [{}, []],
    [null, []],
    [{ a: 'x', b: { c: true } }, []],
    [{ a: null, b: null }, []],
    ['x', ['refused all']],
    [[], ['refused all']],
    [{ a: [], b: { c: 'maybe' } }, ['refused a', 'refused b.c']],
    [{ a: 'x', d: 1, b: { e: 1 } }, ['unknown b.e', 'unknown d']],
    [{ b: 'x' }, ['refused b']],
    // No key of every object of JavaScript is a key of Copilot's.
    [{ constructor: 1, toString: 1 }, ['unknown constructor', 'unknown toString']],
  ])('%j: %j', (data, expected) => expect(look(data, shape)).toEqual(expected));

  it('is read without what Copilot does not know', () => {
    expect(readAs({ a: 'x', d: 1, b: { c: 'yes', e: 1 } }, shape)).toEqual({ a: 'x', b: { c: 'yes' } });
  });
});

describe('a map with keys of the author', () => {
  const shape: Shape = { each: { fields: { a: 'text' } } };

  it.each<[PlainValue, string[]]>([
    [{ prod: { a: 'x' }, test: null }, []],
    [{ prod: { b: 1 } }, ['unknown prod.b']],
    [{ prod: [] }, ['refused prod']],
    [[], ['refused all']],
  ])('%j: %j', (data, expected) => expect(look(data, shape)).toEqual(expected));
});

describe('a part that is none of ours', () => {
  const shape: Shape = { keys: { fields: { a: 'boolean', b: { each: { fields: { c: 'text' } } } } } };

  it.each<[PlainValue, string[]]>([
    [{ a: 'anything', b: [] }, []],
    ['x', []],
    [{ d: 1, b: { mine: { e: 1 } } }, ['unknown b.mine.e', 'unknown d']],
  ])('%j: %j', (data, expected) => expect(look(data, shape)).toEqual(expected));

  it('is read as it stands', () => expect(readAs({ a: 'x', d: 1 }, shape)).toEqual({ a: 'x', d: 1 }));
});

describe('one of several forms', () => {
  const shape: Shape = {
    fields: { a: { either: ['name', { fields: { path: 'text', port: 'integer' } }], expected: '…' } },
  };

  it.each<[PlainValue, string[]]>([
    ['/', []],
    [{ path: '/' }, []],
    [{ path: '/', other: 1 }, ['unknown a.other']],
    [null, []],
    // A form that says nothing is as bad as one that does not fit.
    ['', ['refused a']],
    [{}, ['refused a']],
    [{ path: null }, ['refused a']],
    [{ other: 1 }, ['refused a']],
    [[], ['refused a']],
    // Nothing is dropped from a form that does not fit.
    [{ path: '/', port: 'x' }, ['refused a']],
  ])('%j: %j', (a, expected) => expect(look({ a }, shape)).toEqual(expected));
});

describe('a form that drops what does not fit', () => {
  const parts: Shape = {
    fields: {
      text: 'text',
      flag: 'boolean',
      count: 'integer',
      assets: { fields: { alias: 'name' } },
      list: { list: 'text' },
      rules: { list: { fields: { path: 'text' } } },
      check: { either: ['name', { fields: { port: 'integer' } }], expected: '…' },
    },
  };
  const shape: Shape = { fields: { a: { lenient: parts, or: 'boolean', expected: '…' } } };

  it.each<[PlainValue, string[]]>([
    [true, []],
    ['yes', []],
    [null, []],
    [{ text: 'x' }, []],
    [{ text: '' }, []],
    [{ list: [] }, []],
    [{ other: 1, text: 'x' }, ['unknown a.other']],
    // Nothing is left of the first form, and the second does not take a map.
    [{}, ['refused a']],
    [{ text: null }, ['refused a']],
    [{ other: 1 }, ['refused a']],
    [{ assets: { alias: '' } }, ['refused a']],
    [{ assets: { alias: [] } }, ['refused a']],
    [{ assets: 'x' }, ['refused a']],
    [{ list: 'x' }, ['refused a']],
    [{ rules: [] }, ['refused a']],
    [{ rules: ['x', null] }, ['refused a']],
    ['true', ['refused a']],
    [[], ['refused a']],
    // The parser has made room for a text, a boolean or a number before it sees that it has none.
    [{ text: [] }, ['dropped a.text for the empty text']],
    [{ flag: 'true' }, ['dropped a.flag for false']],
    [{ count: 'x' }, ['dropped a.count for 0']],
    [{ text: 'x', list: 'x' }, ['dropped a.list']],
    [{ list: ['x', []] }, ['dropped a.list[1]']],
    [{ rules: [{ path: [] }, 'x'] }, ['dropped a.rules[0].path for the empty text', 'dropped a.rules[1]']],
    [{ rules: [{}] }, []],
    // A part with several forms is refused whatever stands around it.
    [{ text: 'x', check: {} }, ['refused a.check']],
  ])('%j: %j', (a, expected) => expect(look({ a }, shape)).toEqual(expected));

  it.each<[PlainValue, PlainValue]>([
    [
      { text: [], flag: 'true', count: 'x' },
      { text: '', flag: false, count: 0 },
    ],
    [
      { text: 'x', list: 'x', rules: 'x' },
      { text: 'x', list: null, rules: null },
    ],
    [{ list: ['x', [], 'y'] }, { list: ['x', null, 'y'] }],
    [{ rules: ['x', {}, null, { path: '/' }] }, { rules: [null, {}, null, { path: '/' }] }],
  ])('%j is read as %j', (a, expected) => expect(readAs({ a }, shape)).toEqual({ a: expected }));
});

describe('a name, a list of names, or a list of maps', () => {
  const textOrTexts: Shape = { lenient: { list: 'text' }, or: 'text', expected: '…' };
  const alias: Shape = { lenient: { list: { fields: { name: 'text' } } }, or: textOrTexts, expected: '…' };
  const shape: Shape = { fields: { alias } };

  it.each<[PlainValue, string[], PlainValue]>([
    ['a', [], 'a'],
    ['', [], ''],
    [['a', 'b'], [], ['a', 'b']],
    [[], [], []],
    [[null], [], [null]],
    [[{ name: 'a' }], [], [{ name: 'a' }]],
    [[{}], [], [{}]],
    [['a', { name: 'b' }], ['dropped alias[0]'], [null, { name: 'b' }]],
    [['a', ['b']], ['dropped alias[1]'], ['a', null]],
    [{ name: 'a' }, ['refused alias'], null],
  ])('%j: %j', (value, expected, data) => {
    expect(look({ alias: value }, shape)).toEqual(expected);
    expect(readAs({ alias: value }, shape)).toEqual({ alias: data });
  });

  it('an empty list of names says nothing, so that nothing is left of what is around it', () => {
    const http: Shape = {
      fields: { http: { lenient: { fields: { alias } }, or: 'boolean', expected: '…' } },
    };
    expect(look({ http: { alias: [] } }, http)).toEqual(['refused http']);
    expect(look({ http: { alias: [null] } }, http)).toEqual(['refused http']);
    expect(look({ http: { alias: [''] } }, http)).toEqual([]);
  });
});

describe('a text that may become anything', () => {
  const isOpen = (text: string) => text.includes('$');
  const shape: Shape = {
    fields: {
      flag: 'boolean',
      list: { list: 'text' },
      map: { fields: { a: 'text' } },
      either: { either: ['integer', { fields: { a: 'text' } }], expected: '…' },
      cdn: { lenient: { fields: { flag: 'boolean' } }, or: 'boolean', expected: '…' },
    },
  };

  it.each(['flag', 'list', 'map', 'either', 'cdn'])('fits: %s', (key) => {
    expect(look({ [key]: '$X' }, shape, isOpen)).toEqual([]);
    expect(look({ [key]: 'X' }, shape, isOpen)).toEqual([`refused ${key}`]);
  });

  it('is one item where a list is expected', () => {
    expect(inspect({ list: '$X' }, shape, isOpen).data).toEqual({ list: ['$X'] });
  });
});

it('misfits say what is expected', () => {
  const { refused } = inspect(
    { texts: 1, maps: 1, map: 1, flag: 1, either: [] },
    {
      fields: {
        texts: { list: 'name' },
        maps: { list: { fields: {} } },
        map: { fields: {} },
        flag: 'boolean',
        either: { either: ['text'], expected: 'this or that' },
      },
    },
  );
  expect(refused.map(({ expected }) => expected)).toEqual([
    'a list of strings',
    'a list',
    'a map',
    'true or false',
    'this or that',
  ]);
});

describe('the keys that a shape knows', () => {
  const shape: Shape = {
    fields: {
      name: 'text',
      http: {
        lenient: { fields: { path: 'text', rules: { list: { fields: { host: 'text' } } } } },
        or: 'boolean',
        expected: '',
      },
      image: { keys: { fields: { port: 'anything' } } },
      check: { either: ['text', { fields: { timeout: 'text' } }], expected: '' },
      environments: { each: { fields: { http: 'text' } } },
    },
  };

  it('dotted, in their order', () => {
    expect(pathsOf(shape)).toEqual([
      'name',
      'http',
      'http.path',
      'http.rules',
      'image',
      'image.port',
      'check',
      'check.timeout',
      'environments',
    ]);
  });

  it.each([
    [['nam'], ['name', 'http', 'image', 'check', 'environments']],
    [
      ['http', 'pth'],
      ['path', 'rules'],
    ],
    [['http', 'rules', 0, 'hst'], ['host']],
    [['image', 'prt'], ['port']],
    [['check', 'timout'], ['timeout']],
    [['environments', 'prod', 'htp'], ['http']],
    [['nowhere', 'x'], []],
    [[], []],
  ])('beside %j: %j', (path, expected) => expect(keysAround(shape, path)).toEqual(expected));
});
