import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** What the `.gitignore` files from the project's root down to a folder say. */
export interface IgnoreRules {
  /** The same, with what the folder's own `.gitignore` adds. */
  within(folder: string): Promise<IgnoreRules>;
  ignores(path: string, kind: 'file' | 'folder'): boolean;
}

interface Level {
  readonly folder: string;
  readonly test: Ignore['test'];
}

/** What the library remembers of each path that it was asked for is forgotten after so many. */
const mostRemembered = 10_000;

function levelOf(folder: string, text: string): Level {
  let rules = ignore().add(text);
  let asked = 0;
  return {
    folder,
    test(path) {
      if (asked === mostRemembered) rules = ignore().add(text);
      asked = asked === mostRemembered ? 1 : asked + 1;
      return rules.test(path);
    },
  };
}

/** Rules that ignore nothing, for a start. Paths are absolute. */
export const noRules: IgnoreRules = rulesOf([]);

/** The rules that hold in `folder`, which lies in `root` or is it. */
export async function ignoreRulesFor(root: string, folder: string): Promise<IgnoreRules> {
  const parts = relative(root, folder)
    .split(sep)
    .filter((part) => part !== '');
  let rules = await noRules.within(root);
  for (let depth = 1; depth <= parts.length; depth++) {
    rules = await rules.within(join(root, ...parts.slice(0, depth)));
  }
  return rules;
}

function rulesOf(levels: readonly Level[]): IgnoreRules {
  const rules: IgnoreRules = {
    async within(folder) {
      const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined);
      return text === undefined ? rules : rulesOf([levelOf(folder, text), ...levels]);
    },
    // The nearest file that says anything decides, as git has it.
    ignores(path, kind) {
      for (const level of levels) {
        const below = relative(level.folder, path).split(sep).join('/');
        // It has nothing to say of the folder that it lies in, nor of what a link elsewhere leads to.
        if (below === '' || below === '..' || below.startsWith('../')) continue;
        const { ignored, unignored } = level.test(kind === 'folder' ? `${below}/` : below);
        if (ignored || unignored) return ignored;
      }
      return false;
    },
  };
  return rules;
}
