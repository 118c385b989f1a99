import fc from 'fast-check';
import type { PlainMap, PlainValue } from '../../source/yaml/plain-value.ts';
import { isPlainList, isPlainMap } from '../../source/yaml/plain-value.ts';

/** Generated YAML files, in the ways that people write them. */
export interface Written {
  readonly text: string;
  readonly data: PlainMap;
}

const key = fc.constantFrom(
  'cdn',
  'http',
  'public',
  'name',
  'certificates',
  'x-1',
  'a b',
  'observability',
  '8080',
);
const scalar = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -5, max: 99_999 }),
  fc.constantFrom(
    'yes',
    '',
    'arn:aws:acm:us-east-1:1:certificate/x',
    "it's",
    'a: b',
    '# no',
    'null',
    '$X',
    '10.0.0.0/16',
    ' spaced ',
  ),
);

const { tree } = fc.letrec<{ tree: PlainValue; map: PlainMap }>((tie) => ({
  map: fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('map'),
    fc.array(scalar, { minLength: 1, maxLength: 3 }),
  ),
}));

const data = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

interface Habits {
  readonly step: number;
  readonly dash: number;
  readonly colon: string;
  readonly json: boolean;
  /** Taken in turn: what stands above a line, and behind it. */
  readonly above: readonly string[];
  readonly behind: readonly string[];
  readonly flow: readonly boolean[];
  readonly quotes: readonly ('single' | 'double' | 'plain')[];
}

const habits: fc.Arbitrary<Habits> = fc.record({
  step: fc.constantFrom(2, 3, 4),
  dash: fc.constantFrom(0, 2),
  colon: fc.constantFrom(':', ':', ' :'),
  json: fc.constantFrom(false, false, false, true),
  above: fc.array(fc.constantFrom('', '', '', 'blank', 'comment', 'column-0', 'blank comment'), {
    minLength: 7,
    maxLength: 7,
  }),
  behind: fc.array(fc.constantFrom('', '', '', ' # why', '   # because: it is'), {
    minLength: 5,
    maxLength: 5,
  }),
  flow: fc.array(fc.constantFrom(false, false, false, true), { minLength: 3, maxLength: 3 }),
  quotes: fc.array(fc.constantFrom('single', 'double', 'plain'), { minLength: 2, maxLength: 2 }),
});

export const written: fc.Arbitrary<Written> = fc
  .record({
    data,
    habits,
    ending: fc.constantFrom('\n', '\n', '\r\n'),
    last: fc.constantFrom('full', 'full', 'none', 'blank', 'comment'),
    mark: fc.constantFrom('', '', '', '\uFEFF', '---\n'),
  })
  .map(({ data: plain, habits: how, ending, last, mark }) => {
    const body = how.json ? JSON.stringify(plain, null, how.step) : block(plain, how).join('\n');
    const tail = { full: '\n', none: '', blank: '\n\n\n', comment: how.json ? '\n' : '\n# the end\n' }[last];
    return {
      text: ((how.json && mark === '---\n' ? '' : mark) + body + tail).replaceAll('\n', ending),
      data: plain,
    };
  });

function block(value: PlainMap, how: Habits): string[] {
  let turn = 0;
  function next<T>(choices: readonly T[], otherwise: T): T {
    turn += 1;
    return choices[turn % choices.length] ?? otherwise;
  }

  function above(column: number): string[] {
    const pad = ' '.repeat(column);
    switch (next(how.above, '')) {
      case 'blank':
        return [''];
      case 'comment':
        return [`${pad}# a comment`];
      case 'column-0':
        return ['# far left'];
      case 'blank comment':
        return ['', `${pad}# a heading`];
      default:
        return [];
    }
  }

  function scalarText(item: PlainValue, inFlow: boolean): string {
    if (typeof item !== 'string') return JSON.stringify(item);
    const style = next(how.quotes, 'plain');
    if (style === 'single') return `'${item.replaceAll("'", "''")}'`;
    const plain = inFlow ? /^arn:[\w:/-]+$/ : /^(arn:[\w:/-]+|it's|10\.0\.0\.0\/16)$/;
    return style === 'plain' && plain.test(item) ? item : JSON.stringify(item);
  }

  function flow(item: PlainValue): string {
    if (isPlainList(item)) return `[${item.map(flow).join(', ')}]`;
    if (isPlainMap(item))
      return `{${Object.entries(item)
        .map(([name, inner]) => `${name}: ${flow(inner)}`)
        .join(', ')}}`;
    return scalarText(item, true);
  }

  function lines(map: PlainMap, column: number): string[] {
    const pad = ' '.repeat(column);
    return Object.entries(map).flatMap(([name, item]) => {
      const head = [...above(column), `${pad}${name}${how.colon}`];
      const last = head.pop() ?? '';
      const isCollection = isPlainMap(item) || isPlainList(item);
      if (!isCollection) return [...head, `${last} ${scalarText(item, false)}${next(how.behind, '')}`];
      if (next(how.flow, false)) return [...head, `${last} ${flow(item)}${next(how.behind, '')}`];
      if (isPlainMap(item)) return [...head, last + next(how.behind, ''), ...lines(item, column + how.step)];
      const dashes = item.map(
        (each) => `${' '.repeat(column + how.dash)}- ${scalarText(each, false)}${next(how.behind, '')}`,
      );
      return [...head, last + next(how.behind, ''), ...dashes];
    });
  }

  return lines(value, 0);
}
