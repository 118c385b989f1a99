import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../source/package-root.ts';
import { filesIn, typescript } from './source-files.ts';

test('docs/checks.md has every check of the source, once, and none that is gone', () => {
  const page = readFileSync(join(packageRoot, 'docs/checks.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, id]) => id);
  const inSource = filesIn('source/plan/preflight', typescript).flatMap(({ text }) =>
    [...text.matchAll(/\b(?:passed|warning|blocking)\(\s*'([a-z-]+)'/g)].map(([, id]) => id),
  );
  expect(inSource.length).toBeGreaterThan(10);
  expect([...listed].sort()).toEqual([...new Set(inSource)].sort());
});
