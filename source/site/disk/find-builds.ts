import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mayBeBuild, rankBuilds } from '../tree/builds.ts';
import { type IgnoreRules, noRules } from './ignore-rules.ts';

/** `dist`, `apps/web/dist`, `dist/shop/browser`. */
const levels = 3;

/** Of a workspace with very many folders, the first ones will do. */
const mostFolders = 500;

interface Candidate {
  readonly path: string;
  readonly rules: IgnoreRules;
}

/** Folders of the first levels that look like the outcome of a build, ignored or not, the likeliest first. From the root. */
export async function findBuilds(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  let level: readonly Candidate[] = [{ path: '', rules: noRules }];
  let looked = 0;
  for (let depth = 0; depth <= levels; depth++) {
    const below: Candidate[] = [];
    for (const { path, rules } of level) {
      looked += 1;
      if (looked > mostFolders) return rankBuilds(found);
      const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => []);
      if (mayBeBuild(path) && entries.some((entry) => entry.name === 'index.html')) {
        found.push(path);
        continue;
      }
      const inside = await rules.within(join(root, path));
      for (const entry of entries) {
        const child = path === '' ? entry.name : `${path}/${entry.name}`;
        const isHidden = entry.name.startsWith('.') || entry.name === 'node_modules' || child === 'copilot';
        if (!entry.isDirectory() || isHidden) continue;
        if (mayBeBuild(child) || !inside.ignores(join(root, child), 'folder'))
          below.push({ path: child, rules: inside });
      }
    }
    level = below;
  }
  return rankBuilds(found);
}
