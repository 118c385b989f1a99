import type { ExitCode } from '../errors.ts';
import { chooseMode } from './mode.ts';
import type { SetupOptions } from './options.ts';

/** The wizard, or the same without a person where there is no terminal or `--yes` answers everything. */
export async function setup(options: SetupOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('./terminal.ts');
    return inTerminal('setup', options, async (work) =>
      (await import('./setup/in-terminal.ts')).setupInTerminal(work),
    );
  }
  const { inLines } = await import('./lines.ts');
  return inLines('setup', mode, options, async (work) =>
    (await import('./setup/in-lines.ts')).setupInLines({ ...work, command: 'setup', options }),
  );
}
