import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  streamEncode,
} from 'dns-packet';
import { type Resolution, type ResolvedRecord, resolveName } from './name-resolution.ts';
import type { World } from './world.ts';

export interface DnsServer {
  /** The same for UDP and TCP. */
  readonly port: number;
  close(): Promise<void>;
}

const noSuchName = 3;
const attempts = 10;

/** Answers DNS questions from the world's zones, over UDP and over TCP on one port. */
export async function startDnsServer(world: World, host: string): Promise<DnsServer> {
  // TCP picks the port; that it is free for UDP too is likely, not certain.
  for (let attempt = 1; ; attempt += 1) {
    const tcp = await listenTcp(world, host);
    try {
      const udp = await listenUdp(world, host, tcp.port);
      return { port: tcp.port, close: () => Promise.all([udp.close(), tcp.close()]).then(() => {}) };
    } catch (error) {
      await tcp.close();
      if (attempt === attempts) throw error;
    }
  }
}

function listenUdp(world: World, host: string, port: number): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.on('message', (message, sender) => {
    const answer = answerTo(world, message);
    if (answer !== undefined) socket.send(encode(answer), sender.port, sender.address);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, () => {
      resolve({ port, close: () => new Promise((closed) => socket.close(() => closed())) });
    });
  });
}

function listenTcp(world: World, host: string): Promise<DnsServer> {
  const open = new Set<{ destroy(): void }>();
  const server: Server = createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', () => connection.destroy());
    let waiting = Buffer.alloc(0);
    connection.on('data', (data) => {
      waiting = Buffer.concat([waiting, data]);
      // Two bytes of length, then the message.
      while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE()) {
        const end = 2 + waiting.readUInt16BE();
        const answer = answerTo(world, waiting.subarray(2, end));
        if (answer !== undefined) connection.write(streamEncode(answer));
        waiting = waiting.subarray(end);
      }
    });
  });

  function close(): Promise<void> {
    for (const connection of open) connection.destroy();
    return new Promise((closed) => server.close(() => closed()));
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, close });
    });
  });
}

/** Undefined for what is not a DNS question. */
function answerTo(world: World, message: Buffer): Packet | undefined {
  const query = decodeQuietly(message);
  const question = query?.questions?.[0];
  if (query?.id === undefined || question === undefined) return undefined;
  const found = resolveName(world, question.name, question.type);
  const code = found.outcome === 'no-such-name' ? noSuchName : 0;
  return {
    type: 'response',
    id: query.id,
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | ((query.flags ?? 0) & RECURSION_DESIRED) | code,
    questions: [question],
    answers: found.records.map((record) => wireRecord(record, world)),
    authorities: found.outcome === 'found' ? [] : authority(found, world),
  };
}

function decodeQuietly(message: Buffer): Packet | undefined {
  try {
    return decode(message);
  } catch {
    return undefined;
  }
}

/** "No" is told with the zone's SOA, whose last number says how long that may be remembered. */
function authority({ zone }: Resolution, world: World): readonly Answer[] {
  const value = zone?.records.get(`${zone.name} SOA`)?.values?.[0];
  return zone === undefined || value === undefined
    ? []
    : [wireRecord({ name: zone.name, type: 'SOA', ttl: 900, value }, world)];
}

/** Answers live as much shorter as the sandbox's time passes faster. */
function wireRecord({ name, type, ttl, value }: ResolvedRecord, world: World): Answer {
  return { name, type, ttl: Math.ceil(ttl / world.knobs.speed), data: wireData(type, value) };
}

function wireData(type: string, value: string): unknown {
  switch (type) {
    case 'CNAME':
    case 'NS':
      return value.replace(/\.$/, '');
    case 'TXT':
      return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((part) => part[1] ?? '');
    case 'MX': {
      const [preference, exchange = ''] = value.split(' ');
      return { preference: Number(preference), exchange: exchange.replace(/\.$/, '') };
    }
    case 'CAA': {
      const [flags, tag, quoted = ''] = value.split(' ');
      return { flags: Number(flags), tag, value: quoted.replaceAll('"', '') };
    }
    case 'SOA': {
      const [mname = '', rname = '', serial, refresh, retry, expire, minimum] = value.split(' ');
      return {
        mname: mname.replace(/\.$/, ''),
        rname: rname.replace(/\.$/, ''),
        serial: Number(serial),
        refresh: Number(refresh),
        retry: Number(retry),
        expire: Number(expire),
        minimum: Number(minimum),
      };
    }
    default:
      return value;
  }
}
