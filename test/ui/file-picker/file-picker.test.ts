import { describe, expect, test } from 'vitest';
import { encodeAnswer } from '../../../source/site/tree/answer.ts';
import { FakeTerminal, keys } from '../terminal.ts';
import { startPicker, workspace } from './picker.ts';

const entry = { source: 'dist', destination: '', recursive: true, exclude: [], reinclude: [] };

describe('a workspace with a build', () => {
  test('opens with the build chosen, counted, and every row that cannot go dimmed with its reason', async () => {
    const { terminal } = await startPicker(workspace);
    const screen = await terminal.waitFor('4 files, 2.3 kB chosen');
    expect(screen.split('\n').slice(4, 15)).toEqual([
      '  ? Which files make the site?                          4 files, 2.3 kB chosen',
      '    filter:',
      '',
      '    ▾ ◪ ./                               4 chosen  2.3 kB',
      '          copilot/                 never uploaded',
      '  ❯   ▸ ☑ dist/                           4 files  2.3 kB   looks like a build',
      '      ▸ ☐ docs/                            1 file     5 B',
      '      ▸ ☐ node_modules/            ignored by .gitignore',
      '        ☐ .env                     looks like a secret, never chosen by itself',
      '        ☐ .gitignore                                 20 B   hidden',
      '        ☐ index.html                                  4 B',
    ]);
  });

  test('shows the keys before it goes on, and answers with the entries', async () => {
    const { terminal, answered } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press(keys.enter);
    const screen = await terminal.waitFor('Their keys on the site:');
    expect(screen).toContain('index.html     ← dist/index.html');
    expect(screen).toContain('assets/app.js  ← dist/assets/app.js');
    terminal.press(keys.enter);
    expect((await answered()).entries).toEqual([entry]);
  });

  test('leads back from the keys to the tree with Esc, and only then to the question before', async () => {
    const { terminal, conversation } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press(keys.enter);
    await terminal.waitFor('Their keys on the site:');
    terminal.press(keys.escape);
    await terminal.waitFor('looks like a build');
    terminal.press(keys.escape);
    await terminal.waitFor(() => conversation.commands.length > 0);
    expect(conversation.commands).toEqual([{ type: 'back' }]);
  });
});

describe('choosing', () => {
  test('takes something out of a chosen folder as an exclude', async () => {
    const { terminal, answered } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press(keys.right);
    await terminal.waitFor('assets/');
    terminal.press(keys.down, ' ');
    await terminal.waitFor('2 files, 8 B chosen');
    terminal.press(keys.enter);
    await terminal.waitFor('1 is excluded in the manifest.');
    terminal.press(keys.enter);
    expect((await answered()).entries).toEqual([{ ...entry, exclude: ['assets/'] }]);
  });

  test('of a secret takes two presses, and the keys say it once more', async () => {
    const { terminal, answered } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press('/', 'htp');
    await terminal.waitFor('docs/.htpasswd');
    terminal.press(' ');
    await terminal.waitFor('! docs/.htpasswd looks like a login, and everyone can read');
    expect(terminal.screen()).toContain('☐ docs/.htpasswd');
    terminal.press(' ');
    await terminal.waitFor('☑ docs/.htpasswd');
    terminal.press(keys.enter);
    await terminal.waitFor('! Everyone will be able to read docs/.htpasswd, which looks like a secret.');
    terminal.press(keys.enter);
    expect((await answered()).entries).toEqual([
      entry,
      { ...entry, source: 'docs/.htpasswd', recursive: false },
    ]);
  });

  test('of what never goes is refused with the reason', async () => {
    const { terminal } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press(keys.up, ' ');
    await terminal.waitFor('! copilot cannot be chosen: never uploaded.');
  });

  test('of all chooses the workspace, and the same key leads back', async () => {
    const { terminal } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press('a');
    await terminal.waitFor('▾ ☑ ./');
    terminal.press('a');
    await terminal.waitFor('4 files, 2.3 kB chosen');
  });

  test('of two files for one key goes no further than the keys', async () => {
    const { terminal, conversation } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press(keys.end, ' ', keys.enter);
    await terminal.waitFor('! Two files would have one key, index.html:');
    terminal.press(keys.enter, keys.escape);
    await terminal.waitFor('looks like a build');
    expect(conversation.commands).toEqual([]);
  });

  test('of nothing is said, not taken', async () => {
    const { terminal } = await startPicker({ 'page.html': '' });
    await terminal.waitFor('nothing chosen yet');
    terminal.press(keys.enter);
    await terminal.waitFor('! Nothing is chosen yet: space chooses the row in focus.');
  });
});

