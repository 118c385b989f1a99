import { describe, expect, it } from 'vitest';
import { checkManifests } from '../../source/copilot/check-manifests.ts';
import { openEnvironmentManifest } from '../../source/copilot/environment-manifest/read.ts';
import { openServiceManifest } from '../../source/copilot/service-manifest/read.ts';
import { openStaticSiteManifest } from '../../source/copilot/static-site-manifest/read.ts';
import { UserError } from '../../source/errors.ts';
import type { ManifestKind } from './manifest-edits/manifest-edit.ts';
import { manifestEdits } from './manifest-edits.ts';
import { judge } from './verdict/index.ts';

const head = 'name: prod\ntype: Environment\n';
const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/a';
const origin = { file: 'manifest.yml', application: 'shop', environment: 'prod', variables: {} };

/** What becomes of each edit of a kind: done, or why not. */
function outcomes(text: string, kind: ManifestKind = 'environment'): Readonly<Record<string, string>> {
  const judged = manifestEdits
    .filter((edit) => edit.kind === kind)
    .map((edit) => [edit.name, inWords(judge(edit, text))] as const);
  return Object.fromEntries(judged.filter(([, words]) => words !== 'does-not-apply'));
}

function inWords(verdict: ReturnType<typeof judge>): string {
  if (verdict.kind === 'failed')
    return verdict.broken.map(({ promise, what }) => `${promise}: ${what}`).join('; ');
  return verdict.kind === 'refused'
    ? verdict.error.message.replace(/^.* was left to you: /s, '')
    : verdict.kind;
}

function everyOutcome(text: string, kind?: ManifestKind): readonly string[] {
  return [...new Set(Object.values(outcomes(text, kind)))].sort();
}

function edited(text: string, name: string): string {
  const edit = manifestEdits.find((each) => each.name === name);
  if (edit === undefined) throw new Error(`There is no edit ${name}.`);
  return edit.edit(text, text);
}

function codes(text: string): readonly string[] {
  return checkManifests([{ file: 'manifest.yml', text, kind: 'environment' }], {
    application: 'shop',
    variables: {},
  })
    .flatMap(({ findings }) => findings)
    .map(({ code }) => code);
}

describe('aliases of aliases', () => {
  const nineOf = (row: number) => Array(9).fill(`*a${row}`).join(', ');
  const bomb = Array.from({ length: 8 }, (_, row) => `a${row + 1}: &a${row + 1} [${nineOf(row)}]`);

  it.each([
    ['that grow beyond any memory', ['a0: &a0 [x, x]', ...bomb, 'variables: *a8'].join('\n')],
    ['that hold themselves', 'a: &a [*a]'],
  ])('%s are refused, as Copilot does', (_, text) => {
    expect(() => openServiceManifest(text, origin)).toThrow(
      expect.objectContaining({ code: 'too-many-aliases' }),
    );
  });
});

