import type { Random } from './random.ts';

/** What can go wrong with a text on its way from an author to us, and what an author of a YAML parser would try. */
export type Mutation = (text: string, random: Random) => string;

const pieces = [
  ...[
    ': ',
    ':',
    '\n',
    '  ',
    '- ',
    '-',
    '{',
    '}',
    '[',
    ']',
    ',',
    '#',
    ' # ',
    '"',
    "'",
    '&x ',
    '*x',
    '|',
    '>-',
  ],
  ...[
    '|+\n',
    '\t',
    '!T ',
    '!!str ',
    '!!bool ',
    '<<: *x\n',
    '\n---\n',
    '\n...\n',
    '? ',
    '\r\n',
    '\r',
    '%YAML 1.2\n',
  ],
  ...[
    '@',
    '`',
    '\0',
    '\uFEFF',
    '\u2028',
    '\u0085',
    '\u00a0',
    '\ud800',
    '\udc00',
    '😀',
    '\u001f',
    '\\',
    '~',
    '=',
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
  ...['${X}', '${', '\\${X}', '["a"]', 'null', '0', '-0', '.nan', '!<tag:x> ', '%', '$&', '$1'],
];

const keys = [
  ...[
    'cdn',
    'http',
    'public',
    'ingress',
    'security_groups',
    'restrict_to',
    'source_ips',
    'certificate',
    'terminate_tls',
  ],
  ...[
    'static_assets',
    'additional_rules',
    'redirect_to_https',
    'alias',
    'files',
    'environments',
    'prod',
    'name',
    'type',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '0',
    '~',
    'null',
    'true',
    "''",
    '"a b"',
    'ключ',
  ],
  ...[
    '"cdn"',
    "'http'",
    '!!str cdn',
    '&k cdn',
    '? cdn',
    '*x ',
    '<<',
    '1.0',
    '0x10',
    '[a]',
    '{a: b}',
    'a.b',
    '-',
  ],
];

const values = [
  ...[
    '',
    '~',
    'true',
    'false',
    'yes',
    'Off',
    '[]',
    '{}',
    '[[]]',
    '0',
    '0x10',
    '0o17',
    '1e3',
    '.inf',
    '1_000',
    '12:30',
  ],
  ...[
    '2001-01-01',
    '!!binary aGk=',
    '!!set {a}',
    '!!float 1',
    '! x',
    '&a b',
    '*a',
    "'it''s'",
    '"\\u0000\\ud800"',
    '"\\x41\\',
  ],
  ...[
    '|\n  a\n  b',
    '>+\n\n  a\n\n',
    '|2\n    a',
    '{cdn: true}',
    '{public: {ingress: {cdn: true}}}',
    '[a, {b: c}, [d]]',
  ],
  ...[
    '{a, b: , ? c}',
    '[a: b]',
    'a # b',
    'a\n   b',
    '"a\n  b"',
    '- a',
    '{\n  certificate: x # c\n  }',
    '# c',
    'a: b',
  ],
  ...[
    'arn:aws:acm:us-east-1:1:certificate/x',
    'Load Balanced Web Service',
    'Environment',
    'Static Site',
    '10.0.0.0/8',
  ],
];

export const mutations: readonly Mutation[] = [
  inserted((random) => random.pick(pieces)),
  inserted((random) => random.pick(pieces)),
  inserted((random) => String.fromCharCode(random.below(random.oneIn(2) ? 0x80 : 0x10000))),
  spanned(() => ''),
  spanned((span) => span + span),
  spanned((span) => [...span].reverse().join('')),
  linewise((lines, at) => lines.toSpliced(at, 1)),
  linewise((lines, at, random) => lines.toSpliced(random.below(lines.length + 1), 0, lines[at] ?? '')),
  linewise((lines, at, random) =>
    lines.toSpliced(at, 1, ' '.repeat(random.below(9)) + (lines[at] ?? '').trimStart()),
  ),
  linewise((lines, at) => lines.toSpliced(at, 1, `  ${lines[at]}`)),
  linewise((lines, at) => lines.toSpliced(at, 1, (lines[at] ?? '').replace(/^ {2}/, ''))),
  linewise((lines, at) => lines.toSpliced(at, 1, `#${lines[at]}`)),
  linewise((lines, at) => lines.toSpliced(at, 2, `${lines[at]}${lines[at + 1] ?? ''}`)),
  linewise((lines, at) => lines.toSpliced(at, 1, `${lines[at]}\r`)),
  linewise((lines, at, random) => lines.toSpliced(at, 5, ...shuffled(lines.slice(at, at + 5), random))),
  linewise((lines, at, random) => withKey(lines, at, random.pick(keys))),
  linewise((lines, at, random) => withKey(lines, at, random.pick(keys))),
  linewise((lines, at, random) => withValue(lines, at, random.pick(values))),
  linewise((lines, at, random) => withValue(lines, at, random.pick(values))),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `${text}${text}`,
  (text) => text.trimEnd(),
];

function inserted(piece: (random: Random) => string): Mutation {
  return (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + piece(random) + text.slice(at);
  };
}

function spanned(change: (span: string) => string): Mutation {
  return (text, random) => {
    const start = random.below(text.length + 1);
    const end = start + random.below(random.oneIn(3) ? 200 : 12);
    return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
  };
}

function linewise(
  change: (lines: readonly string[], at: number, random: Random) => readonly string[],
): Mutation {
  return (text, random) => {
    const lines = text.split('\n');
    return change(lines, random.below(lines.length), random).join('\n');
  };
}

function shuffled(lines: readonly string[], random: Random): readonly string[] {
  return lines.reduce<readonly string[]>(
    (order, line) => order.toSpliced(random.below(order.length + 1), 0, line),
    [],
  );
}

function withKey(lines: readonly string[], at: number, key: string): readonly string[] {
  return lines.with(
    at,
    (lines[at] ?? '').replace(/[^\s:#-][^:#]*(?=:)/, () => key),
  );
}

function withValue(lines: readonly string[], at: number, value: string): readonly string[] {
  const line = lines[at] ?? '';
  const [pad = ''] = /^ */.exec(line) ?? [];
  return lines.with(
    at,
    line.replace(/(?<=: |- |:$).*$/, () => ` ${value.replaceAll('\n', `\n${pad}`)}`),
  );
}
