import { describe, expect, it } from 'vitest';
import { disagreements } from './check-help.ts';
import { commandsIn, wordsOf } from './read-line.ts';
import { tryLine } from './try-line.ts';

describe('help, README and docs', () => {
  it('agree: commands, flags, and every example is understood', async () => {
    expect(await disagreements()).toEqual([]);
  });

  it.each([
    ['copilot-cdn cert list --name HOST | jq', ['cert', 'list', '--name', 'www.example.com']],
    ['copilot-cdn status --every SECONDS > file', ['status', '--every', '10']],
    ['copilot-cdn setup --static-path "static/*"   files from S3', ['setup', '--static-path', 'static/*']],
    ['copilot-cdn watch [STACK]', ['watch']],
    ['copilot-cdn COMMAND --help', undefined],
  ])('%s is read as a shell reads it', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  it('are found where pages show them', () => {
    const page =
      'Say `copilot-cdn resume`, or:\n\n    copilot-cdn setup  guided\n\n`copilot-cdn/1.0` is no command';
    expect(commandsIn(page)).toEqual(['copilot-cdn resume', 'copilot-cdn setup  guided']);
  });

  it.each([
    [['setup', '--certifcate', 'auto'], '--certificate'],
    [['cert', 'lst'], 'list'],
    [['cert', 'list', '--nmae', 'a.example.com'], '--name'],
    [['stauts'], 'stauts'],
    [['status', '--every', 'often'], 'often'],
  ])('%j is not understood', async (words, named) => {
    expect(await tryLine(words)).toContain(named);
  });
});
