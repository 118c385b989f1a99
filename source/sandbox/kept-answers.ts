import type { CacheBehavior, Distribution, KeptAnswer, World } from './world.ts';

/** The managed policy CachingOptimized; a behavior with another one, or with none, keeps nothing here. */
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';

/** Its times to live, in seconds: what an answer says counts within these bounds. */
const [shortest, usual, longest] = [1, 86_400, 31_536_000];

type Kept = Pick<KeptAnswer, 'status' | 'headers' | 'body'>;

/** What the edge has of a path; it is told to be a hit, and how old it is. */
export function keptAnswer(
  world: World,
  distribution: Distribution,
  behavior: CacheBehavior,
  path: string,
): Kept | undefined {
  const kept = behavior.CachePolicyId === cachingOptimized ? distribution.kept?.get(path) : undefined;
  const now = world.clock.now().getTime();
  if (kept === undefined || now >= kept.until.getTime()) return undefined;
  const age = Math.floor(((now - kept.since.getTime()) * world.knobs.speed) / 1000);
  const hit = kept.status >= 400 ? 'Error from cloudfront' : 'Hit from cloudfront';
  return { ...kept, headers: { ...kept.headers, age: String(age), 'x-cache': hit } };
}

/** @param seconds AWS's; default: what the answer's `Cache-Control` says. */
export function keepAnswer(
  world: World,
  distribution: Distribution,
  behavior: CacheBehavior,
  path: string,
  answer: Kept,
  seconds = secondsToLive(answer.headers['cache-control']),
): void {
  if (behavior.CachePolicyId !== cachingOptimized) return;
  const since = world.clock.now();
  const until = new Date(since.getTime() + (seconds * 1000) / world.knobs.speed);
  const { status, headers, body } = answer;
  distribution.kept ??= new Map();
  distribution.kept.set(path, { status, headers, body, since, until });
}

/** Forgets what an invalidation names: a path, or with a star at its end all that begin so. */
export function forget({ kept }: Distribution, paths: readonly string[]): void {
  for (const path of kept?.keys() ?? []) {
    if (paths.some((wanted) => names(decoded(wanted), decoded(path)))) kept?.delete(path);
  }
}

function names(wanted: string, path: string): boolean {
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}

function secondsToLive(control = ''): number {
  if (/\b(no-cache|no-store|private)\b/i.test(control)) return shortest;
  const age = /\bs-maxage=(\d+)/i.exec(control)?.[1] ?? /\bmax-age=(\d+)/i.exec(control)?.[1];
  return age === undefined ? usual : Math.min(Math.max(Number(age), shortest), longest);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
