import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { UserError } from '../errors.ts';
import { isRunning } from '../site/disk/machine.ts';

interface Holder {
  readonly host: string;
  readonly process: number;
}

/**
 * Keeps other processes of this machine from working on the same run. One that was killed holds it no longer, nor does one of another
 * machine, of which nobody here can tell: there CloudFormation itself turns the second away.
 * @returns what gives it back
 * @throws UserError `run-under-way`
 */
export async function takeLock(journal: string): Promise<() => Promise<void>> {
  const path = `${journal}.lock`;
  const own: Holder = { host: hostname(), process: process.pid };
  await mkdir(dirname(path), { recursive: true });
  if (!(await written(path, own))) {
    const holder = await readHolder(path);
    if (holder !== undefined && holder.host === own.host && isOther(holder.process))
      throw underWay(path, holder);
    await writeFile(`${path}.${own.process}`, JSON.stringify(own));
    await rename(`${path}.${own.process}`, path);
  }
  return () => rm(path, { force: true });
}

/** False: there is one already. */
async function written(path: string, own: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(own));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('host' in value) || !('process' in value))
      return undefined;
    const { host, process } = value;
    return typeof host === 'string' && typeof process === 'number' ? { host, process } : undefined;
  } catch {
    return undefined;
  }
}

function isOther(id: number): boolean {
  return id !== process.pid && isRunning(id);
}

function underWay(path: string, { process }: Holder): UserError {
  return new UserError({
    code: 'run-under-way',
    message: `Another copilot-cdn (process ${process}) works on the same environment in this workspace.`,
    next: [
      'Wait until it is done; copilot-cdn watch follows what it deploys',
      `If that process is something else by now: rm ${path}`,
    ],
  });
}
