import type { ExitCode } from '../errors.ts';
import { chooseMode } from './mode.ts';
import type { SetupOptions } from './options.ts';

/** Goes on with an unfinished run of this workspace, whichever command it was, with the answers given then. */
export async function resume(options: SetupOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('./terminal.ts');
    return inTerminal('resume', options, async (work) =>
      (await import('./resume/in-terminal.ts')).resumeInTerminal(work),
    );
  }
  const { inLines } = await import('./lines.ts');
  return inLines('resume', mode, options, async (work) =>
    (await import('./resume/in-lines.ts')).resumeInLines(work, options),
  );
}
