import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Journal, JournalKeeper } from '../../source/plan/journal.ts';
import { journalPath, keepJournal } from '../../source/plan/journal-file.ts';
import { memory } from '../../source/plan/memory.ts';
import { serviceJournal } from '../../source/plan/service-journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh: Journal = {
  version: 1,
  command: 'tls',
  application: 'shop',
  environment: 'prod',
  startedAt: '2026-11-26T10:00:00.000Z',
  answers: {},
  unattended: true,
};

const operation = (step: string) => ({ step, stack: `shop-prod-${step}`, changeSet: `change-${step}` });
const onDisk = (): Journal => JSON.parse(readFileSync(journalPath(folder, 'prod'), 'utf8'));

describe('the journal of services that are worked on side by side', () => {
  it('keeps what each of them has under way, and nothing of one in another', async () => {
    const journal = await keepJournal(folder, fresh);
    const [api, web] = ['api', 'web'].map((name) => serviceJournal(journal, name));
    await Promise.all([
      api?.note({ operation: operation('api') }),
      web?.note({ operation: operation('web') }),
      web?.note({ manifestEdit: { deployment: 'service-web', path: 'web', before: 'a', after: 'b' } }),
    ]);
    expect(onDisk().services).toEqual({
      api: { operation: operation('api') },
      web: {
        operation: operation('web'),
        manifestEdit: { deployment: 'service-web', path: 'web', before: 'a', after: 'b' },
      },
    });
    expect(api?.current().operation).toEqual(operation('api'));
    expect(api?.current()).not.toHaveProperty('manifestEdit');
    expect(journal.current()).not.toHaveProperty('operation');

    await web?.note({ operation: undefined });
    expect(onDisk().services?.web).not.toHaveProperty('operation');
    expect(onDisk().services?.web).toHaveProperty('manifestEdit');
  });

  it('does not show the environment’s own update as a service’s', async () => {
    const journal: JournalKeeper = await keepJournal(folder, {
      ...fresh,
      operation: operation('termination'),
    });
    expect(serviceJournal(journal, 'api').current()).not.toHaveProperty('operation');
    await serviceJournal(journal, 'api').note({ operation: operation('api') });
    expect(onDisk().operation).toEqual(operation('termination'));
  });
});

describe('a memory', () => {
  it('works nothing out twice, and forgets what was not asked for the longest', () => {
    const made: string[] = [];
    const remember = memory<string>(2);
    const ask = (key: string) =>
      remember(key, () => {
        made.push(key);
        return key.toUpperCase();
      });
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});
