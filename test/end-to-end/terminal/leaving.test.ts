import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { count, journal, openShop, until } from '../shop.ts';
import { openTerminal, questions, startUpdate, updateRuns } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

describe('Ctrl-C during the update of the stack', () => {
  it('asks; Esc keeps watching', async () => {
    const terminal = openTerminal(await openShop({ speed: 20 }), ['setup']);
    await startUpdate(terminal);
    await updateRuns(terminal);
    terminal.press('ctrl+c');
    await wholeFrame(terminal, '❯ Keep watching');
    terminal.press('escape');
    await wholeFrame(terminal, 'ctrl+c leave or cancel');
    expect(terminal.screen()).not.toContain('Keep watching');
  });

  it('leaves it running; resume in a new terminal attaches and finishes', async () => {
    const shop = await openShop({ speed: 100 });
    const terminal = openTerminal(shop, ['setup']);
    await startUpdate(terminal);
    await updateRuns(terminal);
    terminal.press('ctrl+c');
    await terminal.waitFor('❯ Keep watching');
    terminal.press('down', 'enter');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.transcript()).toContain('copilot-cdn resume');
    const executed = count(shop, 'ExecuteChangeSet');

    const next = openTerminal(shop, ['resume']);
    await next.waitFor(questions.names);
    next.press('enter');
    await next.waitFor(questions.deployment);
    next.press('enter');
    expect((await next.exit).code).toBe(0);
    expect(next.transcript()).toContain('prod is served by CloudFront');
    expect(count(shop, 'ExecuteChangeSet')).toBe(executed + 1);
    expect(existsSync(journal(shop))).toBe(false);
  });

  it('takes the stack back when the update is cancelled, and the manifest with it', async () => {
    const shop = await openShop({ speed: 60 });
    const before = shop.manifest();
    const terminal = openTerminal(shop, ['setup']);
    await startUpdate(terminal);
    await updateRuns(terminal);
    terminal.press('ctrl+c');
    await terminal.waitFor('Cancel the update');
    terminal.press('up', 'enter');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.transcript()).toMatch(/took shop-prod back|back to how it was/);
    expect(count(shop, 'CancelUpdateStack')).toBe(1);
    expect(shop.manifest()).toBe(before);
  });
});

describe('a terminal that was closed', () => {
  it('is no loss: copilot-cdn offers to go on with the earlier run', async () => {
    const shop = await openShop({ speed: 100 });
    const terminal = openTerminal(shop, []);
    await startUpdate(terminal);
    await updateRuns(terminal);
    terminal.kill('SIGKILL');
    await terminal.exit;

    const next = openTerminal(shop, []);
    await next.waitFor(/\? Go on with the run that began/);
    await wholeFrame(next, '❯ Go on');
    next.press('enter');
    await until('the names', () => /Let 2 names|Shall this be done/.test(next.screen()), next.screen);
  });
});
