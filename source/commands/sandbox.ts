import { type ExitCode, exitCode } from '../errors.ts';
import type { SandboxOptions } from './options.ts';
import { createEmit, tellFailure } from './reporting.ts';
import { openSandbox } from './sandbox-world.ts';

/** Prints the exports that point any AWS SDK or CLI at a small AWS on this machine, and runs until Ctrl-C. */
export async function sandbox(scenario: string, options: SandboxOptions): Promise<ExitCode> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  try {
    const world = await openSandbox(scenario, { ...options, speed: options.speed ?? 20 });
    const lines = Object.entries(world.variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
    process.stdout.write(`${lines.join('\n')}\nunset AWS_PROFILE AWS_SESSION_TOKEN\n`);
    process.stderr.write(
      'The sandbox runs until Ctrl-C. Paste the lines above into another shell, then: copilot-cdn setup\n',
    );
    await stopped;
    await world.close();
    return exitCode.done;
  } catch (error) {
    const tell = createEmit([
      (event) =>
        event.type === 'error' &&
        process.stderr.write(`${[event.message, ...event.next, ...(event.details ?? [])].join('\n')}\n`),
    ]);
    return tellFailure('sandbox', error, tell);
  }
}

function quoted(value: string): string {
  return /^[\w.:/@%+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
