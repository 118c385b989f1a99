import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { migrated, openMigration } from '../migration.ts';
import { count, journal } from '../shop.ts';
import { openTerminal, updateRuns } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

describe('copilot-cdn tls in a terminal of 80 by 24', () => {
  it('shows what it would do, is left running, comes back, and finishes', async () => {
    const site = await openMigration({ speed: 60 });
    const terminal = openTerminal(site, ['tls']);
    await wholeFrame(terminal, 'Shall this be done?');
    expect(terminal.screen()).toContain('Rules api');
    expect(terminal.screen()).toContain('CloudFront asks the services over HTTP from then on');
    terminal.press('down', 'enter');
    await updateRuns(terminal);
    await terminal.waitFor(/api\.example\.com +\d+ requests, 0 failed/);
    terminal.press('ctrl+c');
    await terminal.waitFor('❯ Keep watching');
    terminal.press('down', 'enter');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.transcript()).toContain('copilot-cdn resume');
    expect(existsSync(journal(site))).toBe(true);

    const next = openTerminal(site, ['resume', '--yes']);
    expect((await next.exit).code).toBe(0);
    expect(next.transcript()).toMatch(
      /TLS of prod ends at CloudFront[\s\S]*\d+\s+requests\s+during\s+the\s+migration,\s+0\s+failed/,
    );
    expect(site.rules()).toEqual(migrated);
    expect(site.trouble()).toEqual([]);
    expect(site.strayChanges()).toEqual([]);
    // Of each stack one: what was left running was found again.
    expect(count(site, 'ExecuteChangeSet')).toBe(4);
  });

  it('asks before each deployment, and a no is a no for all of them', async () => {
    const site = await openMigration({ speed: 100 });
    const terminal = openTerminal(site, ['tls']);
    await terminal.waitFor('Shall this be done?');
    terminal.press('enter');
    await terminal.waitFor(/Make these changes to shop-prod-\w+\?/);
    await wholeFrame(terminal, 'Stop here');
    terminal.press('down', 'enter');
    expect((await terminal.exit).code).toBe(4);
    expect(count(site, 'ExecuteChangeSet')).toBe(0);
    for (const service of ['api', 'web', 'account'])
      expect(site.manifestOf(service), service).not.toContain('redirect_to_https');
  });
});
