import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../source/package-root.ts';
import { environment, type Variables } from './environment.ts';
import { killGroup, watchGroup } from './process-group.ts';

/** The program as users get it. */
export const builtProgram: string = join(packageRoot, 'dist', 'cli.js');

export interface RunOptions {
  readonly env?: Variables;
  readonly cwd?: string;
  /** Written to its standard input, which is empty otherwise. */
  readonly input?: string;
  /** Milliseconds until it is killed and the promise rejects; default 60,000. */
  readonly timeout?: number;
}

export interface Finished {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program without a terminal. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return runCommand(process.execPath, [builtProgram, ...args], options);
}

/** Runs any program without a terminal; ends it, and what it started, when time is up. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  return startCommand(command, args, options).ended;
}

/** A program that is on its way. */
export interface Running {
  /** What it wrote to standard output and error so far. */
  readonly output: () => string;
  /** Ends it and waits until it is gone. */
  readonly kill: (signal: NodeJS.Signals) => Promise<Finished>;
  readonly ended: Promise<Finished>;
}

/** Starts the built program without a terminal. */
export function start(args: readonly string[], options: RunOptions = {}): Running {
  return startNode([builtProgram, ...args], options);
}

/** Starts any program for Node.js without a terminal. */
export function startNode(args: readonly string[], options: RunOptions = {}): Running {
  return startCommand(process.execPath, args, options);
}

function startCommand(
  command: string,
  args: readonly string[],
  { env = {}, cwd, input, timeout = 60_000 }: RunOptions,
): Running {
  const child = spawn(command, args, { cwd, env: environment(env), detached: true, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // it may end without reading
  child.stdin.end(input);

  const end = () => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  if (child.pid !== undefined) watchGroup(child.pid);
  const ended = new Promise<Finished>((resolve, reject) => {
    const timer = setTimeout(() => {
      end();
      reject(new Error(`${[command, ...args].join(' ')} did not end in ${timeout} ms\n${stdout}\n${stderr}`));
    }, timeout);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      end(); // what it may have left behind
      resolve({ code, signal, stdout, stderr });
    });
  });
  return {
    output: () => stdout + stderr,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
