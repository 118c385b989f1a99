import { describe, expect, it } from 'vitest';
import { UserError } from '../../source/errors.ts';
import { editSource, type SourceEdit } from '../../source/yaml/edit.ts';
import { parseSource } from '../../source/yaml/source-document.ts';

interface Row {
  readonly name: string;
  readonly before: string;
  readonly edits: readonly SourceEdit[];
  readonly after: string;
}

const on: SourceEdit = { op: 'set', path: ['http', 'public', 'ingress', 'cdn'], value: true };
const off: SourceEdit = { op: 'remove', path: ['http', 'public', 'ingress', 'cdn'], prune: true };
const certificate: SourceEdit = {
  op: 'set',
  path: ['cdn', 'certificate'],
  value: 'arn:aws:acm:us-east-1:1:certificate/x',
};

const set: Row[] = [
  {
    name: 'a scalar becomes a map and keeps its comment',
    before: 'cdn: true # fast\nname: x\n',
    edits: [certificate],
    after: 'cdn: # fast\n  certificate: arn:aws:acm:us-east-1:1:certificate/x\nname: x\n',
  },
  {
    name: 'a map becomes a scalar and keeps the comments inside',
    before: 'cdn: # fast\n  certificate: x\n  # terminate_tls: true\n  path: y\nname: x\n',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: 'cdn: true # fast\n  # terminate_tls: true\nname: x\n',
  },
  {
    name: 'a key without a value gets its children behind the ones that are commented out',
    before: 'http:\n  public:\n    # certificates:\n    #   - arn\n\n# Observability\nobservability: true\n',
    edits: [on],
    after:
      'http:\n  public:\n    # certificates:\n    #   - arn\n    ingress:\n      cdn: true\n\n# Observability\nobservability: true\n',
  },
  {
    name: 'a new key stands before the heading of the next one',
    before: 'name: x\n\nhttp:\n  public: {}\n\n# Observability\nobservability: true\n',
    edits: [{ op: 'set', path: ['cdn'], value: true, after: 'http' }],
    after: 'name: x\n\nhttp:\n  public: {}\n\ncdn: true\n\n# Observability\nobservability: true\n',
  },
  {
    name: 'a new key stays out of a commented block below its sibling',
    before: 'name: x\n\nhttp:\n  public: {}\n#   private:\n#     a: b\n\nother: 1\n',
    edits: [{ op: 'set', path: ['cdn'], value: true, after: 'http' }],
    after: 'name: x\n\nhttp:\n  public: {}\n#   private:\n#     a: b\n\ncdn: true\n\nother: 1\n',
  },
  {
    name: 'before a sibling means above its heading',
    before: 'name: x\n\n# http:\n#   public:\n\n# Observability\nobservability: true\n',
    edits: [{ op: 'set', path: ['cdn'], value: true, before: 'observability' }],
    after: 'name: x\n\n# http:\n#   public:\n\ncdn: true\n\n# Observability\nobservability: true\n',
  },
  {
    name: 'comments in column 0 inside of a block stay where they are',
    before: 'http:\n  public:\n#    ssl_policy: x\n    certificates: []\n',
    edits: [on],
    after: 'http:\n  public:\n#    ssl_policy: x\n    certificates: []\n    ingress:\n      cdn: true\n',
  },
  {
    name: 'indentation of four, and dashes below their key',
    before: 'http:\n    public:\n        certificates:\n        - a\n',
    edits: [on, { op: 'set', path: ['http', 'public', 'ingress', 'source_ips'], value: ['10.0.0.0/8'] }],
    after:
      'http:\n    public:\n        certificates:\n        - a\n        ingress:\n            cdn: true\n            source_ips:\n            - 10.0.0.0/8\n',
  },
  {
    name: 'a map between brackets',
    before: 'http: { public: { certificates: [a] } } # one line\n',
    edits: [on],
    after: 'http: { public: { certificates: [a], ingress: {cdn: true} } } # one line\n',
  },
  {
    name: 'an empty pair of brackets',
    before: 'http: {}\n',
    edits: [on],
    after: 'http: {public: {ingress: {cdn: true}}}\n',
  },
  {
    name: 'an empty text',
    before: '',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: 'cdn: true\n',
  },
  {
    name: 'only comments',
    before: '# mine\n',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: '# mine\n\ncdn: true\n',
  },
  {
    name: 'a document mark',
    before: '---\nname: x\n...\n',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: '---\nname: x\ncdn: true\n...\n',
  },
  {
    name: 'a byte-order mark',
    before: '\uFEFFname: x\n',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: '\uFEFFname: x\ncdn: true\n',
  },
  {
    name: 'CRLF',
    before: 'name: x\r\ncdn: false\r\n',
    edits: [certificate],
    after: 'name: x\r\ncdn:\r\n  certificate: arn:aws:acm:us-east-1:1:certificate/x\r\n',
  },
  {
    name: 'no last line ending',
    before: 'name: x',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: 'name: x\ncdn: true',
  },
  {
    name: 'a space before the colon',
    before: 'cdn : true\n',
    edits: [certificate],
    after: 'cdn :\n  certificate: arn:aws:acm:us-east-1:1:certificate/x\n',
  },
  {
    name: 'quotes stay',
    before: 'a: "x" # y\nb: \'x\'\n',
    edits: [
      { op: 'set', path: ['a'], value: 'z' },
      { op: 'set', path: ['b'], value: "it's" },
    ],
    after: "a: \"z\" # y\nb: 'it''s'\n",
  },
  {
    name: 'strings that YAML 1.1 reads otherwise are quoted',
    before: 'a: x\n',
    edits: [{ op: 'set', path: ['a'], value: 'on' }],
    after: "a: 'on'\n",
  },
  {
    name: 'what is there already is not written again',
    before: 'cdn:   true   # x\n',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: 'cdn:   true   # x\n',
  },
  {
    name: 'a key beside an anchor',
    before: 'a: &x {b: 1}\nc: *x\n',
    edits: [{ op: 'set', path: ['cdn'], value: true }],
    after: 'a: &x {b: 1}\nc: *x\ncdn: true\n',
  },
  {
    name: 'a key that overrides a merged one',
    before: 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n',
    edits: [{ op: 'set', path: ['c', 'd'], value: 2 }],
    after: 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n',
  },
  {
    name: 'numbers elsewhere keep their look',
    before: 'a: 012345678901\nb: 1.10\n',
    edits: [{ op: 'set', path: ['c'], value: 1 }],
    after: 'a: 012345678901\nb: 1.10\nc: 1\n',
  },
];

