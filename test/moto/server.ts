import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { TestProject } from 'vitest/node';
import { environment } from '../support/environment.ts';
import { killGroup, watchGroup } from '../support/process-group.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly motoEndpoint: string;
  }
}

const longestStart = 30_000;

/**
 * moto is an emulator of AWS by other people: what our sandbox and our gateways both have wrong, it does not.
 * MOTO_ENDPOINT names one that runs; else MOTO_SERVER names the program to start (default: `moto_server`).
 */
export async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const running = process.env.MOTO_ENDPOINT;
  if (running) {
    project.provide('motoEndpoint', running);
    return undefined;
  }
  const port = await freePort();
  const program = process.env.MOTO_SERVER ?? 'moto_server';
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    env: environment({ MOTO_ACM_VALIDATION_WAIT: '0' }),
    detached: true,
    stdio: 'ignore',
  });
  const failed = new Promise<never>((_, reject) => {
    server.on('error', (cause) => reject(new Error(`${program} cannot be started.`, { cause })));
    server.on('exit', (code) => reject(new Error(`${program} ended with ${code} before it answered.`)));
  });
  const { pid } = server;
  if (pid !== undefined) watchGroup(pid);
  const endpoint = `http://127.0.0.1:${port}`;
  await Promise.race([failed, untilItAnswers(endpoint)]);
  failed.catch(() => {}); // it ends when the tests do
  project.provide('motoEndpoint', endpoint);
  return () => {
    if (pid !== undefined) killGroup(pid);
  };
}

async function untilItAnswers(endpoint: string): Promise<void> {
  const end = performance.now() + longestStart;
  while (performance.now() < end) {
    if (
      await fetch(`${endpoint}/moto-api/`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`moto did not answer at ${endpoint} in ${longestStart} ms.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('There is no free port.'));
        else resolve(address.port);
      });
    });
  });
}
