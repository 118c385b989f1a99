import { describe, expect, test } from 'vitest';
import { brokenRules } from './check.ts';
import { actingFiles } from './rules.ts';
import { filesIn, importsOf, typescript } from './source-files.ts';

const everything = ['cli.tsx', 'source', 'test'].flatMap((place) => filesIn(place, typescript));

test('every source file keeps the rules of the house', () => {
  expect(everything.flatMap(brokenRules)).toEqual([]);
});

test('no exception is kept for a file that is gone', () => {
  const paths = everything.map(({ path }) => path);
  expect(actingFiles.filter((place) => !paths.some((path) => path.startsWith(place)))).toEqual([]);
});

describe('a rule is broken by', () => {
  const rows: readonly (readonly [string, string, RegExp])[] = [
    [
      'source/ui/a.ts',
      "import { listCertificates } from '../aws/acm.ts';",
      /ui\/a\.ts:1 imports \.\.\/aws\/acm\.ts/,
    ],
    ['source/ui/a.ts', "import { next } from '../wizard/conversation.ts';", /imports \.\.\/wizard/],
    ['source/ui/a.ts', "import { readFile } from 'node:fs/promises';", /reads a file/],
    [
      'source/cdn/a.ts',
      "import {\n  ACMClient,\n} from '@aws-sdk/client-acm';",
      /cdn\/a\.ts:3 imports @aws-sdk/,
    ],
    ['source/cdn/a.ts', "const ink = await import('ink');", /imports ink/],
    ['source/cdn/a.ts', 'const now = Date.now();', /cdn\/a\.ts:1 says Date\.now\(/],
    ['source/wizard/a.ts', 'const now = new Date();', /the time is handed in/],
    ['source/aws/a.ts', "import type { Plan } from '../plan/step.ts';", /imports \.\.\/plan/],
    ['source/plan/a.ts', "export { startSandbox } from '../sandbox/index.ts';", /imports \.\.\/sandbox/],
    [
      'source/commands/setup.ts',
      "const { start } = await import('../sandbox/index.ts');",
      /imports \.\.\/sandbox/,
    ],
    ['source/sandbox/services/acm/a.ts', "import { x } from '../../../cdn/b.ts';", /share its mistakes/],
    ['source/plan/a.ts', "import { readRecords } from '../copilot/records.ts';", /a decision does not act/],
    ['source/errors.ts', "import type { Event } from './event.ts';", /imports nobody/],
    ['source/commands/setup.ts', 'process.exit(1);', /one owner of exit/],
    ['source/ui/a.ts', 'export default function A() {}', /named exports only/],
    ['cli.tsx', "import { planSetup } from './source/plan/setup-plan.ts';", /only chooses a command/],
  ];
  test.each(rows)('%s: %s', (path, text, message) => {
    expect(brokenRules({ path, text }).join('\n')).toMatch(message);
  });
});

describe('no rule is broken by', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['source/ui/a.tsx', "import type { Screen } from '../wizard/screen.ts';\nimport { Box } from 'ink';"],
    ['source/cdn/a.ts', "import type { DistributionConfig } from '@aws-sdk/client-cloudfront';"],
    [
      'source/cdn/a.ts',
      '// not Date.now()\n/** import { x } from "../aws/acm.ts" */\nconst at = new Date(given);',
    ],
    ['source/commands/demo.ts', "import { startSandbox } from '../sandbox/index.ts';"],
    [
      'source/sandbox/server.ts',
      "import { UserError } from '../errors.ts';\nimport { handle } from './services/acm/index.ts';",
    ],
    ['source/plan/runner.ts', 'const started = Date.now();'],
    ['cli.tsx', "process.exit();\nawait import('./source/commands/main.ts');"],
  ];
  test.each(rows)('%s: %s', (path, text) => {
    expect(brokenRules({ path, text })).toEqual([]);
  });
});

test('imports are found in all their forms, with their lines', () => {
  const text = `#!/usr/bin/env node
import './side-effect.ts';
import type { A } from './types.ts';
import {
  b,
} from 'b';
export * from './c.ts';
// import './comment.ts';
const d = () => import('./d.ts');
const e = "import './string.ts'";
export const from = 'not-an-import';
`;
  expect(importsOf({ path: 'source/x/y.ts', text })).toEqual([
    { line: 2, specifier: './side-effect.ts', path: 'source/x/side-effect.ts', typesOnly: false },
    { line: 3, specifier: './types.ts', path: 'source/x/types.ts', typesOnly: true },
    { line: 6, specifier: 'b', typesOnly: false },
    { line: 7, specifier: './c.ts', path: 'source/x/c.ts', typesOnly: false },
    { line: 9, specifier: './d.ts', path: 'source/x/d.ts', typesOnly: false },
  ]);
});
