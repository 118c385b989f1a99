import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { setup as buildProgram } from '../end-to-end/build.ts';
import { environment } from '../support/environment.ts';
import { builtProgram } from '../support/run.ts';
import type { Bench } from './bench.ts';
import { report } from './median-table.ts';
import { type Place, untilExit } from './until-exit.ts';

const rounds = 21;
const frameTimeout = 10_000;

/** How long until a person sees something, as a multiple of the shortest program that Node.js can run. */
export const startup: Bench = {
  name: 'startup',
  summary: 'time to --version and to the first frame of the wizard, against node -e "console.log(1)"',
  run: async () => {
    await buildProgram();
    const place = await workspaceWithoutAnswers();
    try {
      const cases = [
        { name: 'node -e "console.log(1)"', measure: () => untilExit(['-e', 'console.log(1)'], place) },
        {
          name: 'copilot-cdn --version',
          bound: 1.6,
          measure: () => untilExit([builtProgram, '--version'], place),
        },
        { name: 'wizard, first frame', bound: 6, measure: () => untilFrame([builtProgram], place) },
      ];
      const measured = cases.map((one) => ({ ...one, milliseconds: [] as number[] }));
      for (const { measure } of measured) await measure(); // the disk cache is warm for all of them
      for (let round = 0; round < rounds; round++) {
        for (const { measure, milliseconds } of measured) milliseconds.push(await measure());
      }
      return report(measured, rounds);
    } finally {
      place.remove();
    }
  },
};

/** A workspace, and an AWS that takes every call and never answers: what is measured is the program alone. */
async function workspaceWithoutAnswers(): Promise<Place & { readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-bench-'));
  mkdirSync(join(folder, 'copilot', 'environments', 'prod'), { recursive: true });
  writeFileSync(join(folder, 'copilot', '.workspace'), 'application: shop\n');
  writeFileSync(
    join(folder, 'copilot', 'environments', 'prod', 'manifest.yml'),
    'name: prod\ntype: Environment\n',
  );
  const server = createServer(() => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The silent server has no port.');
  const { port } = address;
  return {
    folder,
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_REGION: 'us-west-2',
      COPILOT_CDN_RESOLVER: `127.0.0.1:${port}`,
    },
    remove: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** From the fork to the bytes that hold the program's name, in a terminal of 120x40. */
function untilFrame(args: readonly string[], { folder, env }: Place): Promise<number> {
  const from = performance.now();
  const child = spawnInTerminal(process.execPath, [...args], {
    name: 'xterm-256color',
    cols: 120,
    rows: 40,
    cwd: folder,
    env: environment({ TERM: 'xterm-256color', ...env }),
  });
  return new Promise((resolve, reject) => {
    let output = '';
    let milliseconds: number | undefined;
    const timer = setTimeout(() => child.kill('SIGKILL'), frameTimeout);
    child.onData((data) => {
      output += data;
      if (milliseconds === undefined && output.includes('copilot-cdn')) {
        milliseconds = performance.now() - from;
        child.kill('SIGKILL');
      }
    });
    child.onExit(() => {
      clearTimeout(timer);
      if (milliseconds === undefined) reject(new Error(`The wizard's first frame did not come:\n${output}`));
      else resolve(milliseconds);
    });
  });
}
