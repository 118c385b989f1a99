import { afterEach, describe, expect, it } from 'vitest';
import { runApp } from '../../source/ui/render.tsx';
import type { Command, Screen } from '../../source/wizard/screen.ts';
import * as fixtures from './fixtures.ts';
import { FakeTerminal, keys } from './terminal.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function start(
  screen: Screen,
  options: {
    columns?: number;
    rows?: number;
    colour?: boolean;
    ascii?: boolean;
    screenReader?: boolean;
    now?: () => number;
    next?: (command: Command, screen: Screen) => Screen;
  } = {},
) {
  const terminal = new FakeTerminal(options.columns, options.rows);
  const conversation = fixtures.scriptedConversation(screen, options.next);
  const ended = runApp(conversation, {
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    colour: options.colour ?? false,
    ascii: options.ascii ?? false,
    screenReader: options.screenReader ?? false,
    clock: { now: options.now ?? (() => fixtures.start + 134_000) },
  });
  open.push(async () => {
    conversation.show(fixtures.endScreen);
    await ended;
  });
  const sent = async (count: number): Promise<readonly Command[]> => {
    await terminal.waitFor(() => conversation.commands.length >= count);
    return conversation.commands;
  };
  return { terminal, conversation, ended, sent };
}

const answer = (questionId: string, value: string): Command => ({ type: 'answer', questionId, value });

