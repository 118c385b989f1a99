// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../source/errors.ts';
import { simpleTemplate } from '../../source/yaml/simple-template.ts';
import { parseSource } from '../../source/yaml/source-document.ts';
import { formsOf } from '../cdn/templates.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { brokenPart, forTheLibrary, templates } from './template-corpus.ts';

/** What the library reads; undefined for what it refuses. */
function byTheLibrary(text: string): unknown {
  try {
    return parseSource(forTheLibrary(text), { cloudFormation: true }).plain();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

describe('simpleTemplate', () => {
  it.each([
    ['a: !Ref b\n', { a: { Ref: 'b' } }],
    ['a: !Condition b\n', { a: { Condition: 'b' } }],
    ['a: !GetAtt b.c.d\n', { a: { 'Fn::GetAtt': ['b', 'c.d'] } }],
    ["a: !GetAtt 'b.c'\n", { a: { 'Fn::GetAtt': ['b', 'c'] } }],
    ['a: !GetAtt [b, c]\n', { a: { 'Fn::GetAtt': ['b', 'c'] } }],
    ["a: !Sub '${b}-c' # d\n", { a: { 'Fn::Sub': '${b}-c' } }],
    ['a: !Sub ${b}/c\n', { a: { 'Fn::Sub': '${b}/c' } }],
    ['a: !Ref AWS::Region\n', { a: { Ref: 'AWS::Region' } }],
    ['a: !Ref true\nb: !Ref 1\n', { a: { Ref: 'true' }, b: { Ref: '1' } }],
    ['a:\n  !Not [!Equals [ !Ref b, "" ]]\n', { a: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'b' }, ''] }] } }],
    ['a: !And\n  - !Condition b\n  - c\n', { a: { 'Fn::And': [{ Condition: 'b' }, 'c'] } }],
    ['a: !And # why\n- b\n', { a: { 'Fn::And': ['b'] } }],
    ['- !If [a, b, !Ref "c"]\n', [{ 'Fn::If': ['a', 'b', { Ref: 'c' }] }]],
    ['a: !Transform\n  Name: b\n', { a: { 'Fn::Transform': { Name: 'b' } } }],
    ['a: [\n  "b",\n  c, # d\n\n  1\n]\n', { a: ['b', 'c', 1] }],
    ['a: { b: c d, "e": [], f: {g: h,} }\n', { a: { b: 'c d', e: [], f: { g: 'h' } } }],
    ["'a:b': \"c\"\nd::e: 'it''s'\n", { 'a:b': 'c', 'd::e': "it's" }],
    ['a: "b\\n\\"c\\""\n', { a: 'b\n"c"' }],
    ['a: |\n  b\n    c\n\n  # d\n\ne: f\n', { a: 'b\n  c\n\n# d\n', e: 'f' }],
    ['a: |-\n    b\n    \n  # c\n', { a: 'b' }],
    ['a: !Sub |\r\n  b\r\n  c\r\n', { a: { 'Fn::Sub': 'b\nc\n' } }],
    ['- |\n b\n-\n  c: |\n    d', ['b\n', { c: 'd\n' }]],
    ['a: 2012-10-17\nb: 4135ea2d-6df8\nc: 512 MB\n', { a: '2012-10-17', b: '4135ea2d-6df8', c: '512 MB' }],
    ['{\n  "a": [\n    1,\n    "b"\n  ],\n  "c": {}\n}\n', { a: [1, 'b'], c: {} }],
  ])('reads %j', (text, data) => {
    expect(simpleTemplate(text)).toEqual(data);
    expect(byTheLibrary(text)).toEqual(data);
  });

  it.each([
    'a: !Ref\n',
    'a: !Ref\n  b\n',
    'a: !If !Ref b\n',
    'a: !!str b\n',
    'a: !<x> b\n',
    'a: !Ref b: c\n',
    'a: &b c\n',
    'a: *b\n',
    'a: >\n  b\n',
    'a: |+\n  b\n',
    'a: |2\n  b\n',
    'a: |\nb: c\n',
    'a: |\n    \n  b\n',
    'a: |\n   b\n  c\n',
    'a: b\n  c\n',
    'a: "b\n  c"\n',
    'a: "\\u0041"\n',
    'a: [b\n  c]\n',
    'a: [b, , c]\n',
    'a: [b: c]\n',
    'a: {b}\n',
    'a: {b: }\n',
    'a: {b: c, b: d}\n',
    'a: [b]]\n',
    'a: [b\n',
    'a: [b] c\n',
    'a: [\nb]\n',
    'a: [b,#c\n  d]\n',
    '"a": 1\na: 2\n',
    '<<: { a: b }\n',
    'a: 1\n---\nb: 2\n',
    '"a: b\n',
    `a: ${'['.repeat(1000)}`,
  ])('leaves %j to the library', (text) => {
    expect(simpleTemplate(text)).toBeUndefined();
  });

  it('reads every template of Copilot, patched or not, as the library does', () => {
    for (const template of templates) expect(simpleTemplate(template)).toEqual(byTheLibrary(template));
  });

  it.each(Object.entries(formsOf(templates[0] ?? '')))(
    'says of %s what the library says, or nothing',
    (_, text) => {
      const data = simpleTemplate(text);
      if (data !== undefined) expect(data).toEqual(byTheLibrary(text));
    },
  );

  it('says of parts in which lines went wrong what the library says, or nothing', () => {
    const runs = propertyRuns(40_000);
    let read = 0;
    fc.assert(
      fc.property(brokenPart, (text) => {
        const data = simpleTemplate(text);
        if (data === undefined) return;
        read += 1;
        expect(data).toEqual(byTheLibrary(text));
      }),
      runs,
    );
    expect(read).toBeGreaterThan(runs.numRuns / 10);
  });
});
