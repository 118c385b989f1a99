import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, renameSync, type Stats } from 'node:fs';
import { mkdir, open, readlink, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { exitCode, UserError } from '../errors.ts';

/** What a file's bytes were, or that there was no file. */
export type Fingerprint = `sha256:${string}` | 'absent';

export function fingerprint(bytes: Uint8Array): Fingerprint {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * Writes the whole file or leaves it as it was: a temporary file beside it, flushed to the disk, takes its place.
 * Mode, owner and symbolic links stay; folders that are missing are made.
 * @param expected what the file was when it was read
 * @throws UserError `file-changed` when it is something else by now, `file-not-written` when the system does not let it
 */
export async function writeFileSafely(path: string, text: string, expected: Fingerprint): Promise<void> {
  try {
    const target = await behindLinks(path);
    refuseOther(path, fingerprintNow(target), expected);
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
    try {
      await writeThrough(temporary, text, await statOf(target));
      replaceUnchanged({ path, target, temporary }, expected);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushFolder(dirname(target));
  } catch (error) {
    throw error instanceof UserError ? error : notWritten(path, error);
  }
}

async function writeThrough(path: string, text: string, before: Stats | undefined): Promise<void> {
  const mode = before === undefined ? 0o644 : before.mode & 0o7777;
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text, 'utf8');
    if (before !== undefined) {
      // Only root may give a file away; for everyone else it is theirs already.
      await file.chown(before.uid, before.gid).catch(() => undefined);
      // What `open` sets is cut by the process's umask.
      await file.chmod(mode);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Looks once more, as late as can be: an editor may have saved while this was writing. Not asynchronous: between the look and the
 * replacement nothing else of a busy program may have its turn, or what was saved meanwhile would be lost.
 */
function replaceUnchanged(
  { path, target, temporary }: { readonly path: string; readonly target: string; readonly temporary: string },
  expected: Fingerprint,
): void {
  refuseOther(path, fingerprintNow(target), expected);
  renameSync(temporary, target);
}

function fingerprintNow(path: string): Fingerprint {
  try {
    return fingerprint(readFileSync(path));
  } catch (error) {
    if (isMissing(error)) return 'absent';
    throw error;
  }
}

/** @throws UserError `file-changed` */
function refuseOther(path: string, now: Fingerprint, expected: Fingerprint): void {
  if (now === expected) return;
  throw new UserError({
    code: 'file-changed',
    message: `Writing ${path}: ${whatHappened(now, expected)} since it was read, so nothing was written.`,
    next: ['Run the same command again: it starts from the file as it is now'],
  });
}

function whatHappened(now: Fingerprint, expected: Fingerprint): string {
  if (expected === 'absent') return 'the file has appeared';
  return now === 'absent' ? 'the file has gone' : 'the file has changed';
}

/** The file that a chain of symbolic links ends at, whether it is there or not; the path itself when it is no link. */
async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const target = await readlink(path).catch(() => undefined);
    return target === undefined ? path : behindLinks(resolve(dirname(path), target));
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Makes the rename itself last through a power cut, where the system can do that to a folder. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function notWritten(path: string, cause: unknown): UserError {
  return new UserError({
    code: 'file-not-written',
    message: `Writing ${path} failed: ${cause instanceof Error ? cause.message : String(cause)}. The file is as it was.`,
    next: ['Look at the permissions of the file and its folder, and at the space on the disk'],
    exitCode: exitCode.failed,
    cause,
  });
}
