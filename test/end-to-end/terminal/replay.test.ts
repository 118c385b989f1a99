import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, launchProgram } from '../../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(closeTerminals);

const file = join(folder, 'run.ndjson');
const at = (seconds: number) => new Date(Date.parse('2025-01-01T10:00:00Z') + seconds * 1_000).toISOString();
const step = { id: 'edge', title: 'Edge', summary: 'the distribution answers' };
writeFileSync(
  file,
  [
    { time: at(0), type: 'plan', title: 'prod gets its CDN', steps: [{ ...step, state: 'to-come' }] },
    { time: at(0), type: 'step', ...step, state: 'under-way' },
    { time: at(3), type: 'step', ...step, state: 'done', milliseconds: 3_000 },
    { time: at(3), type: 'result', command: 'setup', ok: true, exitCode: 0, summary: 'It stands.' },
  ]
    .map((event) => `${JSON.stringify(event)}\n`)
    .join(''),
);

describe('a recording on a terminal', () => {
  it('can be paused and hurried, and counts the time that was', async () => {
    const terminal = launchProgram(['replay', file, '--speed', '0.02']);
    expect(await terminal.waitFor('◐ Edge')).toMatch(/prod gets its CDN +0s/);
    terminal.press('space');
    await terminal.waitFor('space go on');
    terminal.type('+'.repeat(12));
    await terminal.waitFor('×64');
    terminal.type('-');
    await terminal.waitFor('×32');
    terminal.press('space');
    await terminal.exit;
    expect(terminal.screen()).toMatch(/✔ Edge.* 3s\n[\s\S]*✔ It stands\./);
  });

  it('is left at once: nothing runs in AWS', async () => {
    const terminal = launchProgram(['replay', file, '--speed', '0.02']);
    await terminal.waitFor('◐ Edge');
    terminal.press('ctrl+c');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.screen()).toContain('Left before its end.');
  });
});
