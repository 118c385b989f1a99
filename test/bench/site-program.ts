import { join } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../../source/package-root.ts';

/** Bundles a program that does nothing but deploy a site, as build.mjs bundles the real one. */
export async function siteProgram(folder: string): Promise<string> {
  await build({
    entryPoints: { deploy: join(packageRoot, 'test/bench/site-entry.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return join(folder, 'deploy.mjs');
}