describe('keys', () => {
  it('chooses the fourth row with three Downs and Enter in one chunk', async () => {
    const { terminal, sent } = start(fixtures.longScreen(10));
    await terminal.waitFor('❯ assets-1');
    terminal.press(keys.down + keys.down + keys.down + keys.enter);
    expect(await sent(1)).toEqual([answer('bucket', 'bucket-4')]);
  });

  it('does not choose an unusable row, and says why', async () => {
    const { terminal, conversation } = start(fixtures.certificateScreen);
    await terminal.waitFor('❯ *.example.com');
    terminal.press(keys.down + keys.enter);
    await terminal.waitFor('! www.example.com cannot be chosen: misses api.example.com');
    expect(conversation.commands).toEqual([]);
  });

  it('does not choose what a list that has only begun to arrive puts in focus', async () => {
    const question = {
      ...fixtures.certificateQuestion,
      choices: fixtures.certificateQuestion.choices.filter(({ action }) => action === true),
      pending: 'Asking ACM in us-east-1',
    };
    const { recommended: _none, ...unrecommended } = question;
    const { terminal, conversation, sent } = start({
      ...fixtures.certificateScreen,
      question: unrecommended,
    });
    await terminal.waitFor('❯ Request a new certificate');
    terminal.press(keys.enter + keys.down);
    await terminal.waitFor('❯ Type an ARN');
    expect(conversation.commands).toEqual([]);
    terminal.press(keys.enter);
    expect(await sent(1)).toEqual([answer('certificate', 'type')]);
  });

  it('filters by typing and chooses what is left', async () => {
    const { terminal, sent } = start(fixtures.longScreen(2000));
    await terminal.waitFor('1 to 13 of 2,000');
    terminal.press('assets-1999');
    await terminal.waitFor('❯ assets-1999.example.com');
    terminal.press(keys.enter);
    expect(await sent(1)).toEqual([answer('bucket', 'bucket-1999')]);
  });

  it('goes back with Escape, after Escape has cleared the filter', async () => {
    const { terminal, conversation, sent } = start(fixtures.certificateScreen);
    await terminal.waitFor('filter:');
    terminal.press('shop');
    await terminal.waitFor('filter: shop');
    terminal.press(keys.escape);
    await terminal.waitFor((screen) => screen.includes('❯ *.example.com') && !screen.includes('shop_'));
    expect(conversation.commands).toEqual([]);
    terminal.press(keys.escape);
    expect(await sent(1)).toEqual([{ type: 'back' }]);
  });

  it('sends leave for Ctrl-C, also while text is typed', async () => {
    const { terminal, sent } = start(fixtures.arnScreen);
    await terminal.waitFor('❯');
    terminal.press('arn', keys.controlC);
    expect(await sent(1)).toEqual([{ type: 'leave' }]);
  });

  it('explains and stops explaining with ?, and takes ? as text where text is typed', async () => {
    const { terminal, conversation } = start(fixtures.certificateScreen);
    await terminal.waitFor('? explain');
    terminal.press('?');
    await terminal.waitFor('CloudFront shows this certificate to visitors.');
    await terminal.waitFor('As a flag: --certificate');
    terminal.press('?');
    await terminal.waitFor((screen) => !screen.includes('As a flag'));
    conversation.show(fixtures.arnScreen);
    await terminal.waitFor('What is the ARN');
    terminal.press('a?');
    await terminal.waitFor('❯ a?');
  });

  it('says what is wrong with a text on Enter, and sends it once it is right', async () => {
    const { terminal, conversation, sent } = start(fixtures.arnScreen);
    await terminal.waitFor('❯');
    terminal.press('x', keys.enter);
    await terminal.waitFor('! CloudFront reads certificates only from us-east-1');
    expect(conversation.commands).toEqual([]);
    terminal.press(`${keys.backspace}\u001b[200~arn:aws:acm:us-east-1:1:certificate/a\r\n\u001b[201~`);
    await terminal.waitFor((screen) => screen.includes('certificate/a') && !screen.includes('!'));
    terminal.press(keys.enter);
    expect(await sent(1)).toEqual([answer('certificate-arn', 'arn:aws:acm:us-east-1:1:certificate/a')]);
  });

  it('chooses the earlier answer again when Escape led back', async () => {
    const { terminal, sent } = start({
      ...fixtures.firstScreen,
      question: { ...fixtures.cdnQuestion, previous: 'no' },
    });
    await terminal.waitFor('❯ Not now');
    terminal.press(keys.enter);
    expect(await sent(1)).toEqual([answer('cdn', 'no')]);
  });

  it('turns to the other pages of changes and decides with the same keys as a list', async () => {
    const { terminal, sent } = start(fixtures.reviewScreen);
    await terminal.waitFor('1 Manifest ─');
    terminal.press(keys.right);
    await terminal.waitFor('2 Deployment ─');
    terminal.press(keys.left);
    await terminal.waitFor('1 Manifest ─');
    terminal.press(keys.pageDown + keys.pageDown + keys.pageDown);
    await terminal.waitFor('# ends here');
    terminal.press(keys.down + keys.enter);
    expect(await sent(1)).toEqual([answer('review', 'manifest-only')]);
  });

  it('gives keys that are typed ahead to the question that has come', async () => {
    const next = (command: Command, screen: Screen): Screen =>
      command.type === 'answer' && command.questionId === 'cdn' ? fixtures.longScreen(5) : screen;
    const { terminal, sent } = start(fixtures.firstScreen, { next });
    await terminal.waitFor('❯ Yes');
    terminal.press(keys.enter + keys.down + keys.enter);
    expect(await sent(2)).toEqual([answer('cdn', 'yes'), answer('bucket', 'bucket-2')]);
  });
});