describe('anchors, aliases and merge keys', () => {
  it('are followed when an environment is read', () => {
    const base = `base: &base\n  certificate: ${arn}\n  terminate_tls: true\n`;
    const cdn = { enabled: true, certificate: arn, terminateTls: true };
    expect(openEnvironmentManifest(`${head}${base}cdn: *base\n`, origin).cdn).toEqual(cdn);
    const merged = openEnvironmentManifest(
      `${head}${base}cdn:\n  <<: *base\n  terminate_tls: false\n`,
      origin,
    );
    expect(merged.cdn).toEqual({ ...cdn, terminateTls: false });
  });

  it('are followed when a service is read', () => {
    const text = `type: Load Balanced Web Service
http: &http
  path: /
  alias: &alias a.example.com
  redirect_to_https: false
environments:
  prod: {http: {additional_rules: [{<<: *http, alias: [*alias, b.example.com]}]}}
`;
    const { rules, aliases } = openServiceManifest(text, origin);
    expect(rules.map(({ redirectToHttps }) => redirectToHttps)).toEqual([false, false]);
    expect(aliases).toEqual(['a.example.com', 'b.example.com']);
  });

  it('are followed when a static site is read', () => {
    const text = 'files: &files\n  - &one {source: a}\n  - *one\nenvironments: {prod: {files: *files}}\n';
    expect(openStaticSiteManifest(text, origin).files.map(({ source }) => source)).toEqual(['a', 'a']);
  });

  const across: readonly (readonly [string, string, ManifestKind, string, RegExp])[] = [
    [
      'behind an alias',
      `base: &base\n  certificate: x\ncdn: *base\n`,
      'environment',
      'cdn.certificate changed',
      /the value is an alias \(\*base\)/,
    ],
    [
      'beside a merge key',
      `base: &base\n  certificate: x\ncdn:\n  <<: *base\n`,
      'environment',
      'cdn.terminate_tls true',
      /takes keys from elsewhere/,
    ],
    [
      'that would have to take a merged key away',
      `base: &base\n  certificate: x\n  terminate_tls: true\ncdn:\n  <<: *base\n`,
      'environment',
      'cdn.certificate removed',
      /comes from elsewhere/,
    ],
    [
      'of a key that is merged into the root',
      'base: &base\n  cdn: true\n<<: *base\n',
      'environment',
      'cdn off',
      /comes from elsewhere/,
    ],
    [
      'that opens what an alias restricts',
      'base: &base {ingress: {cdn: true}}\nhttp: {public: *base}\n',
      'environment',
      'ingress opened',
      /comes from elsewhere/,
    ],
    [
      'that restricts by a spelling behind an alias',
      'base: &base {restrict_to: {}}\nhttp: {public: {security_groups: {ingress: *base}}}\n',
      'environment',
      'ingress restricted, deprecated spelling',
      /the value is an alias/,
    ],
    [
      'inside of what an alias repeats',
      'cdn: &cdn {certificate: x}\nother: *cdn\n',
      'environment',
      'cdn.certificate changed',
      /an alias \(\*cdn\) repeats this part elsewhere/,
    ],
    [
      'that takes away what an alias repeats',
      'cdn: &cdn {certificate: x}\nother: *cdn\n',
      'environment',
      'cdn off',
      /an alias \(\*cdn\) repeats this part elsewhere/,
    ],
    [
      'of a value that has an anchor',
      'cdn: {certificate: &arn x}\n',
      'environment',
      'cdn.certificate changed',
      /the value has an anchor \(&arn\)/,
    ],
    [
      'of a rule that another one repeats',
      'http: {path: /, additional_rules: [&rule {path: a}, *rule]}\n',
      'service',
      'redirect_to_https false of an additional rule',
      /repeats this part/,
    ],
    [
      'that copies a list with an alias in it',
      'x: &x a.b\nhttp: {path: /, additional_rules: [{path: a, alias: *x}]}\n',
      'service',
      'redirect_to_https false of an additional rule in an environment',
      /an anchor or an alias stands in it/,
    ],
    [
      'of an environment that repeats another one',
      'http: {path: /}\nenvironments: {test: &test {http: {redirect_to_https: false}}, prod: *test}\n',
      'service',
      'redirect_to_https removed in an environment',
      /comes from elsewhere/,
    ],
    [
      'of files behind an alias',
      'files: &files [{source: a}]\nenvironments: {prod: {files: *files}}\n',
      'static site',
      'files: an entry added in an environment',
      /the value is an alias/,
    ],
  ];
  it.each(across)('an edit %s is refused', (_, text, kind, name, why) => {
    expect(outcomes(`${head}${text}`, kind)[name]).toMatch(why);
  });

  it('an edit beside them is made', () => {
    const text = `${head}x: &x {a: 1}\ny: *x\n`;
    expect(everyOutcome(text)).toEqual(['done']);
  });

  it('an alias of which nothing else hangs may go', () => {
    expect(edited(`${head}x: &x {certificate: a}\ncdn: *x\n`, 'cdn off')).toBe(
      `${head}x: &x {certificate: a}\n`,
    );
  });

  it('a thousand of them are read in no time', () => {
    const chain = Array.from(
      { length: 1000 },
      (_, index) => `k${index}: &k${index} [${index === 0 ? '' : `*k${index - 1}`}]`,
    );
    expect(edited(`${chain.join('\n')}\n`, 'cdn on')).toBe(`${chain.join('\n')}\ncdn: true\n`);
  });
});

