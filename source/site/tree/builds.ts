/** What builds are called, the likeliest first: `public` is often what goes into one. */
const buildNames = ['dist', 'build', 'out', '_site', 'public'];

function rank(path: string): number {
  return path.split('/').reduce((best, part) => {
    const place = buildNames.indexOf(part);
    return place === -1 ? best : Math.min(best, place);
  }, buildNames.length);
}

/** Whether a folder, or one above it, is called as builds are. */
export function mayBeBuild(path: string): boolean {
  return rank(path) < buildNames.length;
}

/** Folders with an index.html that look like builds, the likeliest first: near the root, then by name. */
export function rankBuilds(paths: readonly string[]): readonly string[] {
  const depth = (path: string): number => path.split('/').length;
  return paths
    .filter(mayBeBuild)
    .toSorted((one, other) => depth(one) - depth(other) || rank(one) - rank(other) || (one < other ? -1 : 1));
}