describe('the terminal', () => {
  it('is given back as it was, with the last screen under what it held', async () => {
    const { terminal, conversation, ended } = start(fixtures.runScreen);
    terminal.stdout.write('');
    await terminal.waitFor('1m 41s of about 3m 30s');
    expect(terminal.isOnScreenOfItsOwn).toBe(true);
    conversation.show(fixtures.endScreen);
    await ended;
    expect(terminal.isOnScreenOfItsOwn).toBe(false);
    expect(terminal.stdin.isRaw).toBe(false);
    expect(terminal.stdout.written).toContain('\u001b[?2004l');
    expect(terminal.stdout.written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      terminal.stdout.written.lastIndexOf('\u001b[?25l'),
    );
    expect(terminal.history()).toMatch(/prod gets its CDN +9m 05s/);
    expect(terminal.history()).not.toContain('ctrl+c');
  });

  it('is drawn from its first row, wherever the cursor stood', async () => {
    const terminal = new FakeTerminal();
    terminal.stdout.write('$ one\r\n$ two\r\n');
    const conversation = fixtures.scriptedConversation(fixtures.firstScreen);
    const ended = runApp(conversation, {
      stdin: terminal.stdin,
      stdout: terminal.stdout,
      colour: false,
      ascii: false,
      clock: { now: () => 0 },
    });
    const screen = await terminal.waitFor('ctrl+c quit');
    expect(screen.split('\n')[0]).toContain('copilot-cdn');
    conversation.show(fixtures.endScreen);
    await ended;
    expect(terminal.history()).toMatch(/^\$ one\n\$ two\n {2}copilot-cdn/);
  });

  it('keeps words whole on the last screen that a person may want to copy', async () => {
    const value = `_3639ac514e785e898d2646601fa951d5.api.example.com CNAME _${'x'.repeat(60)}.acm-validations.aws.`;
    const screen: Screen = {
      ...fixtures.endScreen,
      model: {
        ...fixtures.endScreen.model,
        result: {
          type: 'result',
          command: 'setup',
          ok: true,
          exitCode: 4,
          summary: 'One record is left.',
          left: [value],
        },
      },
    };
    const { terminal, ended } = start(screen, { columns: 40 });
    await ended;
    expect(terminal.stdout.written).toContain(`_${'x'.repeat(60)}.acm-validations.aws.`);
  });

  it('shows the cause and the way out of a failure in a low window', async () => {
    const { terminal, ended } = start(fixtures.failedScreen, { columns: 40, rows: 20 });
    await ended;
    const screen = terminal.screen();
    expect(screen).toContain('✖ www.example.com already belongs to');
    expect(screen).toContain('What to do');
    expect(terminal.history()).toContain('✔ Manifest');
  });

  it('draws at each size what it draws when it starts at that size', async () => {
    const { terminal } = start(fixtures.runScreen, { columns: 120, rows: 30 });
    await terminal.waitFor('1m 41s of about 3m 30s');
    for (const [columns, rows] of [
      [50, 24],
      [40, 20],
      [100, 12],
      [40, 10],
      [120, 30],
      [80, 24],
    ] as const) {
      const fresh = start(fixtures.runScreen, { columns, rows });
      const expected = await fresh.terminal.waitFor('v details');
      expect(expected.split('\n').length).toBeLessThan(rows);
      terminal.resize(columns, rows);
      expect(await terminal.waitFor((screen) => screen === expected)).toBe(expected);
    }
  });

  it('counts the seconds without being told', async () => {
    let now = fixtures.start + 134_000;
    const { terminal } = start(fixtures.runScreen, { now: () => now });
    await terminal.waitFor('2m 14s');
    now += 60_000;
    await terminal.waitFor('2m 41s of about 3m 30s');
  });

  it('writes no escape sequence for colours when there are to be none', async () => {
    const { terminal } = start(fixtures.firstScreen);
    await terminal.waitFor('❯ Yes');
    // biome-ignore lint/complexity/useRegexLiterals: readable
    expect(terminal.stdout.written).not.toMatch(new RegExp('\\u001b\\[[0-9;]*m'));
  });

  it('speaks words instead of marks to a screen reader', async () => {
    const { terminal } = start(fixtures.runScreen, { screenReader: true });
    const screen = await terminal.waitFor('under way: CloudFront distribution, 1m 41s');
    expect(screen).toContain('done: Manifest, written');
    expect(terminal.isOnScreenOfItsOwn).toBe(false);
  });

  it('uses only ASCII when asked to', async () => {
    const { terminal } = start(fixtures.runScreen, { ascii: true });
    const screen = await terminal.waitFor('* CloudFront distribution');
    expect(screen).toMatch(/^[\n\x20-\x7e]*$/);
  });
});
