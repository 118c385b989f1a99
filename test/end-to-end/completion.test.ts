import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { run, runCommand } from '../support/run.ts';
import { closeTerminals, launch } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'completion-'));
const inside = join(folder, 'services', 'api');
const shells = ['bash', 'zsh', 'fish'] as const;
const installed = new Map(
  shells.map((shell) => [shell, spawnSync(shell, ['-c', 'exit 0']).status === 0] as const),
);

beforeAll(async () => {
  for (const environment of ['prod', 'test']) {
    mkdirSync(join(folder, 'copilot/environments', environment), { recursive: true });
    writeFileSync(join(folder, 'copilot/environments', environment, 'manifest.yml'), '');
  }
  for (const [name, type] of [
    ['docs', 'Static Site'],
    ['api', 'Load Balanced Web Service'],
  ] as const) {
    mkdirSync(join(folder, 'copilot', name), { recursive: true });
    writeFileSync(join(folder, 'copilot', name, 'manifest.yml'), `name: ${name}\ntype: ${type}\n`);
  }
  mkdirSync(inside, { recursive: true });
  writeFileSync(join(inside, 'run one.ndjson'), '');
  writeFileSync(join(folder, 'config'), '[default]\n[profile shop-ops]\nregion = us-west-2\n');
  await Promise.all(
    shells.map(async (shell) => {
      const { stdout } = await run(['completion', shell]);
      writeFileSync(join(folder, shell), stdout);
    }),
  );
});
afterEach(closeTerminals);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is typed, and some of what is offered then; a `!` stands before what must not be. */
const rows: readonly (readonly [typed: string, offered: readonly string[]])[] = [
  ['', ['setup', 'cert', 'completion', '!--json', '!list']],
  ['st', ['status', '!setup']],
  ['cert ', ['list', 'request', '!setup']],
  ['cert list --n', ['--name', '--no-color', '!--no-cdn']],
  ['--env prod cert ', ['list', '!setup']],
  ['setup --res', ['--restrict-ingress', '--resolver']],
  ['setup --env ', ['prod', 'test', '!setup']],
  ['setup --env p', ['prod', '!test']],
  ['setup --certificate ', ['auto', 'request', 'none']],
  ['tls --profile ', ['shop-ops', 'default']],
  ['demo t', ['tls-migration']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['site deploy ', ['docs', '!api', '!environments']],
  ['replay run', ['run one.ndjson', '!setup']],
  ['status --every ', ['!prod', '!setup']],
];

function check(given: readonly string[], offered: readonly string[]): void {
  const wanted = offered.filter((word) => !word.startsWith('!'));
  expect(given).toEqual(expect.arrayContaining([...wanted]));
  for (const word of offered) if (word.startsWith('!')) expect(given).not.toContain(word.slice(1));
}

const variables = () => ({ AWS_CONFIG_FILE: join(folder, 'config') });

describe('what bash offers', () => {
  it.each(rows)('after "%s"', async (typed, offered) => {
    const words = ['copilot-cdn', ...typed.split(' ')].map((word) => `'${word}'`).join(' ');
    const script = `source ../../bash; COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _copilot_cdn; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = await runCommand('bash', ['-c', script], { cwd: inside, env: variables() });
    // compopt works only while somebody completes.
    expect(stderr).toBe('');
    check(stdout.split('\n'), offered);
  });

  it('after "--env=", which bash takes for three words', async () => {
    const script =
      'source ../../bash; COMP_WORDS=(copilot-cdn setup --env = p); COMP_CWORD=4; _copilot_cdn; echo $COMPREPLY';
    const { stdout } = await runCommand('bash', ['-c', script], { cwd: inside });
    expect(stdout).toBe('prod\n');
  });

  it('to a person who presses Tab', async () => {
    const terminal = launch('bash', ['--norc', '--noprofile', '-i'], { cwd: inside });
    terminal.type('PS1="> "; eval "$(cat ../../bash)"; clear; echo rea""dy\r');
    await terminal.waitFor('ready');
    terminal.type('echo; copilot-cdn setup --env pr');
    terminal.press('tab');
    await terminal.waitFor('copilot-cdn setup --env prod');
    terminal.type('--certificate req');
    terminal.press('tab');
    await terminal.waitFor('--certificate request');
  });
});

describe('what zsh offers', () => {
  it('to a person who presses Tab', async (context) => {
    if (installed.get('zsh') !== true) context.skip('zsh is not installed here');
    const terminal = launch('zsh', ['-f', '-i'], {
      cwd: inside,
      columns: 120,
      env: { ...variables(), HOME: folder },
    });
    terminal.type(
      'PS1="> "; autoload -U compinit; compinit -D -u; eval "$(cat ../../zsh)"; clear; echo rea""dy\r',
    );
    await terminal.waitFor('ready');
    const steps: readonly (readonly [string, string])[] = [
      ['copilot-cdn cert li', 'copilot-cdn cert list'],
      ['--na', '--name'],
      ['x --env pr', '--env prod'],
      ['--environment-profile shop', '--environment-profile shop-ops'],
      ['\u0015copilot-cdn site status d', 'copilot-cdn site status docs'],
    ];
    for (const [typed, completed] of steps) {
      terminal.type(typed);
      terminal.press('tab');
      await terminal.waitFor(completed);
    }
    terminal.press('ctrl+u');
    terminal.type('copilot-cdn re');
    terminal.press('tab');
    const screen = await terminal.waitFor(/resume +-- finish whatever/);
    expect(screen).toMatch(/replay +-- play a recorded run/);
  });
});

describe('what fish offers', () => {
  it.for(rows)('after "%s"', async ([typed, offered], context) => {
    if (installed.get('fish') !== true) context.skip('fish is not installed here');
    const script = `source ../../fish; complete -C 'copilot-cdn ${typed}'`;
    const { stdout, stderr } = await runCommand('fish', ['--no-config', '-c', script], {
      cwd: inside,
      env: { ...variables(), HOME: folder },
    });
    expect(stderr).toBe('');
    check(
      stdout.split('\n').map((line) => line.split('\t')[0]?.replaceAll('\\ ', ' ') ?? ''),
      offered.filter((word) => word !== '!--json'),
    );
  });
});
