import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../source/package-root.ts';
import { marks } from '../../source/ui/theme.ts';
import { bundle, loadedWith } from '../support/bundle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the program', () => {
  let metafile: Metafile;
  beforeAll(async () => {
    metafile = await bundle(join(packageRoot, 'cli.tsx'), join(folder, 'program'));
  });

  test('can be executed', () => {
    const file = join(folder, 'program', 'dist', 'cli.js');
    expect(readFileSync(file, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o755);
  });

  test('loads nothing but itself to answer --version', () => {
    expect(loadedWith(metafile, 'cli.tsx')).toEqual(['cli.tsx']);
  });

  test('loads nothing for the first frame but what draws it', () => {
    const slow =
      /node_modules\/(@aws-sdk|@smithy|yaml|diff|dns-packet|fast-xml-parser)\/|^source\/(aws|sandbox|yaml)\//;
    const loaded = loadedWith(metafile, 'source/commands/terminal.ts');
    expect(loaded.filter((input) => slow.test(input))).toEqual([]);
    expect(loaded.some((input) => input.endsWith('node_modules/ink/build/ink.js'))).toBe(true);
  });

  test('loads the sandbox for the demo and for itself alone', () => {
    const entries = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
    const others = entries.filter((entry) => !/^source\/(sandbox\/|commands\/(demo|sandbox))/.test(entry));
    const loads = others.filter((entry) =>
      loadedWith(metafile, entry).some((input) => input.startsWith('source/sandbox/')),
    );
    expect(loads).toEqual([]);
  });

  test('holds every package it needs', () => {
    const outside = Object.values(metafile.outputs)
      .flatMap(({ imports }) => imports.filter(({ external }) => external))
      .map(({ path }) => path)
      .filter((path) => !isBuiltin(path));
    expect(outside).toEqual([]);
  });

  test('holds of an AWS client only the calls that it makes', () => {
    const [file] = Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
      entryPoint === 'source/aws/sdk/ec2.ts' ? [path] : [],
    );
    const text = readFileSync(join(packageRoot, file ?? 'none'), 'utf8');
    expect(text).toContain('"DescribeManagedPrefixLists"');
    expect(text).not.toContain('RunInstances');
  });

  test('leaves out the React devtools, and React for developers', () => {
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
    expect(inputs.filter((input) => /devtools|react.*\.development/.test(input))).toEqual([]);
  });
});

describe('a package that is patched', () => {
  interface Packages {
    readonly stringWidth: (text: string, options?: { ambiguousIsNarrow: boolean }) => number;
    readonly tokenize: (text: string) => unknown;
    readonly sliceAnsi: (text: string, from: number, to: number) => string;
    readonly wrapAnsi: (text: string, columns: number) => string;
  }
  const load = async (file: string, query = ''): Promise<Packages> =>
    import(`${pathToFileURL(file).href}?${query}`);
  let patched: Packages;
  let original: Packages;
  beforeAll(async () => {
    const inPackages = (path: string) => JSON.stringify(join(packageRoot, 'node_modules', path));
    const source = `export { default as stringWidth } from ${inPackages('string-width/index.js')};
      export { tokenize } from ${inPackages('@alcalzone/ansi-tokenize/build/index.js')};
      export { default as sliceAnsi } from ${inPackages('slice-ansi/index.js')};
      export { default as wrapAnsi } from ${inPackages('wrap-ansi/index.js')};`;
    const entry = join(folder, 'entry.mjs');
    const unpatched = join(folder, 'original.mjs');
    writeFileSync(entry, `${source} import ${inPackages('ink/build/index.js')};`);
    writeFileSync(unpatched, source);
    await bundle(entry, join(folder, 'packages'));
    patched = await load(join(folder, 'packages', 'dist', 'cli.js'));
    original = await load(unpatched);
  });

  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => String.fromCodePoint(from + index));
  const characters = [...range(0, 0x3100), ...range(0xff00, 0x1_0000), ...range(0x1_f300, 0x1_f500)];

  test('gives a character the width that it had', () => {
    const different: string[] = [];
    for (const text of characters) {
      for (const ambiguousIsNarrow of [true, false]) {
        const [is, was] = [patched, original].map((one) => one.stringWidth(text, { ambiguousIsNarrow }));
        if (is !== was) different.push(`${JSON.stringify(text)} ${was} -> ${is}`);
      }
    }
    expect(different).toEqual([]);
  });

  test("needs no tables of Unicode for the program's own marks", async () => {
    const { Segmenter } = Intl;
    Reflect.set(Intl, 'Segmenter', undefined);
    try {
      const fresh = await load(join(folder, 'packages', 'dist', 'cli.js'), 'without Intl.Segmenter');
      for (const mark of Object.values(marks)) expect(fresh.stringWidth(`${mark} done`)).toBe(6);
    } finally {
      Reflect.set(Intl, 'Segmenter', Segmenter);
    }
  });

  const texts = [
    'plain ASCII, 80 columns or fewer',
    '╭─ copilot-cdn ─╮ · “quoted” — … ✓ ✗ ❯ ▸ → ←',
    'naïve café Ærøskøbing Łódź, cafe\u0301 Lo\u0301dz\u0301',
    '日本語 テスト ﾃﾞ 한국어 각',
    '👩‍👩‍👧‍👦 🇪🇺 1️⃣ ✔️ ▶️ ◼ ☎ ❤️ 👍🏽',
    '\u001b[31mred\u001b[39m and \u001b[1;38;5;200mpink — ✓\u001b[0m',
    '\u001b]8;;https://example.com\u0007a link ❯\u001b]8;;\u0007',
    'a\nb\tc\r\nd \u200b\u00ad\ufeff e',
    '\u0e01\u0e33 \u0915\u094d\u0937\u093f',
    '',
  ];
  test.each(texts)('measures, cuts and wraps as it did: %j', (text) => {
    const answers = ({ stringWidth, tokenize, sliceAnsi, wrapAnsi }: Packages) => [
      stringWidth(text),
      tokenize(text),
      [...Array(12).keys()].map((from) => sliceAnsi(text, from, from + 7)),
      [1, 2, 5, 10].map((columns) => wrapAnsi(text, columns)),
    ];
    expect(answers(patched)).toEqual(answers(original));
  });
});

describe('the build fails', () => {
  test('when a package no longer holds the text that a patch replaces', async () => {
    const place = join(folder, 'changed');
    mkdirSync(join(place, 'node_modules', 'string-width'), { recursive: true });
    writeFileSync(
      join(place, 'node_modules', 'string-width', 'index.js'),
      'export default (text) => text.length;',
    );
    writeFileSync(join(place, 'entry.mjs'), "import width from 'string-width'; console.log(width('a'));");
    await expect(bundle(join(place, 'entry.mjs'), place)).rejects.toThrow(
      /patches string-width\/index\.js.*the package has changed/s,
    );
  });

  test('when a package that is patched is no longer there', async () => {
    const entry = join(folder, 'nothing.mjs');
    writeFileSync(entry, 'console.log(1);');
    await expect(bundle(entry, join(folder, 'nothing'))).rejects.toThrow(
      /ink\/build\/ink\.js, which the program no longer/,
    );
  });
});
