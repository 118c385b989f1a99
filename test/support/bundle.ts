import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { packageRoot } from '../../source/package-root.ts';
import { runCommand } from './run.ts';

/** Runs build.mjs into a folder of its own. Rejects with what it printed when it fails. */
export async function bundle(entry: string, folder: string): Promise<Metafile> {
  const metafile = join(folder, 'metafile.json');
  const { code, stderr } = await runCommand(process.execPath, [
    join(packageRoot, 'build.mjs'),
    ...['--quiet', '--entry', entry, '--out', join(folder, 'dist'), '--metafile', metafile],
  ]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(metafile, 'utf8'));
}

/** The sources that are loaded at once when this source is: its own chunk, and what that imports statically. */
export function loadedWith(metafile: Metafile, source: string): readonly string[] {
  const first = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source)?.[0];
  if (first === undefined) {
    const known = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
    throw new Error(`${source} begins no file of the bundle. These do: ${known.join(', ')}`);
  }
  const outputs = new Set([first]);
  for (const output of outputs) {
    for (const { kind, path, external } of metafile.outputs[output]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !external) outputs.add(path);
    }
  }
  return [...outputs].flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {})).sort();
}
