import { createSocket } from 'node:dgram';
import { getServers } from 'node:dns';
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';
import { parseAddress } from './address.ts';

const patienceMilliseconds = 2_000;

/**
 * Seconds for which an answer about a name may be kept, when the server that is asked has the last word on it. A resolver that
 * keeps answers itself tells only what is left of that time, which is of no use: then, and without an answer, undefined.
 */
export async function fullTimeToLive(server: string | undefined, name: string): Promise<number | undefined> {
  const asked = server ?? getServers()[0];
  if (asked === undefined) return undefined;
  const { host, port } = parseAddress(asked, 53);
  const answer = await ask(host === 'localhost' ? '127.0.0.1' : host, port, name);
  if (answer === undefined) return undefined;
  const packet = read(answer);
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
