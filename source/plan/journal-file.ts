import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Journal, JournalKeeper } from './journal.ts';
import { takeLock } from './journal-lock.ts';

/** `copilot/.copilot-cdn/NAME.json` in the workspace; the folder ignores itself in git. @param name as `journalName` makes it */
export function journalPath(workspaceRoot: string, name: string): string {
  return join(workspaceRoot, 'copilot', '.copilot-cdn', `${name}.json`);
}

/** An environment has one journal, and one more for each static site in it: no name of either has a dot. */
export function journalName({ environment, service }: Pick<Journal, 'environment' | 'service'>): string {
  return service === undefined ? environment : `${environment}.${service}`;
}

/**
 * The journal of an unfinished run; undefined when there is none.
 * @throws UserError `journal-unreadable`
 */
export async function readJournal(workspaceRoot: string, name: string): Promise<Journal | undefined> {
  const path = journalPath(workspaceRoot, name);
  if (!existsSync(path)) return undefined;
  const text = await readFile(path, 'utf8').catch(() => '');
  const journal = parseJournal(text);
  if (journal !== undefined) return journal;
  throw new UserError({
    code: 'journal-unreadable',
    message: `The journal of an unfinished run, ${path}, cannot be read.`,
    next: [`Delete it and start again, the world itself tells what is done: rm ${path}`],
  });
}

/**
 * Starts a journal, or goes on with one that is there.
 * @throws UserError `run-under-way` while another process of this machine has it, `journal-not-writable`
 */
export async function keepJournal(workspaceRoot: string, journal: Journal): Promise<JournalKeeper> {
  const path = journalPath(workspaceRoot, journalName(journal));
  let current = journal;
  const giveBack = await locked(path);
  await write(path, current);
  // Several may note something at once; the file is written by one after the other, and the last says all.
  let writing: Promise<void> = Promise.resolve();
  return {
    current: () => current,
    note: async (change) => {
      const { operation, manifestEdit, namesMove, certificate, services, ...kept } = {
        ...current,
        ...change,
      };
      current = {
        ...kept,
        ...(operation !== undefined && { operation }),
        ...(manifestEdit !== undefined && { manifestEdit }),
        ...(namesMove !== undefined && { namesMove }),
        ...(certificate !== undefined && { certificate }),
        ...(services !== undefined && { services }),
      };
      const next = writing.then(() => write(path, current));
      writing = next.catch(() => undefined);
      await next;
    },
    close: async () => {
      await rm(path, { force: true });
      await giveBack();
    },
  };
}

/** A folder that cannot be written to is told by the journal itself. */
function locked(path: string): Promise<() => Promise<void>> {
  return takeLock(path).catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    return () => Promise.resolve();
  });
}

/** There is nothing to go on with any more. */
export async function removeJournal(workspaceRoot: string, name: string): Promise<void> {
  await rm(journalPath(workspaceRoot, name), { force: true });
}

/** @throws UserError `journal-not-writable`: without it a killed run could not be gone on with, so none is started */
async function write(path: string, journal: Journal): Promise<void> {
  try {
    await writeThrough(path, journal);
  } catch (cause) {
    throw new UserError({
      code: 'journal-not-writable',
      message: `The journal of this run, ${path}, cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      next: ['Look at the permissions of that folder, and at the space on the disk'],
      cause,
    });
  }
}

async function writeThrough(path: string, journal: Journal): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.gitignore'), '*\n');
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(journal, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

function parseJournal(text: string): Journal | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJournal(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 1 &&
    'application' in value &&
    typeof value.application === 'string' &&
    'environment' in value &&
    typeof value.environment === 'string' &&
    'answers' in value &&
    typeof value.answers === 'object' &&
    value.answers !== null &&
    Object.values(value.answers).every((answer) => typeof answer === 'string')
  );
}
