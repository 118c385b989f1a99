// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import { escapeVariables, interpolate } from '../../source/copilot/interpolate.ts';
import { UserError } from '../../source/errors.ts';
import { parseSource } from '../../source/yaml/source-document.ts';

const variables = { A: 'one', EMPTY: '', FLAG: 'true', LIST: '["a","b"]', LINES: 'x\ny', COLON: 'a: b' };
const origin = { file: 'manifest.yml', application: 'shop', environment: 'prod', variables };

function text(source: string): string {
  return interpolate(source, origin).text;
}

describe('interpolate', () => {
  it.each([
    ['a value', 'x: ${A}-${A}\n', 'x: one-one\n'],
    ['predefined names', 'x: ${COPILOT_APPLICATION_NAME}-${COPILOT_ENVIRONMENT_NAME}\n', 'x: shop-prod\n'],
    ['an empty value', 'x: a${EMPTY}\n', 'x: a\n'],
    ['a string stays a string', 'x: ${FLAG}\n', "x: 'true'\n"],
    ['what needs quotes gets them', 'x: ${COLON}\n', "x: 'a: b'\n"],
    ['quotes stay', 'x: "${A}"\ny: \'${A}\'\n', 'x: "one"\ny: \'one\'\n'],
    ['block scalars keep their lines', 'x: |\n  ${A}\n  b\n', 'x: |\n  one\n  b\n'],
    ['a line feed in a block scalar', 'x: |\n  ${LINES}\n', 'x: "x\\ny\\n"\n'],
    ['a list of strings', 'x: ${LIST}\n', 'x: ["a","b"]\n'],
    ['but not in a literal block', 'x: |\n  ${LIST}\n', 'x: |\n  ["a","b"]\n'],
    ['an escaped one', "x: '\\${A}'\n", "x: '${A}'\n"],
    ['an escaped one beside the same', "x: '\\${A} ${A}'\n", "x: 'one one'\n"],
    [
      'keys, comments, and other things in braces',
      '${A}: b # ${A}\nx: ${0x} ${a-b} $A\n',
      '${A}: b # ${A}\nx: ${0x} ${a-b} $A\n',
    ],
    ['a tagged value', 'x: !Sub "${A}"\n', 'x: !Sub "${A}"\n'],
  ])('%s', (_name, source, expected) => expect(text(source)).toBe(expected));

  it('tells every variable that is not set, and where', () => {
    const source = 'a: ${ONE}\nb:\n  - x-${TWO}\n';
    const { undefinedVariables } = interpolate(source, origin);
    expect(undefinedVariables.map(({ name, start, end }) => [name, source.slice(start, end)])).toEqual([
      ['ONE', '${ONE}'],
      ['TWO', '${TWO}'],
    ]);
  });

  it('a predefined name cannot mean something else', () => {
    const other = { ...origin, variables: { COPILOT_ENVIRONMENT_NAME: 'test' } };
    expect(() => interpolate('a: ${COPILOT_ENVIRONMENT_NAME}\n', other)).toThrow(UserError);
  });
});

describe('escapeVariables', () => {
  it.each([
    'x: ${A}\n',
    'x: a-${A}-${B} # ${A}\n',
    'x: "${A} \\" ${B}"\n',
    "x: 'it''s ${A}'\n",
    'x: |\n  ${A}\n  b\n',
    'x: >\n  ${A} b\n',
    'x: ["${0x}", "$A", "${A}"]\n',
    'none: true\n',
  ])('%j comes back as it was', (source) => {
    const back = interpolate(escapeVariables(source), origin);
    expect(back.data).toEqual(parseSource(source).plain());
    expect(back.undefinedVariables).toEqual([]);
  });

  it('leaves a text without variables alone', () => {
    expect(escapeVariables('a: $X # $\n')).toBe('a: $X # $\n');
  });
});
