import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeLock } from '../../source/plan/journal-lock.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';

async function heldBy(holder: unknown): Promise<string> {
  const journal = join(await temporaryFolder(), 'prod.json');
  writeFileSync(`${journal}.lock`, JSON.stringify(holder));
  return journal;
}

/** A process that lives as long as the test. */
async function somebody(): Promise<{ readonly id: number; readonly end: () => Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  await new Promise((resolve) => child.once('spawn', resolve));
  const end = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { id: child.pid ?? 0, end };
}

describe('the lock of a run', () => {
  it('is made with the folder, serves its own process again, and is given back', async () => {
    const journal = join(await temporaryFolder(), 'copilot/.copilot-cdn/prod.json');
    const giveBack = await takeLock(journal);
    expect(existsSync(`${journal}.lock`)).toBe(true);
    await takeLock(journal);
    await giveBack();
    expect(existsSync(`${journal}.lock`)).toBe(false);
  });

  it('keeps others out while its process lives, and not after that', async () => {
    const other = await somebody();
    const journal = await heldBy({ host: hostname(), process: other.id });
    await expect(takeLock(journal)).rejects.toMatchObject({
      code: 'run-under-way',
      message: expect.stringContaining(`process ${other.id}`),
    });
    await other.end();
    await expect(takeLock(journal)).resolves.toBeTypeOf('function');
  });

  it.each([
    ['of another machine', { host: `not-${hostname()}`, process: 1 }],
    ['that says nothing', {}],
  ])('%s is taken over', async (_, holder) => {
    await expect(takeLock(await heldBy(holder))).resolves.toBeTypeOf('function');
  });
});
