import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../support/run.ts';
import { closeTerminals, launchProgram } from '../../support/terminal.ts';
import { questions } from './person.ts';

const folders: string[] = [];
afterEach(async () => {
  await closeTerminals();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the demo leaves nothing behind', () => {
  it('when it comes to its end', async () => {
    const folder = temporaryFolder();
    const finished = await run(['demo', '--dry-run'], { env: { TMPDIR: folder } });
    expect(finished.code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['SIGHUP', 'SIGTERM'] as const)(
    'when its terminal is closed at a question (%s)',
    async (signal) => {
      const folder = temporaryFolder();
      const terminal = launchProgram(['demo'], { env: { TMPDIR: folder } });
      await terminal.waitFor(questions.cdn);
      expect(readdirSync(folder)).toHaveLength(1);
      terminal.kill(signal);
      await terminal.exit;
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-test-'));
  folders.push(folder);
  return folder;
}
