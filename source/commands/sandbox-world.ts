import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { buildScenario } from '../sandbox/scenarios/build/index.ts';
import { type Scenario, scenarioNamed } from '../sandbox/scenarios/index.ts';
import { sandboxKeys } from '../sandbox/scenarios/names.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { createWorld } from '../sandbox/world-factory.ts';
import { writeWorkspace } from '../sandbox/write-workspace.ts';
import type { SandboxOptions } from './options.ts';

export interface SandboxWorld {
  readonly sandbox: Sandbox;
  /** A fresh copy of the scenario's workspace. */
  readonly workspace: string;
  /** What points an AWS SDK, the `aws` command line and this program at it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Stops the servers and removes the workspace. */
  readonly close: () => Promise<void>;
}

/**
 * A scenario, running on loopback sockets.
 * @throws UserError `unknown-scenario`, `port-taken`
 */
export async function openSandbox(
  chosen: string | Scenario,
  options: SandboxOptions & { readonly speed: number },
): Promise<SandboxWorld> {
  const scenario = typeof chosen === 'string' ? scenarioNamed(chosen) : chosen;
  const world = createWorld({
    speed: options.speed,
    latencyMilliseconds: options.latency ?? 0,
    throttleRate: options.throttle ?? 0,
    failures: Object.fromEntries((options.fail ?? []).map(splitFailure)),
    expireCredentialsAfterSeconds: options.expireCredentials ?? null,
  });
  buildScenario(world, scenario);
  const sandbox = await start(world, options.port);
  const folder = await mkdtemp(join(tmpdir(), 'copilot-cdn-'));
  const workspace = join(folder, scenario.application.name);
  await writeWorkspace(scenario, workspace);
  return {
    sandbox,
    workspace,
    variables: {
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: sandboxKeys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: sandboxKeys.secretAccessKey,
      AWS_REGION: scenario.application.region,
      AWS_DEFAULT_REGION: scenario.application.region,
      COPILOT_CDN_RESOLVER: sandbox.resolver,
      COPILOT_CDN_CONNECT_TO: sandbox.frontDoor,
      COPILOT_CDN_WORKSPACE: workspace,
      COPILOT_CDN_STATE: join(folder, 'state'),
    },
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start(
  world: Parameters<typeof startSandbox>[0]['world'],
  port: number | undefined,
): Promise<Sandbox> {
  try {
    return await startSandbox({ world, ...(port !== undefined && { port }) });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new UserError({
      code: 'port-taken',
      message: `The sandbox cannot listen on port ${port}: something else does.`,
      next: ['Leave --port out: a free one is taken'],
      cause,
    });
  }
}

function splitFailure(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