const remove: Row[] = [
  {
    name: 'parents that are left empty',
    before: 'name: x\n\nhttp:\n  public:\n    ingress:\n      cdn: true\n\nother: 1\n',
    edits: [off],
    after: 'name: x\n\nother: 1\n',
  },
  {
    name: 'not a parent with comments of its own',
    before: 'http:\n  public:\n    # certificates: []\n    ingress:\n      cdn: true\n',
    edits: [off],
    after: 'http:\n  public:\n    # certificates: []\n',
  },
  {
    name: 'between brackets',
    before: 'http: {public: {ingress: {cdn: true}}, a: 1}\n',
    edits: [off],
    after: 'http: {a: 1}\n',
  },
  {
    name: 'the first key behind a dash',
    before: '- a: 1\n  b: 2\n',
    edits: [{ op: 'remove', path: [0, 'a'] }],
    after: '- b: 2\n',
  },
  {
    name: 'without pruning, an empty map stays',
    before: 'a:\n  b: 1\nc: 2\n',
    edits: [{ op: 'remove', path: ['a', 'b'] }],
    after: 'a: {}\nc: 2\n',
  },
  { name: 'nothing, where nothing is', before: 'a: 1\n', edits: [off], after: 'a: 1\n' },
];

const fragments: Row[] = [
  {
    name: 'a resource behind a sibling, with its tags and block scalars',
    before: 'Resources:\n  A:\n    Type: X\n\n  # The second\n  B:\n    Type: Y\n',
    edits: [
      {
        op: 'insert',
        path: ['Resources'],
        key: 'C',
        after: 'A',
        fragment: 'Type: Z\nCondition: !Not [!Condition D]\nCode: |\n  one\n    two\n',
      },
    ],
    after:
      'Resources:\n  A:\n    Type: X\n\n  C:\n    Type: Z\n    Condition: !Not [!Condition D]\n    Code: |\n      one\n        two\n\n  # The second\n  B:\n    Type: Y\n',
  },
  {
    name: 'an item of a list',
    before: 'A:\n- !Ref B # b\n# next\nC: 1\n',
    edits: [{ op: 'insert', path: ['A'], fragment: 'Effect: Allow\nAction: [a]\n' }],
    after: 'A:\n- !Ref B # b\n- Effect: Allow\n  Action: [a]\n# next\nC: 1\n',
  },
  {
    name: 'a tagged list in place of a scalar',
    before: 'A: !Ref B\nC: 1\n',
    edits: [{ op: 'replace', path: ['A'], fragment: '!If\n- X\n- !Ref B\n- !Ref AWS::NoValue\n' }],
    after: 'A: !If\n  - X\n  - !Ref B\n  - !Ref AWS::NoValue\nC: 1\n',
  },
  {
    name: 'JSON takes the long form',
    before: '{\n  "A": 1\n}\n',
    edits: [{ op: 'insert', path: [], key: 'B', fragment: 'C: !GetAtt D.Arn\n' }],
    after:
      '{\n  "A": 1,\n  "B": {\n    "C": {\n      "Fn::GetAtt": [\n        "D",\n        "Arn"\n      ]\n    }\n  }\n}\n',
  },
];

