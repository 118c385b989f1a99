// Makes dist/: one program in a few files, nothing else to install. `node build.mjs [--quiet]`
// For tests: --entry FILE, --out DIR, and --metafile FILE, where esbuild's account of what went into which file is written.
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));

/** Characters that are one column wide, join nothing and are no emoji: ASCII, Latin, dashes, quotes, arrows, boxes, marks. */
const plain = String.raw`\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201d\u2022\u2026\u2190-\u2193\u2212\u2500-\u25a1\u25b2\u25b6\u25b8\u25bc\u25be\u25c6\u25cb\u25cf-\u25d3\u25ea\u23ce\u2610\u2611\u2713\u2714\u2716\u2717\u276f`;

/** What every package gets in place of its own `Intl.Segmenter`: the same answers, and for plain text without ICU's tables. */
const segmenterModule = `
  let real;
  export const isPlain = (text) => /^[\\n\\u001b${plain}]*$/.test(text);
  export const segmenter = {
    segment: (text) => (isPlain(text) ? plainSegments(text) : (real ??= new Intl.Segmenter()).segment(text)),
  };
  const plainSegments = (text) => ({
    *[Symbol.iterator]() {
      for (let index = 0; index < text.length; index++) yield { segment: text[index], index, input: text };
    },
    containing: (index) => (index < text.length ? { segment: text[index], index, input: text } : undefined),
  });
`;
const segmenterImport = "import { segmenter as sharedSegmenter, isPlain } from 'shared-segmenter';\n";
const slowSegmenter = 'the first Intl.Segmenter takes 7 to 13 ms';

/**
 * Edits of packages as they are bundled, each worth milliseconds before the first frame (or, on Node 20, a crash).
 * `edits` are [text, replacement, how often the text stands there]; a text that is not there fails the build.
 */
