/** What CloudFront is to forget. */
export interface InvalidationPlan {
  /** As CloudFront takes them: a leading slash, encoded, a star only at the end. None: nothing is to be done. */
  readonly paths: readonly string[];
  /** The same for the same deploy: asked twice, CloudFront neither does it nor bills it twice. */
  readonly callerReference: string;
}

export interface InvalidationInput {
  /** Of the deploy. */
  readonly id: string;
  /** Keys that visitors may have had before and that are other ones now, or gone. New ones were never kept. */
  readonly changed: readonly string[];
  /** Paths that a deploy before this one left to it, as they were planned. */
  readonly pending?: readonly string[];
}

/**
 * The most paths that are worth naming. Each costs as much as a wildcard ($0.005 beyond 1,000 a month); a wildcard makes visitors wait
 * for what did not change.
 */
const mostExact = 10;

/** A wildcard for the root would be one for everything: so many paths in it are named as they are. */
const mostInRoot = 4;

/** CloudFront takes 15 wildcards and 3,000 paths in progress; this leaves room for the deploy before and the one after. */
const mostWildcards = 7;

/**
 * The paths to invalidate, folded into folders until they are few
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html).
 */
export function planInvalidation({ id, changed, pending = [] }: InvalidationInput): InvalidationPlan {
  const exact = new Set(changed.flatMap(pathsOf));
  const paths = exact.size <= mostExact ? [...exact] : folded([...exact]);
  const all = [...new Set([...paths, ...pending])].sort();
  const isMany = all.filter(isWildcard).length > mostWildcards || all.length > 2 * mostExact;
  return { paths: isMany || all.includes('/*') ? ['/*'] : all, callerReference: `copilot-cdn-${id}` };
}

function isWildcard(path: string): boolean {
  return path.endsWith('*');
}

/** An index page is kept under the name of its folder too. */
function pathsOf(key: string): readonly string[] {
  const path = `/${key.split('/').map(encoded).join('/')}`;
  return /(^|\/)index\.html?$/.test(key) ? [path, path.replace(/[^/]*$/, '')] : [path];
}

/** A star or a tilde in a key would mean something else. */
function encoded(part: string): string {
  return encodeURIComponent(part).replace(
    /[*'()!~]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Folders with a star, as deep as they can be without being too many. What is alone in its folder keeps its name. */
function folded(all: readonly string[]): string[] {
  const inRoot = all.filter((path) => path.lastIndexOf('/') === 0);
  const paths = all.filter((path) => path.lastIndexOf('/') > 0);
  if (inRoot.length > mostInRoot) return ['/*'];
  const deepest = Math.max(...paths.map((path) => path.split('/').length - 1));
  for (let depth = deepest; depth > 1; depth--) {
    const folders = withoutInner(new Set(paths.map((path) => folderOf(path, depth))));
    if (folders.length <= mostWildcards) {
      return [...inRoot, ...folders.map((folder) => starred(folder, paths))];
    }
  }
  return ['/*'];
}

function starred(folder: string, paths: readonly string[]): string {
  const [first, ...others] = paths.filter((path) => path.startsWith(folder));
  return first !== undefined && others.length === 0 ? first : `${folder}*`;
}

/** The folder of a path, cut off below a depth: `/a/b/` of `/a/b/c/d.html` at 3. */
function folderOf(path: string, depth: number): string {
  const parts = path.split('/').slice(0, -1);
  return `${parts.slice(0, depth).join('/')}/`;
}

function withoutInner(folders: ReadonlySet<string>): string[] {
  const all = [...folders].sort();
  const outer: string[] = [];
  for (const one of all) if (!one.startsWith(outer.at(-1) ?? '\n')) outer.push(one);
  return outer;
}
