import { describe, expect, it } from 'vitest';
import { openShop } from '../shop.ts';
import { openDumb, openTerminal, questions } from './person.ts';

const colour = /\u001b\[[0-9;]*m/;
const ownScreen = '\u001b[?1049h';

describe('terminals that show less', () => {
  it('NO_COLOR: the same words, no colours', async () => {
    const terminal = openTerminal(await openShop(), ['setup'], { env: { NO_COLOR: '1' } });
    await terminal.waitFor(questions.cdn);
    expect(terminal.screen()).toContain('❯ Yes');
    expect(terminal.output()).not.toMatch(colour);
  });

  it('--ascii: nothing that a font may lack', async () => {
    const terminal = openTerminal(await openShop(), ['setup', '--ascii']);
    await terminal.waitFor(questions.cdn);
    expect(terminal.screen()).toContain('> Yes');
    terminal.press('enter');
    await terminal.waitFor('> *.example.com');
    expect(terminal.screen()).toMatch(/^[\x0a\x20-\x7e]*$/);
  });

  it('TERM=dumb: lines, and no screen', async () => {
    const shop = await openShop();
    const terminal = openDumb(shop, ['setup', '--yes']);
    expect((await terminal.exit).code).toBe(0);
    expect(terminal.output()).not.toContain('\u001b');
    expect(terminal.transcript()).toContain('prod is served by CloudFront');
  });

  it('TERM=dumb without --yes: says which flag answers', async () => {
    const terminal = openDumb(await openShop(), ['setup']);
    expect((await terminal.exit).code).toBe(2);
    expect(terminal.transcript()).toContain('--cdn');
  });

  it('a screen reader: words for marks, among the lines of the shell', async () => {
    const terminal = openTerminal(await openShop(), ['setup'], { env: { INK_SCREEN_READER: 'true' } });
    await terminal.waitFor('selected: Yes');
    expect(terminal.output()).not.toContain(ownScreen);
    expect(terminal.screen()).not.toMatch(/[❯✔○]/);
    terminal.press('enter');
    await terminal.waitFor('selected: *.example.com');
  });
});
