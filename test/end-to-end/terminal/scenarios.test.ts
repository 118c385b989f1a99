import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../support/terminal.ts';
import { openShop } from '../shop.ts';
import { openTerminal, questions } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

describe('2,000 certificates', () => {
  it('are scrolled and filtered, and every key is answered at once', async () => {
    const terminal = openTerminal(await openShop({ scenario: 'large' }), ['setup']);
    await terminal.waitFor(questions.cdn);
    terminal.press('enter');
    await wholeFrame(terminal, /1 to \d+ of 2,00\d/);
    await terminal.waitFor((screen) => !screen.includes('Asking ACM'));
    const fastest = new Map<string, number>();
    const press = async (what: string, key: () => void, shows: string | RegExp, keys = 1) => {
      const before = performance.now();
      key();
      await wholeFrame(terminal, shows);
      const each = (performance.now() - before) / keys;
      fastest.set(what, Math.min(each, fastest.get(what) ?? Number.POSITIVE_INFINITY));
    };
    const top = /\n +1 to \d+ of 2,00\d/;
    // Every key twice, and the faster one counts: beside other tests one of them may have to wait for a core.
    for (const customer of ['customer-1234', 'customer-1777']) {
      const pages = /\n +([2-9]|\d\d) to \d+ of 2,00\d/;
      await press('two pages down', () => terminal.press('pagedown', 'pagedown'), pages, 2);
      await press('home', () => terminal.press('home'), top);
      await press('end', () => terminal.press('end'), /❯ Type an ARN/);
      await press('home from the end', () => terminal.press('home'), top);
      await press('a filter', () => terminal.type(customer), `filter: ${customer}`, customer.length);
      expect(listed(terminal)).toEqual([`${customer}.example.net`]);
      await press('no filter', () => terminal.press('escape'), top);
    }
    // Milliseconds a key. 100 is what feels immediate; a test beside others on two cores gets some more.
    expect(Math.max(...fastest.values())).toBeLessThan(250);
  });
});

describe('the first screens of other applications', () => {
  it('with its own domain: the domain’s certificate is recommended', async () => {
    const terminal = openTerminal(await openShop({ scenario: 'domain' }), ['setup']);
    await wholeFrame(terminal, questions.cdn);
    terminal.press('enter');
    await wholeFrame(terminal, /❯ The domain's own .*recommended/);
  });

  it('without services: says what is missing, and offers to write the manifest', async () => {
    const terminal = openTerminal(await openShop({ scenario: 'no-services' }), ['setup']);
    await wholeFrame(terminal, 'prod has no service behind a load balancer yet.');
    expect(terminal.screen()).toContain('❯ Write it into the manifest');
  });
});

function listed(terminal: Terminal): readonly string[] {
  return terminal.screen().match(/customer-\d+\.example\.net/g) ?? [];
}
