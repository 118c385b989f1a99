import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from '../../support/terminal.ts';
import type { Shop } from '../shop.ts';
import { openTerminal } from '../terminal/person.ts';
import type { Mischief } from './mischief.ts';

/** Plays the keys, then leaves. Returns what is wrong afterwards, a line each. */
export async function play(
  shop: Shop,
  { columns, rows, args, acts, patient }: Mischief,
): Promise<readonly string[]> {
  const before = contents(shop.workspace);
  shop.writes();
  const terminal = openTerminal(shop, args, { columns, rows });
  let ended = false;
  void terminal.exit.then(() => {
    ended = true;
  });
  // One that types at once, too.
  await terminal.waitFor(patient ? /[?] \S/ : /\S/, { timeout: 30_000 }).catch((error: unknown) => {
    // One that has nothing to ask is over by then.
    if (!(error instanceof Error && error.message.startsWith('The program ended with 0 '))) throw error;
  });
  for (const act of acts) {
    if (ended) break;
    if (typeof act === 'string') terminal.type(act);
    else terminal.resize(act.columns, act.rows);
    await stir(terminal);
  }
  const stuck = await leave(terminal, () => ended);
  const shown = terminal.screen();
  if (stuck) {
    await terminal.close();
    return [`Ctrl-C twice did not end it:\n${shown}`];
  }
  const { code } = await terminal.exit;
  const output = terminal.output();
  const writes = shop.writes().filter(({ operation }) => operation !== 'AssumeRole');
  return [
    ...([0, 130].includes(code) ? [] : [`it ended with ${code}:\n${shown}`]),
    ...(/mistake in copilot-cdn|node:internal/.test(output) ? [`it broke:\n${shown}`] : []),
    ...(output.lastIndexOf('\u001b[?25h') < output.lastIndexOf('\u001b[?25l') ? ['it left no cursor'] : []),
    ...(output.lastIndexOf('\u001b[?1049l') < output.lastIndexOf('\u001b[?1049h')
      ? ['it left its screen']
      : []),
    ...writes.map(({ service, operation }) => `it wrote: ${service}:${operation}`),
    ...(contents(shop.workspace) === before ? [] : ['it changed the workspace']),
  ];
}

/** Lets the program take in what was typed: until it draws, or it has nothing to draw. */
async function stir(terminal: Terminal): Promise<void> {
  const before = terminal.output().length;
  for (let turn = 0; turn < 8 && terminal.output().length === before; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Ctrl-C, and once more where it is asked about. True when it is still there long after. */
async function leave(terminal: Terminal, ended: () => boolean): Promise<boolean> {
  for (let time = 0; time < 2; time += 1) {
    if (ended()) return false;
    terminal.press('ctrl+c');
    for (let turn = 0; turn < (time === 0 ? 100 : 2_000) && !ended(); turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return !ended();
}

function contents(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort((one, other) =>
    join(one.parentPath, one.name) < join(other.parentPath, other.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    hash.update(path).update(entry.isFile() ? readFileSync(path) : '');
  }
  return hash.digest('hex');
}
