import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../source/package-root.ts';
import type { Key } from '../../support/keys.ts';
import type { Terminal } from '../../support/terminal.ts';
import { openShop } from '../shop.ts';
import { openTerminal } from './person.ts';

const fixture = join(packageRoot, 'test/fixtures/screen-reader/setup.txt');

/** What is heard, and what is pressed then. */
const steps: readonly (readonly [heard: string, ...press: readonly (Key | '?')[]])[] = [
  ['question: Put CloudFront in front of prod?\nselected: Yes', '?'],
  ['As a flag: --cdn', 'down'],
  ['selected: Not now', 'up'],
  ['selected: Yes, one distribution', 'enter'],
  ['question: Which certificate should visitors see?', 'enter'],
  ['question: Serve files from S3 as well?', 'escape'],
  ['question: Which certificate should visitors see?', 'enter'],
  ['question: Serve files from S3 as well?', 'enter'],
  ['question: Who may reach the load balancer itself?', 'enter'],
  ['question: ', 'enter'],
];

function said(terminal: Terminal): string {
  return stripVTControlCharacters(terminal.output()).replaceAll('\r', '');
}

describe('a screen reader', () => {
  it('hears a setup as sentences, each once, none torn', async () => {
    const shop = await openShop();
    const terminal = openTerminal(shop, ['setup', '--dry-run'], {
      columns: 40,
      env: { INK_SCREEN_READER: 'true' },
    });
    let heard = 0;
    for (const [expected, ...keys] of steps) {
      await terminal.waitFor(() => said(terminal).indexOf(expected, heard) >= 0, { timeout: 20_000 });
      // The keys of a screen are its last words.
      const at = said(terminal).indexOf(expected, heard);
      await terminal.waitFor(() => said(terminal).indexOf('\n', at + expected.length) >= 0);
      heard = said(terminal).length;
      for (const key of keys) {
        if (key === '?') terminal.type(key);
        else terminal.press(key);
      }
    }
    expect((await terminal.exit).code).toBe(0);
    await expect(said(terminal)).toMatchFileSnapshot(fixture);
  });
});
