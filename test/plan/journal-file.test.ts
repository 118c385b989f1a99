import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../source/plan/journal.ts';
import { journalPath, keepJournal, readJournal } from '../../source/plan/journal-file.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'copilot-cdn-journal-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const journal: Journal = {
  version: 1,
  command: 'setup',
  application: 'shop',
  environment: 'prod',
  startedAt: '2026-11-23T07:00:00.000Z',
  answers: { environment: 'prod', cdn: 'yes' },
  unattended: true,
};

describe('the journal', () => {
  it('is not there before a run', async () => {
    expect(await readJournal(root, 'prod')).toBeUndefined();
  });

  it('is read back as it was written', async () => {
    const keeper = await keepJournal(root, journal);
    await keeper.note({ operation: { step: 'distribution', stack: 'shop-prod', changeSet: 'one' } });
    expect(await readJournal(root, 'prod')).toEqual({
      ...journal,
      operation: { step: 'distribution', stack: 'shop-prod', changeSet: 'one' },
    });
  });

  it('forgets what is over', async () => {
    const keeper = await keepJournal(root, { ...journal, namesMove: { state: 'asked', life: 60 } });
    await keeper.note({ namesMove: undefined });
    expect(await readJournal(root, 'prod')).toEqual(journal);
  });

  it('is gone after a run that is finished', async () => {
    const keeper = await keepJournal(root, journal);
    await keeper.close();
    expect(existsSync(journalPath(root, 'prod'))).toBe(false);
  });

  it('is ignored by git', async () => {
    await keepJournal(root, journal);
    expect(readFileSync(join(dirname(journalPath(root, 'prod')), '.gitignore'), 'utf8')).toBe('*\n');
  });

  it.each(['', '{', '[]', '{"version":2}'])('that reads %j is refused with the way out', async (text) => {
    await keepJournal(root, journal);
    writeFileSync(journalPath(root, 'prod'), text);
    await expect(readJournal(root, 'prod')).rejects.toMatchObject({
      code: 'journal-unreadable',
      exitCode: 2,
    });
  });

  it('that cannot be written stops the run before it starts', async () => {
    mkdirSync(join(root, 'copilot'));
    writeFileSync(join(root, 'copilot/.copilot-cdn'), 'a file in the way');
    await expect(keepJournal(root, journal)).rejects.toMatchObject({
      code: 'journal-not-writable',
      exitCode: 2,
    });
  });
});
