import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../source/package-root.ts';
import { permissionsPage } from './page.ts';
import { tryCommands } from './try-commands.ts';

/** `npm run least-privilege`: writes docs/permissions.md from what the commands ask of the sandbox. */
writeFileSync(join(packageRoot, 'docs/permissions.md'), permissionsPage(await tryCommands()));
console.log('docs/permissions.md says what the commands asked of AWS.');
