import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fingerprint, writeFileSafely } from '../../source/copilot/safe-write.ts';
import { temporaryFolder } from './temporary-folder.ts';

const before = 'name: prod\n';
const after = 'name: prod\ncdn: true\n';
const asRead = fingerprint(Buffer.from(before));

describe('a safe write', () => {
  test('replaces the text and leaves nothing else in the folder', async () => {
    const folder = await temporaryFolder({ 'manifest.yml': before });
    await writeFileSafely(join(folder, 'manifest.yml'), after, asRead);
    expect(await readFile(join(folder, 'manifest.yml'), 'utf8')).toBe(after);
    expect(await readdir(folder)).toEqual(['manifest.yml']);
  });

  test.each([0o600, 0o664, 0o755])('keeps the mode %o', async (mode) => {
    const folder = await temporaryFolder({ 'manifest.yml': before });
    const path = join(folder, 'manifest.yml');
    await chmod(path, mode);
    await writeFileSafely(path, after, asRead);
    expect((await stat(path)).mode & 0o7777).toBe(mode);
  });

  // Only root can give a file to somebody else to begin with.
  test.skipIf(process.getuid?.() !== 0)('keeps the owner', async () => {
    const folder = await temporaryFolder({ 'manifest.yml': before });
    const path = join(folder, 'manifest.yml');
    await chown(path, 1234, 1235);
    await writeFileSafely(path, after, asRead);
    expect(await stat(path)).toMatchObject({ uid: 1234, gid: 1235 });
  });

  test('writes to what a symbolic link leads to, and keeps the link', async () => {
    const folder = await temporaryFolder({ 'shared/manifest.yml': before, 'prod/other': '' });
    const link = join(folder, 'prod/manifest.yml');
    await symlink('../shared/manifest.yml', link);
    await writeFileSafely(link, after, asRead);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readlink(link)).toBe('../shared/manifest.yml');
    expect(await readFile(join(folder, 'shared/manifest.yml'), 'utf8')).toBe(after);
  });

  test('makes the file that a symbolic link leads to, and keeps the link', async () => {
    const folder = await temporaryFolder({ 'prod/other': '' });
    const link = join(folder, 'prod/manifest.yml');
    await symlink('../shared/manifest.yml', link);
    await writeFileSafely(link, after, 'absent');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'shared/manifest.yml'), 'utf8')).toBe(after);
  });

  test('refuses a symbolic link that leads to itself', async () => {
    const folder = await temporaryFolder({ 'prod/other': '' });
    const link = join(folder, 'prod/manifest.yml');
    await symlink('manifest.yml', link);
    await expect(writeFileSafely(link, after, 'absent')).rejects.toMatchObject({ code: 'file-not-written' });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  test('makes a new file with the folders that it needs', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'environments/prod/manifest.yml');
    await writeFileSafely(path, after, 'absent');
    expect(await readFile(path, 'utf8')).toBe(after);
  });

  test('refuses a file that changed since it was read, and leaves it', async () => {
    const folder = await temporaryFolder({ 'manifest.yml': 'name: prod\n# by hand\n' });
    const path = join(folder, 'manifest.yml');
    await expect(writeFileSafely(path, after, asRead)).rejects.toMatchObject({
      code: 'file-changed',
      message: `Writing ${path}: the file has changed since it was read, so nothing was written.`,
    });
    expect(await readFile(path, 'utf8')).toBe('name: prod\n# by hand\n');
    expect(await readdir(folder)).toEqual(['manifest.yml']);
  });

  test.each([
    ['has appeared', { 'manifest.yml': before }, 'absent'],
    ['has gone', {}, asRead],
  ] as const)('refuses when the file %s since it was read', async (what, files, expected) => {
    const folder = await temporaryFolder(files);
    const writing = writeFileSafely(join(folder, 'manifest.yml'), after, expected);
    await expect(writing).rejects.toThrow(what);
    expect(await readdir(folder)).toEqual(Object.keys(files));
  });

  test('says so when the system refuses, and leaves no temporary file', async () => {
    const folder = await temporaryFolder({ file: '' });
    await mkdir(join(folder, 'manifest.yml'));
    await writeFile(join(folder, 'manifest.yml/kept'), 'kept');
    const writing = writeFileSafely(join(folder, 'manifest.yml'), after, 'absent');
    await expect(writing).rejects.toMatchObject({ code: 'file-not-written', exitCode: 1 });
    expect((await readdir(folder)).sort()).toEqual(['file', 'manifest.yml']);
  });
});