describe('an edit is made', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['behind ---', `---\n${head}cdn: false\n`],
    ['behind --- with a comment', `--- # ours\n${head}`],
    ['behind a directive and before ...', `%YAML 1.2\n---\n${head}...\n`],
    ['behind a byte-order mark', `\uFEFF${head}cdn: true\n`],
    [
      'behind a byte-order mark, in a file of Windows',
      `\uFEFF${head}http:\n  public:\n`.replaceAll('\n', '\r\n'),
    ],
    ['beside keys in quotes', `"name": prod\n'type': Environment\n"cdn": true\n'http': {"public": {}}\n`],
    ['beside tabs between a key, its value and a comment', `${head}http:\n  public:\t{}\t# open\n`],
    [
      'beside a text in which keys and comments stand',
      `${head}notes: |\n  # no comment\n  cdn: true\n\n  http:\n`,
    ],
    [
      'where a certificate is folded',
      `${head}cdn:\n  certificate: >-\n    arn:aws:acm:\n    us-east-1\n  # kept\nhttp: {}\n`,
    ],
    ['where a certificate keeps its empty lines', `${head}cdn:\n  certificate: |+\n    arn\n\n\nhttp: {}\n`],
    [
      'where a certificate goes on below in quotes',
      `${head}cdn:\n  certificate: "arn:aws:\\\n    acm" # ours\nhttp: {}\n`,
    ],
    [
      'where brackets begin below their key',
      `${head}cdn:\n    {certificate: x}\nhttp:\n  # open\n  {public: {}}\n`,
    ],
    [
      'where a map between brackets has comments',
      `${head}http: {\n  # ours\n  public: {}, # open\n  private: {} # closed\n}\n`,
    ],
    ['beside a very long line', `${head}long: ${'x'.repeat(300_000)}\n`],
    ['beside a very long comment', `${head}# ${'x'.repeat(300_000)}\n`],
    [
      'beside keys that JavaScript knows',
      `${head}__proto__: {cdn: true}\nconstructor: 1\ntoString: {http: 2}\n`,
    ],
    ['in a map of JSON', '{"name": "prod", "type": "Environment", "http": {"public": {}}}\n'],
    ['in an empty file', ''],
    ['in a file of comments', '# name: prod\n# cdn: true\n'],
    ['in a file of one comment without an ending', '# name: prod'],
    ['in a file of blank lines', '\n\n'],
    ['in an empty map', '{}\n# nothing yet\n'],
  ];
  it.each(rows)('%s', (_, text) => expect(everyOutcome(text)).toEqual(['done']));
});

describe('between brackets', () => {
  const certificate = /arn:aws:acm:us-east-1:123456789012:certificate\/[\d-]+/;
  const changed = (text: string) => edited(text, 'cdn.certificate changed').replace(certificate, 'NEW');

  it('a value keeps its quotes, whatever the rest of the file has', () => {
    expect(changed('name: "a"\ntype: "b"\ncdn: {certificate: x, other: y}\n')).toContain(
      '{certificate: NEW,',
    );
    expect(changed("name: a\ncdn: {certificate: 'x'}\n")).toContain("{certificate: 'NEW'}");
  });

  it('a comment stays behind the key that it is about', () => {
    const text = 'cdn: {\n  certificate: x, # ours\n  terminate_tls: true # theirs\n}\n';
    const site = 'files: []\nhttp: {\n  alias: a.b # ours\n}\n';
    expect(edited(text, 'cdn.terminate_tls removed')).toBe('cdn: {\n  certificate: x # ours\n}\n');
    expect(edited(text, 'cdn.certificate removed')).toBe('cdn: {\n  terminate_tls: true # theirs\n}\n');
    expect(edited(site, 'http.certificate set')).toMatch(
      / {2}alias: a\.b, # ours\n {2}certificate: \S+\n\}\n$/,
    );
  });

  it('a key goes first where it has to', () => {
    const text = 'http: {path: /}\nenvironments: {prod: {http: {additional_rules: [{path: a}]}}}\n';
    const result = edited(text, 'redirect_to_https false in an environment');
    expect(result).toContain(
      '{http: {redirect_to_https: false, additional_rules: [{path: a, redirect_to_https: false}]}}',
    );
  });
});

