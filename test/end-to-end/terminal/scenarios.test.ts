import { describe, expect, it } from 'vitest';
import { median } from '../../bench/median-table.ts';
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
    const answered: number[] = [];
    const press = async (key: () => void, shows: string | RegExp) => {
      const before = performance.now();
      key();
      await wholeFrame(terminal, shows);
      answered.push(performance.now() - before);
    };
    await press(() => terminal.press('pagedown', 'pagedown'), /\n +([2-9]|\d\d) to \d+ of 2,00\d/);
    await press(() => terminal.press('home'), /\n +1 to \d+ of 2,00\d/);
    await press(() => terminal.press('end'), /❯ Type an ARN/);
    await press(() => terminal.press('home'), /\n +1 to \d+ of 2,00\d/);
    await press(() => terminal.type('customer-1234'), 'filter: customer-1234');
    expect(listed(terminal)).toEqual(['customer-1234.example.net']);
    await press(() => terminal.press('escape'), /\n +1 to \d+ of 2,00\d/);
    // 100 ms is what feels immediate, and what it takes alone. Beside other tests one key may wait for a core: the median does not.
    expect(median(answered)).toBeLessThan(300);
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
