import { expect, test } from 'vitest';
import { packageFile } from '../../source/package-root.ts';
import { filesIn, type SourceFile, typescript } from './source-files.ts';

const document = packageFile('docs/copilot.md');
const sections = [
  ...[...document.matchAll(/^## (\d+)\. /gm)].map(([, number = '']) => number),
  ...[...document.matchAll(/^- \*\*(\d+\.\d+)\*\* /gm)].map(([, number = '']) => number),
];
const sources = ['cli.tsx', 'source', 'test'].flatMap((place) => filesIn(place, typescript));

test("no section of Copilot's facts stands there twice", () => {
  expect(sections).toEqual([...new Set(sections)]);
});

test("every section of Copilot's facts that the code names is there", () => {
  const named = sources.flatMap((file) =>
    citationsIn(file).map((section) => ({ place: `${file.path}: ${section}`, section })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ section }) => !sections.includes(section)).map(({ place }) => place)).toEqual([]);
});

test("every rule of Copilot's that a check is numbered after is there", () => {
  const rules = [...document.matchAll(/^ {2}- \((\d+)\) /gm)].map(([, number = '']) => number);
  const checked = filesIn('source/copilot/environment-manifest', typescript)
    .flatMap(({ text }) => [...text.matchAll(/^\/\*\* (\d+(?:, (?:and the same of )?\d+)*)\b/gm)])
    .flatMap(([, numbers = '']) => numbers.match(/\d+/g) ?? []);
  expect([...new Set(checked)].sort(byNumber)).toEqual(rules);
});

test('a citation is found over the end of a line, and one without a section is told', () => {
  const text = [
    ' * (docs/copilot.md, 5.3 and 5.4), (docs/copilot.md,',
    ' * 6.11: it waits), // docs/copilot.md, 3',
    ' * docs/copilot.md says',
  ].join('\n');
  expect(citationsIn({ path: 'source/a.ts', text })).toEqual(['5.3', '5.4', '6.11', '3', 'no section']);
});

function citationsIn({ path, text }: SourceFile): readonly string[] {
  if (path === 'test/house/citations.test.ts') return [];
  const flat = text.replace(/\n[ \t]*(?:\*|\/\/)?[ \t]*/g, ' ');
  return [...flat.matchAll(/docs\/copilot\.md(?:, (\d+(?:\.\d+)?(?:(?:, | and )\d+(?:\.\d+)?)*))?/g)].flatMap(
    ([, numbers]) => numbers?.split(/, | and /) ?? ['no section'],
  );
}

function byNumber(one: string, other: string): number {
  return Number(one) - Number(other);
}
