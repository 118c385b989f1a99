import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Claimant } from '../claim.ts';

/** Who this is, for claims: a name that the machine keeps in its state folder, and which of its processes run. */
export async function thisMachine(stateFolder: string): Promise<Claimant> {
  const file = join(stateFolder, 'machine');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known !== '') return { machine: known, isRunning };
  const machine = randomUUID();
  await mkdir(stateFolder, { recursive: true });
  await writeFile(file, machine);
  return { machine, isRunning };
}

/** Whether a process of this machine lives, whoever's it is. */
export function isRunning(id: number): boolean {
  if (id === process.pid) return true;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // There, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
