import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { SandboxOptions } from '../../source/commands/options.ts';
import { openSandbox, type SandboxWorld } from '../../source/commands/sandbox-world.ts';
import type { Event } from '../../source/event.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import type { Call, World } from '../../source/sandbox/world.ts';
import { validEvent } from '../schema/validate.ts';
import { type Finished, type Running, type RunOptions, run, start } from '../support/run.ts';

/** The example application in a sandbox of its own, and the built program pointed at it. */
export interface Shop {
  readonly world: World;
  readonly workspace: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly manifestPath: string;
  readonly manifest: () => string;
  readonly writeManifest: (text: string) => void;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Finished>;
  /** Runs with `--json`; the events and the last of them. */
  readonly events: (
    args: readonly string[],
    options?: RunOptions,
  ) => Promise<{ finished: Finished; events: readonly Event[] }>;
  /** AWS calls that changed something since the last time this was asked. */
  readonly writes: () => readonly Call[];
  /** Before the tests of the file have ended; else it is closed then. */
  readonly close: () => Promise<void>;
}

const open: SandboxWorld[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

/** Two hundred minutes of AWS a minute, unless a test says otherwise. */
export async function openShop(
  options: SandboxOptions & { readonly scenario?: string | Scenario } = {},
): Promise<Shop> {
  const { scenario = 'fresh', ...sandbox } = options;
  const world = await openSandbox(scenario, { speed: 200, ...sandbox });
  open.push(world);
  const manifestPath = join(world.workspace, 'copilot/environments/prod/manifest.yml');
  let asked = world.sandbox.world.calls.length;
  const runHere = (args: readonly string[], extra: RunOptions = {}) =>
    run(args, { cwd: world.workspace, ...extra, env: { ...world.variables, ...extra.env } });
  return {
    world: world.sandbox.world,
    workspace: world.workspace,
    variables: world.variables,
    manifestPath,
    manifest: () => readFileSync(manifestPath, 'utf8'),
    writeManifest: (text) => writeFileSync(manifestPath, text),
    run: runHere,
    events: async (args, extra) => {
      const finished = await runHere([...args, '--json'], extra);
      return { finished, events: parseEvents(finished.stdout) };
    },
    close: async () => {
      open.splice(open.indexOf(world), 1);
      await world.close();
    },
    writes: () => {
      const since = world.sandbox.world.calls.slice(asked);
      asked = world.sandbox.world.calls.length;
      return since.filter((call) => call.write);
    },
  };
}

/** Every line of standard output must be one event, as docs/events.schema.json has it. */
export function parseEvents(stdout: string): Event[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(validEvent);
}

/** Asks until it holds; says what was seen when it does not. */
export async function until(
  what: string,
  holds: () => boolean,
  seen: () => string = () => '',
  timeout = 30_000,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what} did not come true in ${timeout} ms.\n${seen()}`);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Starts a setup that asks nothing and tells in JSON. */
export function begin(shop: Shop): Running {
  return start(['setup', '--env', 'prod', '--yes', '--json'], { cwd: shop.workspace, env: shop.variables });
}

export function resultOf(events: readonly Event[]): Event | undefined {
  return events.findLast((event) => event.type === 'result');
}

export function errorOf(events: readonly Event[]): Extract<Event, { type: 'error' }> | undefined {
  return events.find((event) => event.type === 'error');
}

/** How often an operation was asked for and granted. */
export function count(shop: Shop, operation: string): number {
  return shop.world.calls.filter((call) => call.operation === operation && call.status < 400).length;
}

export function journal(shop: Shop): string {
  return join(shop.workspace, 'copilot/.copilot-cdn/prod.json');
}
