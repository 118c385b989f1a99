import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const pages = 100;
export const assetsPerPage = 4;
export const generations = 3;

/** 500 files: pages, and the assets that each asks for, whose names and contents hang on the generation. */
export function contentOf(generation: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let page = 0; page < pages; page++) {
    const assets = Array.from({ length: assetsPerPage }, (_, index) => {
      const text = `asset ${index} of page ${page}, ${index === 0 ? 'always the same' : `generation ${generation}`}`;
      const hash = createHash('sha1').update(text).digest('hex').slice(0, 12);
      // Two digits and two letters at least, so that it is seen as a fingerprint whatever the hash is.
      const key = `assets/${page}-${index}.a1b2${hash}.js`;
      files.set(key, text);
      return key;
    });
    files.set(`${addressOf(page)}index.html`, assets.map((key) => `<script src="/${key}">`).join('\n'));
  }
  return files;
}

/** Below the site's own; the first page is the site's first. */
export function addressOf(page: number): string {
  return page === 0 ? '' : `${page}/`;
}

/** What a page asks for. */
export function assetsOf(page: string): readonly string[] {
  return [...page.matchAll(/src="\/([^"]+)"/g)].map(([, asset = '']) => asset);
}

/** Builds a generation, as builds do: everything anew. */
export async function build(dist: string, generation: number): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  for (const [key, text] of contentOf(generation)) {
    await mkdir(dirname(join(dist, key)), { recursive: true });
    await writeFile(join(dist, key), text);
  }
}
