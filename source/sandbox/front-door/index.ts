import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isIP } from 'node:net';
import { whereLeads } from '../name-resolution.ts';
import { type Target, targetByAddress } from '../targets.ts';
import type { World } from '../world.ts';
import { askEdge } from './edge.ts';
import { askLoadBalancer } from './load-balancer.ts';
import { type Answer, isSilence, type Silence, type Visitor } from './visitor.ts';

/**
 * The server that stands for the internet's side of the world. A request in absolute form,
 * `GET https://d111.cloudfront.net/path` with `Host: api.example.com`, is a visitor who dialled d111.cloudfront.net by
 * https and asked for api.example.com; one in origin form is a visitor who dialled its `Host` by http.
 */
export function createFrontDoor(world: World): Server {
  return createServer((incoming, outgoing) => {
    incoming.resume();
    const visited = readVisit(incoming);
    if (visited === undefined) {
      outgoing.writeHead(400).end();
      return;
    }
    const { visitor } = visited;
    const outcome = ask(world, visited);
    world.visits.push({
      at: world.clock.now(),
      host: visitor.host,
      path: visitor.path,
      scheme: visitor.scheme,
      through: isSilence(outcome) ? 'nowhere' : outcome.through,
      status: isSilence(outcome) ? 0 : outcome.status,
      why: outcome.why,
      userAgent: incoming.headers['user-agent'] ?? '',
    });
    if (isSilence(outcome)) {
      incoming.socket.destroy();
      return;
    }
    const length = String(Buffer.byteLength(outcome.body));
    outgoing.writeHead(outcome.status, { ...outcome.headers, 'content-length': length });
    outgoing.end(outcome.body);
  });
}

interface Visited {
  /** The name or address that the visitor's connection went to. */
  readonly dialled: string;
  /** Where it is not the scheme's own. */
  readonly port: number | undefined;
  readonly visitor: Visitor;
}

/** Undefined for what is not a URL. */
function readVisit(incoming: IncomingMessage): Visited | undefined {
  const asked = (incoming.headers.host ?? 'localhost').toLowerCase();
  const target = incoming.url ?? '/';
  const absolute = target.startsWith('/') ? `http://${asked}${target}` : target;
  if (!URL.canParse(absolute)) return undefined;
  const url = new URL(absolute);
  return {
    dialled: url.hostname,
    // In origin form the host's port is the front door's own.
    port: url.port === '' || target.startsWith('/') ? undefined : Number(url.port),
    visitor: {
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      host: asked.replace(/:\d+$/, ''),
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      from: 'anywhere',
    },
  };
}

function ask(world: World, { dialled, port, visitor }: Visited): Answer | Silence {
  const target: Target | undefined =
    isIP(dialled) === 0 ? whereLeads(world, dialled) : targetByAddress(world, dialled);
  switch (target?.kind) {
    case 'distribution':
      if (port !== undefined) return { silent: 'dropped', why: `the edge has no port ${port}` };
      return askEdge(world, target.distribution, visitor);
    case 'load-balancer':
      return askLoadBalancer(target.region, target.balancer, visitor, port);
    case undefined:
      return { silent: 'refused', why: `${dialled} leads nowhere` };
  }
}