test('an earlier answer is chosen again', async () => {
  const marks = new Map([
    ['docs', 'in' as const],
    ['docs/guide.md', 'out' as const],
  ]);
  const { terminal } = await startPicker(workspace, { previous: encodeAnswer({ entries: [], marks }) });
  const screen = await terminal.waitFor('☐ guide.md');
  expect(screen).toContain('▾ ◪ docs/');
});

describe('the filter', () => {
  test('finds in all folders by name, and Esc leads back to where the focus was', async () => {
    const { terminal } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press('s', 't', 'y');
    await terminal.waitFor('Nothing matches “sty”. Esc shows all again.');
    terminal.press(keys.backspace, keys.backspace, keys.backspace, '/', 'app.c');
    await terminal.waitFor('❯   ☑ dist/assets/app.css');
    terminal.press(keys.escape);
    await terminal.waitFor('❯   ▸ ☑ dist/');
  });

  test('shows what it found in its folder with →', async () => {
    const { terminal } = await startPicker(workspace);
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press('/', 'app.c', keys.right);
    const screen = await terminal.waitFor('❯         ☑ app.css');
    expect(screen).toContain('▾ ☑ assets/');
  });

  test('with ctrl+a chooses all that it found', async () => {
    const { terminal, answered } = await startPicker({ 'a/x.html': '', 'b/y.html': '', 'b/z.txt': '' });
    await terminal.waitFor('nothing chosen yet');
    terminal.press('/', '.html');
    await terminal.waitFor('b/y.html');
    terminal.press('\u0001');
    await terminal.waitFor('2 files, 0 B chosen');
    terminal.press(keys.enter);
    await terminal.waitFor('x.html ← a/x.html');
    terminal.press(keys.enter);
    expect((await answered()).entries.map(({ source }) => source)).toEqual(['a/x.html', 'b/y.html']);
  });
});

describe('a terminal', () => {
  test('of 40 columns shows sizes, and the rest below the rows', async () => {
    const { terminal } = await startPicker(workspace, { columns: 40 });
    const screen = await terminal.waitFor('4 files, 2.3 kB chosen');
    expect(screen).toContain(' ❯   ▸ ☑ dist/                   2.3 kB');
    expect(screen).toContain('       ☐ .env                   secret?');
    terminal.press(keys.end, keys.up, keys.up);
    await terminal.waitFor('looks like environment variables');
  });

  test('without box drawing has letters for the boxes', async () => {
    const { terminal } = await startPicker(workspace, { ascii: true });
    const screen = await terminal.waitFor('4 files, 2.3 kB chosen');
    expect(screen).toContain('  >   > x dist/');
    expect(screen).toContain('      > . docs/');
  });

  test('that is low scrolls, and says where', async () => {
    const { terminal } = await startPicker(workspace, { rows: 13 });
    await terminal.waitFor('4 files, 2.3 kB chosen');
    terminal.press(keys.end);
    await terminal.waitFor(/❯ {5}☐ index\.html[\s\S]* to 8 of 8/);
  });

  test('gets wide names, names from right to left and control characters without a row going wrong', async () => {
    const files = {
      [`${'長い名前の'.repeat(8)}.html`]: '',
      'שלום.html': '',
      'a\u001b[31mred\n.html': '',
      'b.html': '',
    };
    const { terminal } = await startPicker(files);
    await terminal.waitFor('nothing chosen yet');
    const screen = await terminal.waitFor('b.html');
    const sizes = screen.split('\n').filter((line) => line.endsWith('0 B'));
    expect(sizes).toHaveLength(5);
    expect(screen).toContain('a�[31mred�.html');
    expect(screen).toContain('…');
  });
});

test('a workspace without a file says so on its only row', async () => {
  const { terminal } = await startPicker({});
  await terminal.waitFor('nothing is in it');
  expect(terminal).toBeInstanceOf(FakeTerminal);
});
