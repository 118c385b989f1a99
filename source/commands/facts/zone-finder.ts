import type { Resolver } from 'node:dns/promises';
import type { Connection } from '../../aws/connection.ts';
import { type HostedZone, hostedZones, recordsNamed } from '../../aws/route-53.ts';
import { authorityOf } from '../../network/authority.ts';
import type { FoundZone } from '../../plan/ports.ts';

export type FindZone = (name: string) => Promise<FoundZone | undefined>;

/**
 * Finds the hosted zone that really answers for a name, as the first of the connections that has it. A zone from which the name is delegated away, or that
 * no registrar points at, looks as if it held the name; a record written there would change nothing. Zones are read once.
 */
export function createZoneFinder(
  connections: readonly Connection[],
  resolver: Resolver,
  signal: AbortSignal,
): FindZone {
  const finders = connections.map((connection) => zonesOf(connection, resolver, signal));
  return async (name) => {
    for (const find of finders) {
      const found = await find(name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function zonesOf(connection: Connection, resolver: Resolver, signal: AbortSignal): FindZone {
  let all: Promise<readonly HostedZone[]> | undefined;
  const servers = new Map<string, Promise<readonly string[]>>();
  const serversOf = (zone: HostedZone) => {
    const known = servers.get(zone.id) ?? nameServers(connection, zone, signal);
    servers.set(zone.id, known);
    return known;
  };
  return async (name) => {
    // Credentials that may not read Route 53 leave the names to the person.
    all ??= hostedZones(connection, signal).catch(() => []);
    const holding = (await all).filter((zone) => !zone.private && isWithin(name, zone.name));
    if (holding.length === 0) return undefined;
    const authority = await authorityOf(resolver, name);
    for (const zone of holding) {
      if (zone.name !== authority?.apex) continue;
      const own = await serversOf(zone);
      if (own.some((server) => authority.servers.includes(server)))
        return { id: zone.id, name: zone.name, connection };
    }
    return undefined;
  };
}

function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

async function nameServers(
  connection: Connection,
  zone: HostedZone,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const records = await recordsNamed(connection, zone.id, zone.name, signal).catch(() => []);
  const values = records.filter(({ type }) => type === 'NS').flatMap((record) => record.values ?? []);
  return values.map((value) => value.toLowerCase().replace(/\.$/, ''));
}
