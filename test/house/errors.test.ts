import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../../source/commands/program/build-program.ts';
import { packageRoot } from '../../source/package-root.ts';
import { errorCodesIn, hiddenCodesIn, lineAt } from './error-codes.ts';
import { filesIn, type SourceFile, typescript, withoutComments } from './source-files.ts';

const sources = filesIn('source', typescript).filter(
  ({ path }) => !path.startsWith('source/sandbox/') || path === 'source/sandbox/scenarios/index.ts',
);
const codes = sources.flatMap(errorCodesIn);
const errors = codes.filter(({ kind }) => kind === 'error');
const notices = codes.filter(({ kind }) => kind === 'notice');

const page = readFileSync(join(packageRoot, 'docs/errors.md'), 'utf8');
const entries = page
  .split(/^(?=#{2,3} )/m)
  .filter((text) => text.startsWith('### '))
  .map((text) => ({ code: /^### `([^`\n]+)`$/m.exec(text)?.[1] ?? text.split('\n')[0] ?? '', text }));
const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| /gm)].map(([, code = '']) => code);

describe('docs/errors.md', () => {
  test('has every error of the source', () => {
    const listed = entries.map(({ code }) => code);
    expect(errors.filter(({ code }) => !listed.includes(code)).map(toldAs)).toEqual([]);
  });

  test('has no error that is gone', () => {
    const there = errors.map(({ code }) => code);
    expect(entries.map(({ code }) => code).filter((code) => !there.includes(code))).toEqual([]);
  });

  test('has every error once', () => {
    expect(repeated(entries.map(({ code }) => code))).toEqual([]);
  });

  test('has every notice of the source, once, and none that is gone', () => {
    expect(notices.filter(({ code }) => !rows.includes(code)).map(toldAs)).toEqual([]);
    const there = notices.map(({ code }) => code);
    expect(rows.filter((code) => !there.includes(code))).toEqual([]);
    expect(repeated(rows)).toEqual([]);
  });

  test('says of each what it means, why it happens, what to do, and the exit code', () => {
    const form = /^### `[a-z0-9-]+`\n\n[A-Z`].*\.\n\n- Why: .+\n(?: {2}- .+\n)*- Do: .+\n- Exit code: \d/;
    expect(entries.filter(({ text }) => !form.test(text)).map(({ code }) => code)).toEqual([]);
  });

  test('has the exit codes of the source', () => {
    const inPage = entries.map(({ code, text }) => {
      const line = /^- Exit code: (.*)$/m.exec(text)?.[1] ?? '';
      return { code, exitCodes: (line.match(/\d+/g) ?? []).map(Number).sort() };
    });
    const inSource = entries.map(({ code }) => {
      const found = errors.filter((error) => error.code === code).map((error) => error.exitCode);
      return { code, exitCodes: [...new Set(found)].sort() };
    });
    expect(inPage).toEqual(inSource);
  });
});

describe('the scanner', () => {
  test('sees every error that is made', () => {
    expect(sources.flatMap(hiddenCodesIn)).toEqual([]);
    expect(errors.length).toBeGreaterThan(80);
  });

  test('tells errors from notices and from findings, with line and exit code', () => {
    const text = `throw new UserError({
  code: 'plain',
  message: \`\${name}: { }\`,
});
// code: 'comment'
const table = [{ code: 'in-a-table', exit: 'failed' }];
emit({ type: 'notice', code: busy ? 'one' : 'other', level: 'warning' });
const error = new UserError({ code: 'with-exit', next: [{ a: 1 }], exitCode: exitCode.refused });
const type = { code: string };
`;
    expect(errorCodesIn({ path: 'source/a.ts', text })).toEqual([
      { code: 'plain', kind: 'error', place: 'source/a.ts:2', exitCode: 2 },
      { code: 'in-a-table', kind: 'error', place: 'source/a.ts:6', exitCode: 1 },
      { code: 'one', kind: 'notice', place: 'source/a.ts:7', exitCode: 2 },
      { code: 'other', kind: 'notice', place: 'source/a.ts:7', exitCode: 2 },
      { code: 'with-exit', kind: 'error', place: 'source/a.ts:8', exitCode: 3 },
    ]);
    const manifest = `return [{ path, code: 'a-finding' }];
throw new UserError({ code: 'an-error' });
throw new SourceError(file, positionAt(text, place.start), {
  code: 'with-a-place',
});
`;
    expect(errorCodesIn({ path: 'source/copilot/a.ts', text: manifest })).toMatchObject([
      { code: 'an-error', place: 'source/copilot/a.ts:2' },
      { code: 'with-a-place', place: 'source/copilot/a.ts:4' },
    ]);
    expect(errorCodesIn({ path: 'source/yaml/a.ts', text: manifest })).toHaveLength(3);
  });

  test('sees where a code is hidden', () => {
    const text = "new UserError({ code: 'seen' });\nnew UserError({\n  code,\n});\nnew UserError(way);";
    expect(hiddenCodesIn({ path: 'source/a.ts', text })).toEqual(['source/a.ts:2', 'source/a.ts:5']);
    const placed =
      "new SourceError(file, at(1), {\n  code: 'seen',\n});\nnew SourceError(file, at(1), { code });";
    expect(hiddenCodesIn({ path: 'source/a.ts', text: placed })).toEqual(['source/a.ts:4']);
  });
});

describe('texts name only commands and flags that exist:', () => {
  const program = buildProgram('0.0.0', () => undefined);
  const commands = program.commands.map((command) => command.name());
  const subcommands = program.commands.flatMap((command) => command.commands);
  const flags = [program, ...program.commands, ...subcommands].flatMap((command) =>
    command.options.map((option) => option.long),
  );

  /** `copilot-cdn WORD …` as it would be typed, up to the end of the line or of the quotes. */
  function unknownIn({ path, text }: SourceFile): readonly string[] {
    return [...withoutComments(text).matchAll(/copilot-cdn ([a-z]+)([^\n'`]*)/g)].flatMap((found) => {
      const [all, word = '', rest = ''] = found;
      const unknownFlags = (rest.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []).filter(
        (flag) => !flags.includes(flag) && flag !== '--help',
      );
      return commands.includes(word) && unknownFlags.length === 0
        ? []
        : [`${path}:${lineAt(text, found.index)} says ${all}`];
    });
  }

  test('in the program', () => {
    expect(sources.flatMap(unknownIn)).toEqual([]);
  });

  test('in the documentation', () => {
    const documents = ['README.md', 'CHANGELOG.md', 'docs'].flatMap((place) => filesIn(place, /\.md$/));
    expect(documents.flatMap(unknownIn)).toEqual([]);
  });
});

function toldAs({ code, place }: { readonly code: string; readonly place: string }): string {
  return `${code} (${place})`;
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
