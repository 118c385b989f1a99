// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import { interpolate } from '../../../source/copilot/environment-manifest/interpolate.ts';
import { UserError } from '../../../source/errors.ts';

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
    const { undefinedVariables } = interpolate('a: ${ONE}\nb:\n  - x-${TWO}\n', origin);
    expect(undefinedVariables.map(({ name, line, column }) => [name, line, column])).toEqual([
      ['ONE', 1, 4],
      ['TWO', 3, 7],
    ]);
  });

  it('a predefined name cannot mean something else', () => {
    const other = { ...origin, variables: { COPILOT_ENVIRONMENT_NAME: 'test' } };
    expect(() => interpolate('a: ${COPILOT_ENVIRONMENT_NAME}\n', other)).toThrow(UserError);
  });
});
