import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../source/package-root.ts';
import { errorCodesIn, findingCodesIn, hiddenFindingsIn } from './error-codes.ts';
import { filesIn, typescript } from './source-files.ts';

/** Errors of reading a manifest: `copilot-cdn check` tells them as findings, and goes on with the next file. */
const errorsOfReading = [
  'not-yaml',
  'duplicate-key',
  'tab-indentation',
  'several-documents',
  'too-many-aliases',
  'predefined-variable-overridden',
  'manifest-not-utf-8',
  'file-not-readable',
];

const sources = filesIn('source', typescript);
const findings = sources.flatMap(findingCodesIn);
const errors = sources.flatMap(errorCodesIn).map(({ code }) => code);

const page = readFileSync(join(packageRoot, 'docs/findings.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| \[?`/.test(line))
  .map((line) => {
    const [first = '', severities = '', meaning = '', fix = ''] = line.split(' | ');
    return {
      code: /`([^`]*)`/.exec(first)?.[1] ?? first,
      link: /\]\((.*)\)$/.exec(first)?.[1],
      severities: severities.split(' or ').sort(),
      sentences: [meaning, fix.replace(/ \|$/, '')],
    };
  });
const listed = rows.map(({ code }) => code);

describe('docs/findings.md', () => {
  test('has every finding of the source', () => {
    const missing = findings.filter(({ code }) => !listed.includes(code));
    expect(missing.map(({ code, place }) => `${code} (${place})`)).toEqual([]);
    expect(errorsOfReading.filter((code) => !listed.includes(code))).toEqual([]);
  });

  test('has no finding that is gone', () => {
    const there = [
      ...findings.map(({ code }) => code),
      ...errorsOfReading.filter((code) => errors.includes(code)),
    ];
    expect(listed.filter((code) => !there.includes(code))).toEqual([]);
  });

  test('has every finding once', () => {
    expect(listed.filter((code, index) => listed.indexOf(code) !== index)).toEqual([]);
  });

  test('has the severities of the source', () => {
    const inSource = listed.map((code) => {
      const ways = findings.filter((finding) => finding.code === code);
      const severities = ways.length === 0 ? ['error'] : ways.flatMap((finding) => finding.severities);
      return { code, severities: [...new Set(severities)].sort() };
    });
    expect(rows.map(({ code, severities }) => ({ code, severities }))).toEqual(inSource);
  });

  test('leads to docs/errors.md for what is an error, too', () => {
    const wanted = listed.map((code) => ({
      code,
      link: errors.includes(code) ? `errors.md#${code}` : undefined,
    }));
    expect(rows.map(({ code, link }) => ({ code, link }))).toEqual(wanted);
  });

  test('says of each what it means, and what to do', () => {
    const odd = rows.filter(({ sentences }) => !sentences.every((text) => /^[A-Z`].*\.$/.test(text)));
    expect(odd.map(({ code }) => code)).toEqual([]);
  });
});

describe('the scanner of findings', () => {
  test('sees every finding that is made', () => {
    expect(sources.flatMap(hiddenFindingsIn)).toEqual([]);
    expect(findings.length).toBeGreaterThan(60);
  });

  test('tells findings from errors and from types, with line and severities', () => {
    const text = `interface Problem {
  readonly code: 'of-a-type' | 'of-another';
}
const violation = { path, code: 'plain', message: \`\${name}: { }\` };
const finding = findingAt(source, path, {
  code: isUnset ? 'one' : 'other',
  severity: 'warning',
});
const either = { code: 'either', severity: isRefused(one, two) ? 'error' : 'warning' };
throw new UserError({ code: 'an-error' });
`;
    expect(findingCodesIn({ path: 'source/copilot/a.ts', text })).toEqual([
      { code: 'plain', place: 'source/copilot/a.ts:4', severities: ['error'] },
      { code: 'one', place: 'source/copilot/a.ts:6', severities: ['warning'] },
      { code: 'other', place: 'source/copilot/a.ts:6', severities: ['warning'] },
      { code: 'either', place: 'source/copilot/a.ts:9', severities: ['error', 'warning'] },
    ]);
    expect(findingCodesIn({ path: 'source/plan/a.ts', text })).toEqual([]);
  });

  test('sees where a code or a severity is hidden', () => {
    const text = `const seen = { code: 'seen' };
const short = { path, code, message };
const chosen = { code: codes[0] };
const unclear = { code: 'unclear', severity };
const told = { code: error.code, severity: 'error' };
`;
    expect(hiddenFindingsIn({ path: 'source/copilot/a.ts', text })).toEqual([
      'source/copilot/a.ts:2',
      'source/copilot/a.ts:3',
      'source/copilot/a.ts:4',
    ]);
  });
});
