import { describe, expect, test } from 'vitest';
import { runCommand } from './run.ts';

const node = (script: string, options?: Parameters<typeof runCommand>[2]) =>
  runCommand(process.execPath, ['-e', script], options);

describe('a program without a terminal', () => {
  test('gives its code and what it wrote', async () => {
    const finished = await node('console.log("out"); console.error("err"); process.exitCode = 4');
    expect(finished).toEqual({ code: 4, signal: null, stdout: 'out\n', stderr: 'err\n' });
  });

  test('has an empty standard input unless the test gives one', async () => {
    const echo = 'process.stdin.pipe(process.stdout)';
    expect((await node(echo)).stdout).toBe('');
    expect((await node(echo, { input: 'hello' })).stdout).toBe('hello');
  });

  test('is ended when time is up, with what it wrote in the error', async () => {
    await expect(node('console.log("here"); setInterval(() => {}, 1000)', { timeout: 500 })).rejects.toThrow(
      /did not end in 500 ms[\s\S]*here/,
    );
  });

  test('is looked for in vain when it does not exist', async () => {
    await expect(runCommand('no-such-program', [])).rejects.toThrow(/ENOENT/);
  });
});
