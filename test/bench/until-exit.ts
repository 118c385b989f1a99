import { spawn } from 'node:child_process';
import { environment, type Variables } from '../support/environment.ts';

/** Where a program runs, and what it finds in its environment. */
export interface Place {
  readonly folder: string;
  readonly env?: Variables;
}

/** How many milliseconds Node.js takes for a program, from the fork to its end. */
export function untilExit(args: readonly string[], { folder, env }: Place): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      const milliseconds = performance.now() - from;
      if (code === 0) resolve(milliseconds);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}`));
    });
  });
}
