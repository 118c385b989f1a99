import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { findWorkspace } from '../copilot/workspace.ts';
import { type ExitCode, exitCode, UserError } from '../errors.ts';
import { journalPath, readJournal } from '../plan/journal-file.ts';
import { workspaceFolder } from './facts/open-application.ts';
import { inLines } from './lines.ts';
import { chooseMode } from './mode.ts';
import type { SetupOptions } from './options.ts';
import { setup } from './setup.ts';
import type { BegunElsewhere } from './tls/begun-elsewhere.ts';

/** Goes on with the unfinished run of this workspace: the same path as `setup`, with the answers given then. */
export async function resume(options: SetupOptions): Promise<ExitCode> {
  let found: readonly string[] = [];
  const mode = chooseMode(options);
  let elsewhere: BegunElsewhere | undefined;
  const look = mode === 'terminal' ? 'plain' : mode;
  const looked = await inLines('resume', look, options, async ({ emit, signal }) => {
    found = await unfinished(options);
    if (found.length > 0) return exitCode.done;
    elsewhere = await (await import('./tls/begun-elsewhere.ts')).begunElsewhere(options, signal);
    if (elsewhere !== undefined) return exitCode.done;
    emit({
      type: 'result',
      command: 'resume',
      ok: true,
      exitCode: exitCode.done,
      summary: 'Nothing is unfinished in this workspace.',
      changed: false,
      next: ['copilot-cdn setup shows how things stand'],
    });
    return exitCode.done;
  });
  if (elsewhere !== undefined) return tlsBegunElsewhere(options, elsewhere);
  const [environment] = found;
  if (looked !== exitCode.done || environment === undefined) return looked;
  const { root } = await findWorkspace(workspaceFolder(options));
  const journal = await readJournal(root, environment).catch(() => undefined);
  if (journal?.command === 'tls')
    return (await import('./tls.ts')).tls({ ...options, env: environment }, 'resume');
  if (journal?.command === 'off')
    return (await import('./off.ts')).off({ ...options, env: environment }, 'resume');
  return setup({ ...options, env: environment }, 'resume');
}

/** What somebody began in another workspace is gone on with as if it had been begun here. */
async function tlsBegunElsewhere(
  options: SetupOptions,
  { environment, termination }: BegunElsewhere,
): Promise<ExitCode> {
  const { tls } = await import('./tls.ts');
  return tls({ ...options, env: environment, terminateTls: termination === 'edge' }, 'resume');
}

/**
 * Environments with a journal.
 * @throws UserError `several-unfinished`, `no-workspace`
 */
async function unfinished(options: SetupOptions): Promise<readonly string[]> {
  const { root } = await findWorkspace(workspaceFolder(options));
  const folder = dirname(journalPath(root, 'any'));
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'));
  const wanted = options.env === undefined ? names : names.filter((name) => name === options.env);
  if (wanted.length <= 1) return wanted;
  throw new UserError({
    code: 'several-unfinished',
    message: `${wanted.length} environments have an unfinished run: ${wanted.join(', ')}.`,
    next: wanted.map((name) => `copilot-cdn resume --env ${name}`),
  });
}