describe('an edit is refused with a reason', () => {
  const rows: readonly (readonly [string, string, string, RegExp])[] = [
    ['in a key with a question mark', `${head}? cdn\n: true\n`, 'cdn off', /written with "\?"/],
    ['beside a key that is a list', `? [a, b]\n: 1\n`, 'cdn on', /a key is not a plain word/],
    ['of a value with a tag', `${head}cdn: !!bool true\n`, 'cdn.certificate set', /has a tag/],
    [
      'of a map with a tag',
      `${head}cdn: !Mine {certificate: x}\n`,
      'cdn.certificate removed',
      /has a tag \(!Mine\)/,
    ],
    [
      'with a comment between the key and its value',
      `${head}cdn: # ours\n  true\n`,
      'cdn.certificate set',
      /a comment stands between/,
    ],
    [
      'that would drop comments between brackets',
      `${head}cdn: {\n  certificate: x # ours\n}\n`,
      'cdn.certificate removed',
      /comments stand inside/,
    ],
    ['in a document that is null', '~\n', 'cdn on', /the document is no map/],
    ['in a file of spaces', '   ', 'cdn on', /only spaces/],
  ];
  it.each(rows)('%s', (_, text, name, why) => expect(outcomes(text)[name]).toMatch(why));
});

describe('a file is refused, and every edit of it', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['several documents', `${head}---\n${head}`, 'several-documents'],
    ['a tab as indentation', `${head}http:\n\tpublic: {}\n`, 'tab-indentation'],
    ['a tab among spaces as indentation', `${head}http:\n  public:\n  \tingress: {}\n`, 'tab-indentation'],
    ['a key twice', `${head}cdn: true\nhttp: {}\ncdn: false\n`, 'duplicate-key'],
    ['a key twice, once in quotes', `${head}http: {public: {}, 'public': {}}\n`, 'duplicate-key'],
    ['a bracket that is not closed', `${head}http: {public: {}\n`, 'not-yaml'],
    ['a deeper key behind a value', `${head}cdn: true\n  certificate: x\n`, 'not-yaml'],
  ];
  it.each(rows)('%s', (_, text, code) => {
    expect(codes(text)[0]).toBe(code);
    for (const { edit, kind } of manifestEdits)
      if (kind === 'environment') expect(() => edit(text, text)).toThrow(UserError);
  });

  it('an alias without an anchor, where it is checked', () => {
    expect(codes(`${head}cdn: *missing\n`)[0]).toBe('not-yaml');
  });

  it('brackets deeper than anybody looks', () => {
    const text = `${head}deep: ${'['.repeat(20_000)}`;
    expect(codes(text)[0]).toBe('not-yaml');
    expect(() => edited(text, 'cdn on')).toThrow(UserError);
  });
});

describe('line endings of two kinds', () => {
  it('stay as they are, line by line', () => {
    const text =
      'name: prod\r\ntype: Environment\nhttp:\r\n  public:\n    ssl_policy: x\r\ncdn: false\nobservability: {}\r\n';
    expect(everyOutcome(text)).toEqual(['done']);
    expect(edited(text, 'cdn on')).toBe(text.replace('cdn: false', 'cdn: true'));
  });

  it('a new line takes the ending of the line that it stands behind', () => {
    expect(edited('name: prod\r\ntype: Environment\n', 'cdn on')).toBe(
      'name: prod\r\ntype: Environment\ncdn: true\n',
    );
    expect(edited('name: prod\ntype: Environment\r\n', 'cdn on')).toBe(
      'name: prod\ntype: Environment\r\ncdn: true\r\n',
    );
  });
});

describe('a file of 10,000 lines', () => {
  const filler = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `  key-${from + index}: value # ${from + index}\n`).join(
      '',
    );
  const text = `${head}before:\n${filler(0, 5_000)}\nhttp:\n  public:\n    ssl_policy: x\n\nafter:\n${filler(5_000, 9_990)}`;

  it.each(['cdn on', 'ingress restricted', 'cdn with a certificate, and ingress restricted'])(
    '%s',
    (name) => {
      const edit = manifestEdits.find((each) => each.name === name);
      expect(edit === undefined ? undefined : inWords(judge(edit, text))).toBe('done');
    },
  );

  it('is the same, but for the lines that are added', () => {
    const result = edited(text, 'ingress restricted');
    expect(result).toBe(
      text.replace('    ssl_policy: x\n', '    ssl_policy: x\n    ingress:\n      cdn: true\n'),
    );
  });

  it('is edited in a style that is rare, too', () => {
    const rare = `${text}rare: {a: [b], "c": 'd'}\n`;
    expect(edited(rare, 'cdn off')).toBe(rare);
    expect(edited(rare, 'ingress restricted').length).toBe(
      rare.length + '    ingress:\n      cdn: true\n'.length,
    );
  });
});
