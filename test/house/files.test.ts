import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { packageFile, packageRoot } from '../../source/package-root.ts';
import { filesIn, type SourceFile, typescript } from './source-files.ts';

const mostLines = 250;
const markdown = ['README.md', 'CHANGELOG.md', 'docs']
  .filter((place) => existsSync(join(packageRoot, place)))
  .flatMap((place) => filesIn(place, /\.md$/));

test(`no source file is longer than ${mostLines} lines`, () => {
  const files = [
    ...filesIn('cli.tsx', typescript),
    ...filesIn('source', typescript),
    ...filesIn('build.mjs', /\.mjs$/),
  ];
  const sizes = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  const long = sizes
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
  expect(long).toEqual([]);
});

test('every link in the documents leads to a file, and to a heading in it', () => {
  const dead = markdown.flatMap((file) =>
    linksIn(file)
      .filter(({ target }) => !leadsSomewhere(file, target))
      .map(({ line, target }) => `${file.path}:${line} ${target}`),
  );
  expect(dead).toEqual([]);
});

test('every npm command in the documents exists', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(packageFile('package.json'));
  const unknown = markdown.flatMap((file) =>
    [...file.text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)]
      .map((found) => found[1] ?? found[2] ?? '')
      .filter((name) => !(name in scripts))
      .map((name) => `${file.path}: npm run ${name}`),
  );
  expect(unknown).toEqual([]);
});

function linksIn({ text }: SourceFile): readonly { readonly line: number; readonly target: string }[] {
  const prose = text.replace(/```[\s\S]*?```/g, (code) => code.replace(/[^\n]/g, ' '));
  return [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map((found) => ({
      line: text.slice(0, found.index).split('\n').length,
      target: found[1] ?? found[2] ?? '',
    }))
    .filter(({ target }) => !/^(https?|mailto):/.test(target));
}

function leadsSomewhere(from: SourceFile, target: string): boolean {
  const [file = '', heading] = target.split('#');
  const path = file === '' ? from.path : posix.join(posix.dirname(from.path), file);
  if (!existsSync(join(packageRoot, path))) return false;
  return heading === undefined || headingsIn(packageFile(path)).includes(heading);
}

/** As GitHub makes anchors of them. */
function headingsIn(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map((found) =>
    (found[1] ?? '')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