describe.each([
  ['set', set],
  ['remove', remove],
  ['insert and replace', fragments],
])('%s', (_title, rows) => {
  it.each(rows)('$name', ({ before, edits, after }) => {
    const options = { cloudFormation: true };
    expect(editSource(before, edits, options)).toBe(after);
    expect(
      editSource(
        after,
        edits.filter(({ op }) => op !== 'insert' || 'key' in edits),
        options,
      ),
    ).toBe(after);
  });
});

function refusal(before: string, ...edits: SourceEdit[]): UserError {
  try {
    editSource(before, edits, { file: 'manifest.yml' });
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('an edit that is not certain', () => {
  it.each([
    ['inside of what an alias repeats', 'cdn: &x {certificate: a}\nb: *x\n'],
    ['behind an alias', 'a: &x {b: 1}\ncdn: *x\n'],
    ['beside a merge key', 'a: &x {b: 1}\ncdn:\n  <<: *x\n'],
    ['below a value with an anchor', 'cdn: &x true\n'],
    ['in a key with a question mark', '? cdn\n: true\n'],
    ['in a list', '- cdn\n'],
  ])('%s is refused with the lines to write by hand', (_name, before) => {
    const error = refusal(before, certificate);
    expect(error.code).toBe('cannot-edit-safely');
    expect(error.details.slice(0, 2)).toEqual([
      'cdn:',
      '  certificate: arn:aws:acm:us-east-1:1:certificate/x',
    ]);
  });

  it.each([
    ['tab-indentation', 'a:\n\tb: 1\n', 'manifest.yml:2:1'],
    ['duplicate-key', 'a: 1\nb: 2\na: 3\n', 'manifest.yml:3:1'],
    ['several-documents', 'a: 1\n---\nb: 2\n', 'manifest.yml:2:1'],
    ['not-yaml', 'a: [1\nb: 2\n', 'manifest.yml:2:1'],
  ])('%s', (code, before, place) => {
    const error = refusal(before, certificate);
    expect(error.code).toBe(code);
    expect(error.message).toContain(place);
    expect(error.details.at(-1)).toMatch(/^ +\| .*\^/);
  });

  it('an insert over something else is refused', () => {
    expect(refusal('A: 1\n', { op: 'insert', path: [], key: 'A', fragment: '2' }).code).toBe(
      'cannot-edit-safely',
    );
  });
});

it('aliases that repeat each other do not take for ever', () => {
  const lines = [...'bcdefghi'].map(
    (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`,
  );
  const text = `a: &a [x, x, x]\n${lines.join('\n')}\n`;
  expect(editSource(text, [{ op: 'set', path: ['cdn'], value: true }])).toBe(`${text}cdn: true\n`);
  expect(parseSource(text).plain()).toHaveProperty('i');
});
