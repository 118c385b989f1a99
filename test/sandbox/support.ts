import { request } from 'node:http';
import { afterEach } from 'vitest';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import type { World } from '../../source/sandbox/world.ts';
import { addUser, createWorld, type WorldOptions } from '../../source/sandbox/world-factory.ts';

export const account = '111122223333';
export const region = 'us-west-2';
export const accessKeyId = 'AKIASANDBOXEXAMPLE00';

const open: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

export interface Opened {
  readonly sandbox: Sandbox;
  readonly world: World;
  /** For the constructor of any SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly maxAttempts: number;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** A sandbox with one user; closed after the test. */
export async function openSandbox(options: WorldOptions = {}): Promise<Opened> {
  const world = createWorld({ speed: 1000, ...options });
  addUser(world, account, 'dev', accessKeyId);
  const sandbox = await startSandbox({ world });
  open.push(sandbox);
  const credentials = { accessKeyId, secretAccessKey: 'any secret will do' };
  return { sandbox, world, client: { endpoint: sandbox.endpoint, region, maxAttempts: 1, credentials } };
}

/** What a failed call says, as AWS clients see it. */
export async function failureOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
    throw error;
  }
  throw new Error('The call did not fail.');
}

/** Waits until a condition holds, ten seconds at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('The condition did not come true.');
}

export interface Visited {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends a request to the front door: what was dialled as an absolute URL, and the host that is asked for. */
export function visit(frontDoor: string, url: string, host?: string, method = 'GET'): Promise<Visited> {
  const [hostname, port] = frontDoor.split(':');
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: url, method, headers: { host: host ?? new URL(url).host } },
      (response) => {
        let body = '';
        response.on('data', (part) => {
          body += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}
