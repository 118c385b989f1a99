import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../source/package-root.ts';
import { permissionsPage } from '../permissions/page.ts';
import { tryCommands } from '../permissions/try-commands.ts';

it('docs/permissions.md says what the commands ask of AWS; npm run least-privilege writes it', async () => {
  const page = permissionsPage(await tryCommands());
  expect(readFileSync(join(packageRoot, 'docs/permissions.md'), 'utf8')).toBe(page);
});
