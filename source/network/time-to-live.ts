import { createSocket } from 'node:dgram';
import { getServers } from 'node:dns';
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';
import { parseAddress } from './address.ts';
import { authorityOf } from './authority.ts';
import { createResolver } from './dns.ts';

const patienceMilliseconds = 2_000;

/**
 * Seconds for which an answer about a name may be kept, by the word of a server that has the last one on it. A resolver that keeps
 * answers itself tells only what is left of that time, so the zone's own servers are asked then. Undefined: nobody tells.
 */
export async function fullTimeToLive(server: string | undefined, name: string): Promise<number | undefined> {
  const asked = server ?? getServers()[0];
  const told = asked === undefined ? undefined : await askFor(asked, name);
  if (told !== undefined) return told;
  const resolver = createResolver(server);
  const authority = await authorityOf(resolver, name);
  for (const ownServer of authority?.servers.slice(0, 2) ?? []) {
    const [address] = await resolver.resolve4(ownServer).catch((): string[] => []);
    const life = address === undefined ? undefined : await askFor(address, name);
    if (life !== undefined) return life;
  }
  return undefined;
}

/** The life of a name's own record, if this server is an authority for it. */
async function askFor(server: string, name: string): Promise<number | undefined> {
  const { host, port } = parseAddress(server, 53);
  const answer = await ask(host === 'localhost' ? '127.0.0.1' : host, port, name);
  const packet = answer && read(answer);
  if (packet === undefined || ((packet.flags ?? 0) & AUTHORITATIVE_ANSWER) === 0) return undefined;
  const own = (packet.answers ?? []).filter((record) => record.name.toLowerCase() === name.toLowerCase());
  return own.length === 0 ? undefined : Math.max(...own.map(({ ttl }) => ttl));
}

function read(answer: Buffer): ReturnType<typeof decode> | undefined {
  try {
    return decode(answer);
  } catch {
    // What cannot be read tells nothing.
    return undefined;
  }
}

function ask(host: string, port: number, name: string): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const finish = (answer?: Buffer) => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(), patienceMilliseconds);
    socket.once('error', () => finish());
    socket.once('message', (message) => finish(message));
    const id = Math.floor(Math.random() * 65_536);
    socket.send(encode({ type: 'query', id, questions: [{ type: 'A', name }] }), port, host);
  });
}
