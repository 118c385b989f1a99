import type { Resolver } from 'node:dns/promises';

export interface Authority {
  /** The name at the top of the zone, lower case, without the last dot. */
  readonly apex: string;
  /** The zone's name servers, as DNS tells them. */
  readonly servers: readonly string[];
}

/**
 * The zone that DNS asks about a name: the nearest name upwards that has name servers, the name itself included. A zone that one holds
 * and nobody is sent to is not it. Undefined when DNS does not tell.
 */
export async function authorityOf(resolver: Resolver, name: string): Promise<Authority | undefined> {
  const labels = plain(name).split('.');
  // A name that is a CNAME has no zone of its own, and would answer with the name servers of its target.
  const isAlias = (await resolver.resolveCname(plain(name)).catch((): string[] => [])).length > 0;
  for (let first = isAlias ? 1 : 0; first <= labels.length - 2; first += 1) {
    const apex = labels.slice(first).join('.');
    try {
      const servers = await resolver.resolveNs(apex);
      if (servers.length > 0) return { apex, servers: servers.map(plain) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'ENODATA' && code !== 'ENOTFOUND') return undefined;
    }
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