const patches = [
  {
    file: 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js',
    why: 'fetch() of a data: URL loads all of undici (25 ms) only to decode base64, which the other branch does by itself',
    edits: [['function(loadYoga) {', 'function(loadYoga) { const fetch = undefined;', 1]],
  },
  {
    file: 'string-width/index.js',
    why: String.raw`${slowSegmenter}, the tables behind \p{RGI_Emoji} 27 ms; box drawing is as plain as ASCII`,
    prepend: segmenterImport,
    edits: [
      ['new Intl.Segmenter()', 'sharedSegmenter', 1],
      [
        String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`,
        String.raw`let rgiEmoji; const rgiEmojiRegex = { test: (text) => !isPlain(text) && (rgiEmoji ??= /^\p{RGI_Emoji}$/v).test(text) };`,
        1,
      ],
      [
        String.raw`if (/^[\u0020-\u007E]*$/.test(string)) {`,
        `if ((ambiguousIsNarrow ? /^[${plain}]*$/ : /^[\\u0020-\\u007e]*$/).test(string)) {`,
        1,
      ],
    ],
  },
  ...[
    ['wrap-ansi/index.js', 'new Intl.Segmenter()'],
    ['cli-truncate/index.js', 'new Intl.Segmenter()'],
    ['slice-ansi/tokenize-ansi.js', "new Intl.Segmenter(undefined, {granularity: 'grapheme'})"],
    ['ink/build/line-update.js', "new Intl.Segmenter(undefined, { granularity: 'grapheme' })"],
    [
      '@alcalzone/ansi-tokenize/build/tokenize.js',
      'new Intl.Segmenter(undefined, { granularity: "grapheme" })',
    ],
  ].map(([file, made]) => ({
    file,
    why: slowSegmenter,
    prepend: segmenterImport,
    edits: [[made, 'sharedSegmenter', 1]],
  })),
  {
    file: 'ink/build/reconciler.js',
    why: "DEV=true belongs to the person's own project: no React devtools, no reading of package.json",
    edits: [["process.env['DEV'] === 'true'", 'false', 2]],
  },
  {
    file: 'ink/build/ink.js',
    why: 'Node 20 has no Promise.withResolvers',
    prepend:
      'function withResolvers() { const made = {}; made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject })); return made; }\n',
    edits: [['Promise.withResolvers()', 'withResolvers()', 1]],
  },
];

function applyEdits(text, patch) {
  return patch.edits.reduce(
    (edited, [find, replacement, times]) => {
      const parts = edited.split(find);
      if (parts.length !== times + 1) {
        throw new Error(
          `build.mjs patches ${patch.file} (${patch.why}). It holds ${JSON.stringify(find)} ${parts.length - 1} times, not ${times}: ` +
            'the package has changed. Look at it and mend or drop the patch.',
        );
      }
      return parts.join(replacement);
    },
    `${patch.prepend ?? ''}${text}`,
  );
}

/**
 * The SDK's schemas write their keys as `[_xN]`. With the string in its place esbuild sees that making an unused schema does nothing,
 * and leaves it out: of EC2 alone half a megabyte.
 */
function writeOutKeys(schemas) {
  const strings = new Map(
    Array.from(schemas.matchAll(/^const (_\w+) = (".*");$/gm), ([, name, string]) => [name, string]),
  );
  return schemas.replace(/\[(_\w+)\]:/g, (key, name) => (strings.has(name) ? `${strings.get(name)}:` : key));
}

const notPatched = new Set(patches.map(({ file }) => file));

const patchPackages = {
  name: 'patch-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^shared-segmenter$/ }, ({ path }) => ({ path, namespace: 'build' }));
    onLoad({ filter: /.*/, namespace: 'build' }, () => ({ contents: segmenterModule }));
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: writeOutKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    for (const patch of patches) {
      const filter = new RegExp(`/node_modules/${patch.file.replaceAll('.', '\\.')}$`);
      onLoad({ filter }, async ({ path }) => {
        notPatched.delete(patch.file);
        return { contents: applyEdits(await readFile(path, 'utf8'), patch), loader: 'js' };
      });
    }
  },
};

const { values: options } = parseArgs({
  options: {
    quiet: { type: 'boolean', default: false },
    entry: { type: 'string', default: join(root, 'cli.tsx') },
    out: { type: 'string', default: join(root, 'dist') },
    metafile: { type: 'string' },
  },
});
const folder = resolve(options.out);
const program = join(folder, 'cli.js');
const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);\n";

try {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { cli: resolve(options.entry) },
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [patchPackages],
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  if (notPatched.size > 0) {
    throw new Error(
      `build.mjs patches ${[...notPatched].join(', ')}, which the program no longer contains: find the new name or drop the patch.`,
    );
  }
  const files = new Map(result.outputFiles.map(({ path, text }) => [path, finished(path, text)]));
  files.set(join(folder, 'LICENSES.txt'), await licenses(Object.keys(result.metafile.inputs)));
  await writeChanged(files);
  await removeOthers(new Set(files.keys()));
  await chmod(program, 0o755);
  if (options.metafile) await writeFile(options.metafile, JSON.stringify(result.metafile));
  if (!options.quiet) console.log(sizes(files));
} catch (error) {
  process.exitCode = 1;
  if (!error.errors) console.error(error.message); // esbuild has printed its own
}

function finished(path, text) {
  const body = text.replace(/^#!.*\n/, '');
  return (
    (path === program ? '#!/usr/bin/env node\n' : '') +
    (/\brequire\b/.test(body) ? requireForCommonJs : '') +
    body
  );
}

/** The packages that are in the bundle ask for their licence to come along. Each text once, under the names of its packages. */
async function licenses(inputs) {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  const packages = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(
      await readFile(resolve(root, folder, 'package.json'), 'utf8'),
    );
    const file = (await readdir(resolve(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(resolve(root, folder, file), 'utf8')).trim() : `License: ${license}`;
    packages.set(text, [...(packages.get(text) ?? []), `${name} ${version}`]);
  }
  return [...packages]
    .map(([text, names]) => `${names.join(', ')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** Leaves a file alone that is the same: a running program may be about to load it. */
async function writeChanged(files) {
  for (const [path, text] of files) {
    const before = await readFile(path, 'utf8').catch(() => undefined);
    if (before === text) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  }
}

async function removeOthers(kept) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(path)) await rm(path, { force: true });
  }
}

function sizes(files) {
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return `${relative(process.cwd(), folder)}: ${Math.round(bytes / 1000)} kB in ${files.size} files`;
}
