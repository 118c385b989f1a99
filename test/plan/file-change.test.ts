import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileChange } from '../../source/plan/file-change.ts';

const twenty = Array.from({ length: 20 }, (_, index) => `line ${index}`);

/** What `git apply --reverse` makes of the text that was written. */
function takenBack(after: string, diff: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'file-change-'));
  try {
    writeFileSync(join(folder, 'manifest.yml'), after);
    const patch = `--- a/manifest.yml\n+++ b/manifest.yml\n${diff}\n`;
    execFileSync('git', ['apply', '--reverse', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input: patch,
      // Nothing of a repository around the folder counts.
      env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return readFileSync(join(folder, 'manifest.yml'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the diff of a written file is enough to take it back:', () => {
  it.each([
    ['a line more', 'a\nb\n', 'a\nb\nc\n'],
    ['lines in two places', `${twenty.join('\n')}\n`, `x\n${twenty.join('\n')}\ny\n`],
    ['line endings of Windows', 'a\r\nb\r\n', 'a\r\nb\r\nc: true\r\n'],
    ['line endings that are mixed', 'a\r\nb\nc\r\n', 'a\r\nb: 1\nc\r\n'],
    ['a last line without an ending', 'a\nb', 'a\nb\ncdn: true'],
    ['a last line that gets its ending', 'a\nb', 'a\nb\n'],
    ['a byte-order mark', '\uFEFFa\n', '\uFEFFa\nb\n'],
    ['a text of one line', 'a\n', 'b\n'],
    ['a text that was empty', '', 'a\nb\n'],
  ])('%s', (_name, before, after) => {
    expect(takenBack(after, fileChange('manifest.yml', before, after).diff)).toBe(before);
  });
});

it('counts the lines that come and go', () => {
  expect(fileChange('manifest.yml', 'a\nb\nc\n', 'a\nB\nc\nd\n')).toMatchObject({ added: 2, removed: 1 });
});
