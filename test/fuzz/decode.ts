import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../source/copilot/workspace.ts';
import { UserError } from '../../source/errors.ts';

/** Reads bytes as the product reads the file of a manifest; undefined where it refuses them. */
export async function decode(bytes: Buffer, folder: string): Promise<string | undefined> {
  const path = join(folder, 'manifest.yml');
  await writeFile(path, bytes);
  try {
    return (await readManifest({ root: folder }, path))?.text;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
