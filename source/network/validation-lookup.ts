import type { Resolver } from 'node:dns/promises';
import { authorityOf } from './authority.ts';
import { createResolver } from './dns.ts';

/** The target of a CNAME; undefined while there is none, or DNS does not say. */
export type FindTarget = (name: string) => Promise<string | undefined>;

/**
 * Looks for records that are about to be written. The servers of the zone itself are asked: a resolver that was asked too early
 * remembers for minutes that there is no such record. A resolver that was named (`--resolver`) is asked and no other.
 */
export function targetFinder(server: string | undefined): FindTarget {
  const general = createResolver(server);
  const authorities = new Map<string, Promise<Resolver>>();
  const resolverFor = (name: string) => {
    const parent = name.slice(name.indexOf('.') + 1);
    const known = authorities.get(parent) ?? authorityResolver(general, parent);
    authorities.set(parent, known);
    return known;
  };
  return async (name) => {
    const resolver = server === undefined ? await resolverFor(name) : general;
    try {
      return (await resolver.resolveCname(name))[0];
    } catch (error) {
      // Networks may let nobody ask any server but their own.
      if (resolver === general || isAnswer(error)) return undefined;
      return general.resolveCname(name).then(
        ([target]) => target,
        () => undefined,
      );
    }
  };
}

/** "There is none" is an answer, too. */
function isAnswer(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOTFOUND' || code === 'ENODATA';
}

/** The general one where the zone's own servers are not to be found. */
async function authorityResolver(general: Resolver, name: string): Promise<Resolver> {
  const authority = await authorityOf(general, name).catch(() => undefined);
  const answers = await Promise.all(
    (authority?.servers ?? []).map((server) => general.resolve4(server).catch((): string[] => [])),
  );
  const addresses = answers.flat();
  if (addresses.length === 0) return general;
  const resolver = createResolver();
  resolver.setServers(addresses);
  return resolver;
}
