import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../source/package-root.ts';
import { filesIn, typescript } from './source-files.ts';

const page = readFileSync(join(packageRoot, 'docs/status.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(' | '));
const listed = rows.map(([code = '', part, severity]) => [code.replace(/[| `]/g, ''), part, severity]);

const findings = filesIn('source/plan/status', typescript).flatMap(({ text }) =>
  [...text.matchAll(/\b(problem|warning|note)\(\s*'([a-z-]+)',\s*(?:'([a-z-]+)'|part)/g)].map(
    ([, severity, code, part = 'any']) => [code, part, severity],
  ),
);

test('docs/status.md has every finding of the source, with its part and severity, once, and none that is gone', () => {
  expect(findings.length).toBeGreaterThan(40);
  expect(listed.map(String).sort()).toEqual([...new Set(findings.map(String))].sort());
});

test('docs/status.md says of each what it means, and what to do', () => {
  const odd = rows.filter(([, , , meaning = '', fix = '']) =>
    [meaning, fix.replace(/ \|$/, '')].some((text) => !/^[A-Z`].*\.$/.test(text)),
  );
  expect(odd.map(([code]) => code)).toEqual([]);
});
test('every finding of status is found in a test of the built program', () => {
  const tests = filesIn('test/end-to-end', typescript)
    .filter(({ path }) => path.includes('/status'))
    .map(({ text }) => text)
    .join('\n');
  const codes = [...new Set(findings.map(([code = '']) => code))];
  expect(codes.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
});
