import type { ChosenFile } from './entries.ts';

/** Two files that would be one on the site. */
export interface KeyClash {
  readonly key: string;
  readonly one: string;
  readonly other: string;
}

export function firstClash(files: readonly ChosenFile[]): KeyClash | undefined {
  const paths = new Map<string, string>();
  for (const { key, node } of files) {
    const one = paths.get(key);
    if (one !== undefined && one !== node.path) return { key, one, other: node.path };
    paths.set(key, node.path);
  }
  return undefined;
}
