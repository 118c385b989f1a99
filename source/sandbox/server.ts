import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';
import { startDnsServer } from './dns-server.ts';
import { createEndpoint } from './endpoint.ts';
import { createFrontDoor } from './front-door/index.ts';
import { services as allServices } from './services/index.ts';
import type { World } from './world.ts';
import { stopWorld } from './world-factory.ts';

export interface Sandbox {
  /** For AWS_ENDPOINT_URL: `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** The DNS server, `HOST:PORT`, over UDP and TCP. */
  readonly resolver: string;
  /** The HTTP server that answers as the edge and the load balancers do, `HOST:PORT`. */
  readonly frontDoor: string;
  readonly world: World;
  /** Stops the world's clock and closes every socket. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  readonly world: World;
  /** Of the AWS endpoint; default: any free one. */
  readonly port?: number;
}

const host = '127.0.0.1';

/** Opens the sandbox's sockets, on the loopback interface only. */
export async function startSandbox({ world, port = 0 }: SandboxOptions): Promise<Sandbox> {
  const endpoint = createEndpoint(world, allServices);
  const frontDoor = createFrontDoor(world);
  const endpointPort = await listen(endpoint, port);
  const frontDoorPort = await listen(frontDoor, 0);
  const dns = await startDnsServer(world, host);

  async function close(): Promise<void> {
    stopWorld(world);
    await Promise.all([closeHttp(endpoint), closeHttp(frontDoor), dns.close()]);
  }

  return {
    endpoint: `http://${host}:${endpointPort}`,
    resolver: `${host}:${dns.port}`,
    frontDoor: `${host}:${frontDoorPort}`,
    world,
    close,
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function closeHttp(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
