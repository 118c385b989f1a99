import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { closeTerminals, launch, type Terminal } from './terminal.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terminal-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(closeTerminals);

describe('a program in a pseudo-terminal', () => {
  test('sees a terminal of the size that was asked for', async () => {
    const terminal = node('console.log(process.stdout.isTTY, process.stdout.columns, process.stdout.rows)', {
      columns: 40,
      rows: 20,
    });
    await terminal.waitFor('true 40 20');
  });

  test('gets what is typed and the keys that are pressed', async () => {
    const terminal = node(readsKeys);
    await terminal.waitFor('ready');
    terminal.type('ab');
    terminal.press('down', 'escape', 'ctrl+a');
    await terminal.waitFor('got "ab\\u001b[B\\u001b\\u0001"');
  });

  test('shows what is in the window, and what has left it', async () => {
    const terminal = node('for (let i = 1; i <= 30; i++) console.log("line " + i + "  ")', { rows: 10 });
    await terminal.exit;
    expect(terminal.screen().split('\n')).toEqual(Array.from({ length: 9 }, (_, i) => `line ${i + 22}`));
    expect(terminal.scrollback().split('\n')).toEqual(Array.from({ length: 21 }, (_, i) => `line ${i + 1}`));
    expect(terminal.transcript().split('\n')).toHaveLength(30);
  });

  test('is told when the window changes', async () => {
    const terminal = node(
      'process.stdout.on("resize", () => console.log("now", process.stdout.columns)); setInterval(() => {}, 1000); console.log("ready")',
    );
    await terminal.waitFor('ready');
    terminal.resize(50, 24);
    await terminal.waitFor('now 50');
    expect(terminal.emulator.cols).toBe(50);
  });

  test('gets an answer when it asks the terminal where the cursor is', async () => {
    const terminal = node(`${readsKeys}; process.stdout.write("\\x1b[6n")`);
    await terminal.waitFor(/got "\\u001b\[2;1R"/);
  });

  test('does not see that it runs in CI, nor any AWS setting', async () => {
    process.env.CI = 'true';
    process.env.AWS_PROFILE = 'real';
    try {
      const terminal = node('console.log("[" + [process.env.CI, process.env.AWS_PROFILE] + "]")');
      await terminal.waitFor('[,]');
    } finally {
      delete process.env.CI;
      delete process.env.AWS_PROFILE;
    }
  });

  test('reports its exit code, with its last words on the screen', async () => {
    const terminal = node('process.stdout.write("bye", () => process.exit(3))');
    expect(await terminal.exit).toEqual({ code: 3, signal: 0 });
    expect(terminal.screen()).toBe('bye');
  });

  test('can be ended by a signal', async () => {
    const terminal = node('setInterval(() => {}, 1000); console.log("ready")');
    await terminal.waitFor('ready');
    terminal.kill('SIGKILL');
    expect((await terminal.exit).signal).toBe(9);
  });

  test('takes what it has started with it', async () => {
    const terminal = node(
      'const c = require("child_process").spawn("sleep", ["600"]); console.log("child " + c.pid + "."); setInterval(() => {}, 1000)',
    );
    const child = Number(/child (\d+)\./.exec(await terminal.waitFor(/child \d+\./))?.[1]);
    expect(isRunning(child)).toBe(true);
    await terminal.close();
    await expect.poll(() => isRunning(child)).toBe(false);
  });
});

describe('waiting for the screen', () => {
  test('takes a text, a pattern or a predicate, and gives the screen', async () => {
    const terminal = node('console.log("answer: 42")');
    expect(await terminal.waitFor('answer')).toBe('answer: 42');
    expect(await terminal.waitFor(/\d+/g)).toBe('answer: 42');
    expect(await terminal.waitFor((screen) => screen.endsWith('42'))).toBe('answer: 42');
  });

  test('fails in time and says what was on the screen', async () => {
    const terminal = node('console.log("something else"); setInterval(() => {}, 1000)');
    await terminal.waitFor('else');
    await expect(terminal.waitFor('certificate', { timeout: 50 })).rejects.toThrow(
      /did not show in 50 ms: "certificate"[\s\S]*\|something else/,
    );
  });

  test('fails at once when the program has ended', async () => {
    const terminal = node('console.log("gone"); process.exitCode = 1');
    await expect(terminal.waitFor('certificate', { timeout: 60_000 })).rejects.toThrow(
      /ended with 1[\s\S]*\|gone/,
    );
  });
});

const readsKeys =
  'let got = ""; process.stdin.setRawMode(true).setEncoding("utf8").on("data", (t) => { got += t; process.stdout.write("\\r\\ngot " + JSON.stringify(got).replace("\\u0001", "\\\\u0001") + "\\r\\n"); }); console.log("ready")';

function node(script: string, options: Parameters<typeof launch>[2] = {}): Terminal {
  const file = join(folder, 'program.cjs');
  writeFileSync(file, script);
  return launch(process.execPath, [file], options);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`; // where nothing reaps orphans, as in a container, it stays on as a zombie
  return !(existsSync(stat) && /\) Z /.test(readFileSync(stat, 'utf8')));
}
