import { coversPattern, matchesWildcards, patternsOverlap } from './wildcards.ts';

/*
 * Path patterns of static assets (AWS, "Cache behavior settings", Path pattern). Whether one is well written says
 * `pathPatternProblem` in source/copilot/path-pattern.ts.
 */

/** CloudFront reads a pattern the same with and without its first slash. */
export function withSlash(pattern: string): string {
  return pattern.startsWith('/') ? pattern : `/${pattern}`;
}

/** Whether visitors get the object of this key by the pattern: the key carries the whole path, the pattern's own prefix included. */
export function servesKey(pattern: string, key: string): boolean {
  return matchesWildcards(withSlash(pattern), `/${key}`);
}

/** What every key that the pattern serves begins with: `static/` for `/static/*.js`. */
export function keyPrefix(pattern: string): string {
  return /^[^*?]*/.exec(withSlash(pattern).slice(1))?.[0] ?? '';
}

/** The path under which visitors ask for a key, as it stands in a URL. */
export function pathOfKey(key: string): string {
  return `/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Tells that nothing is taken off the path, by an example. */
export function keyInWords(pattern: string): string {
  const prefix = keyPrefix(pattern);
  const example = /^\/[^*?]*\*$/.test(withSlash(pattern)) ? `${prefix}app.js` : undefined;
  if (example !== undefined && prefix !== '') {
    return `/${example} is read from the key ${example}: keys must begin with ${prefix} themselves, nothing is taken off.`;
  }
  return 'The key of an object is its whole path without the first slash, nothing is taken off.';
}

/** Requests that a service gets: by `http.path` of a manifest, or by a path pattern of a listener rule. */
export interface Route {
  readonly service: string;
  /** A listener rule's pattern: `/*`, `/api/*`. */
  readonly pattern: string;
}

/** The path patterns that Copilot makes of a service's `http.path` (docs/copilot.md, 7.4). */
export function routesOf(service: string, path: string): readonly Route[] {
  const clean = withSlash(path).replace(/\/+$/, '');
  if (clean === '') return [{ service, pattern: '/*' }];
  return [clean, `${clean}/*`].map((pattern) => ({ service, pattern }));
}

export interface Shadow {
  readonly service: string;
  /** `part`: some requests under the route; `all`: every request of the route. */
  readonly takes: 'part' | 'all';
  /** False where the service answers for every path, so that some part must be taken. */
  readonly surprising: boolean;
  readonly says: string;
}

/** The services that lose requests to the bucket, on every name of the distribution; each service once, the worst first. */
export function shadowsOf(pattern: string, routes: readonly Route[]): readonly Shadow[] {
  const path = withSlash(pattern);
  const services = [...new Set(routes.map(({ service }) => service))];
  return services
    .flatMap((service) => {
      const own = routes.filter((route) => route.service === service);
      const touched = own.filter((route) => patternsOverlap(path, route.pattern));
      return touched.length === 0 ? [] : [shadow(service, path, own, touched)];
    })
    .toSorted((one, other) => weight(other) - weight(one));
}

function shadow(service: string, path: string, own: readonly Route[], touched: readonly Route[]): Shadow {
  if (own.every((route) => coversPattern(path, route.pattern))) {
    const says = `${service} would get no request any more: ${path} takes all of ${listed(own)}.`;
    return { service, takes: 'all', surprising: true, says };
  }
  const surprising = !touched.every((route) => route.pattern === '/*');
  const says = surprising
    ? `${path} and ${listed(touched)} of ${service} overlap: what fits both comes from the bucket.`
    : `${service} answers for every path; requests for ${path} will come from the bucket instead.`;
  return { service, takes: 'part', surprising, says };
}

function weight({ takes, surprising }: Shadow): number {
  return (takes === 'all' ? 2 : 0) + (surprising ? 1 : 0);
}

function listed(routes: readonly Route[]): string {
  return routes.map((route) => route.pattern).join(' and ');
}
