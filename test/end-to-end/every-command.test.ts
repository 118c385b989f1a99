import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../source/commands/program/build-program.ts';
import { withSubcommands } from '../help/try-line.ts';
import { openShop, parseEvents, type Shop } from './shop.ts';
import { openTerminal } from './terminal/person.ts';

interface Row {
  readonly command: string;
  readonly scenario?: string;
  readonly args?: (shop: Shop) => readonly string[];
  /** How it ends in lines and in JSON. Default: 0. */
  readonly code?: number;
  /** What a terminal shows when it waits for a person, or the end of what it tells; left out where a terminal gets lines as well. */
  readonly shows?: string | RegExp;
  /** What to do first, in a workspace of the form's own. */
  readonly before?: (shop: Shop) => Promise<unknown>;
}

const folder = mkdtempSync(join(tmpdir(), 'every-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A line a command. What it does is tested elsewhere: here, that each form of telling it holds. */
const rows: readonly Row[] = [
  { command: '', args: () => ['--dry-run', '--yes'], shows: 'Put CloudFront in front of prod?' },
  { command: 'setup', args: () => ['--yes'], shows: 'Put CloudFront in front of prod?' },
  { command: 'resume' },
  {
    command: 'tls',
    scenario: 'tls-migration',
    args: () => ['--dry-run', '--yes'],
    shows: /Shall this be done|would be done/,
  },
  // What the manifest says of the CDN is deployed there already.
  { command: 'deploy', scenario: 'tls-migration', shows: 'Nothing to do' },
  {
    command: 'off',
    scenario: 'tls-migration',
    args: () => ['--dry-run', '--yes'],
    shows: /Shall this be done|would be done/,
  },
  {
    command: 'site deploy',
    scenario: 'static-site',
    args: () => ['docs', '--dry-run', '--yes'],
    shows: 'Deploy docs to prod?',
  },
  { command: 'site status', scenario: 'static-site', args: () => ['docs'] },
  {
    command: 'site delete',
    scenario: 'static-site',
    args: () => ['docs', '--dry-run'],
    shows: 'Type its name',
  },
  { command: 'cert list' },
  { command: 'cert request', args: () => ['--dry-run'], shows: 'Which names' },
  { command: 'check' },
  {
    command: 'patch',
    args: () => ['--template', 'template.yml', '--manifest', 'copilot/environments/prod/manifest.yml'],
    code: 2,
  },
  { command: 'status' },
  { command: 'watch', shows: 'shop-prod is in ' },
  {
    command: 'replay',
    args: () => [recording(), '--speed', '1000'],
    shows: 'prod is all well',
    before: (shop) => shop.run(['status', '--record', recording()]),
  },
  {
    command: 'site init',
    args: () => ['--name', 'docs', '--files', 'page.html', '--no-alias', '--dry-run', '--yes'],
    shows: 'What shall an address without',
    before: async ({ workspace }) => writeFileSync(join(workspace, 'page.html'), '<h1>Docs</h1>'),
  },
  { command: 'demo', args: () => ['--dry-run'], shows: 'Put CloudFront in front of prod?' },
];

/** Those that tell no events: `sandbox` prints exports and waits, `completion` a script. */
const withoutEvents = ['sandbox', 'completion', 'cert', 'site'];

function recording(): string {
  return join(folder, 'status.ndjson');
}

const words = ({ command, args }: Row, shop: Shop) => [
  ...command.split(' ').filter((word) => word !== ''),
  ...(args?.(shop) ?? []),
];

describe('every command', () => {
  it('stands here', () => {
    const names = withSubcommands(buildProgram('0.0.0', () => undefined)).map((command) =>
      command.parent?.parent === null
        ? command.name()
        : command.parent === null
          ? ''
          : `${command.parent.name()} ${command.name()}`,
    );
    expect([...rows.map(({ command }) => command), ...withoutEvents].sort()).toEqual([...names].sort());
  });

  it.concurrent.each(rows)('$command --json prints events, a result the last of them', async (row) => {
    const shop = await openShop({ scenario: row.scenario ?? 'fresh' });
    await row.before?.(shop);
    const { code, stdout, stderr } = await shop.run([...words(row, shop), '--json']);
    expect({ code, stderr }).toEqual({ code: row.code ?? 0, stderr: '' });
    const events = parseEvents(stdout);
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      exitCode: row.code ?? 0,
      ok: (row.code ?? 0) === 0,
    });
    expect(events.filter(({ type }) => type === 'result')).toHaveLength(1);
  });

  it.concurrent.each(rows)(
    '$command --plain prints lines, and nothing that moves the cursor',
    async (row) => {
      const shop = await openShop({ scenario: row.scenario ?? 'fresh' });
      await row.before?.(shop);
      const plain = row.command === 'setup' ? ['--dry-run'] : [];
      const { code, stdout, stderr } = await shop.run([...words(row, shop), ...plain, '--plain']);
      expect(code).toBe(row.code ?? 0);
      const told = row.command === 'patch' ? stderr : stdout;
      expect(told.trim()).not.toBe('');
      expect(stdout + stderr).not.toMatch(/[\u001b\r\b]/);
      expect(told.split('\n').filter((line) => line.startsWith('{'))).toEqual([]);
    },
  );

  it.each(rows.filter(({ shows }) => shows !== undefined))(
    '$command in a terminal ends by itself or when the person leaves, and gives the terminal back',
    async (row) => {
      const shop = await openShop({ scenario: row.scenario ?? 'fresh' });
      await row.before?.(shop);
      const asks = words(row, shop).filter((word) => word !== '--yes' && word !== '--dry-run');
      const terminal = openTerminal(shop, asks);
      await terminal.waitFor(row.shows ?? '', { timeout: 30_000 });
      terminal.press('ctrl+c');
      const { code } = await terminal.exit;
      expect([row.code ?? 0, 130]).toContain(code);
      const [hidden, shown] = ['\u001b[?25l', '\u001b[?25h'].map((code) =>
        terminal.output().lastIndexOf(code),
      );
      expect(shown).toBeGreaterThan(hidden ?? 0);
    },
  );
});

describe('a recording', () => {
  it('is what --json prints', async () => {
    const shop = await openShop();
    const file = join(folder, 'check.ndjson');
    const { stdout } = await shop.run(['check', '--json', '--record', file]);
    expect(readFileSync(file, 'utf8')).toBe(stdout);
  });
});
