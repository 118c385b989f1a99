import { join } from 'node:path';
import { packageRoot } from '../../source/package-root.ts';
import { runCommand } from '../support/run.ts';

/** The end-to-end tests run what users run: the bundle. */
export async function setup(): Promise<void> {
  const { code, stdout, stderr } = await runCommand(process.execPath, [
    join(packageRoot, 'build.mjs'),
    '--quiet',
  ]);
  if (code !== 0) throw new Error(`build.mjs ended with ${code}\n${stdout}${stderr}`);
}
