import type { ExitCode } from '../../errors.ts';
import { inLines } from '../lines.ts';
import { chooseMode } from '../mode.ts';
import type { SiteInitOptions } from '../options.ts';

/** A new static site: its manifest, and its record among the application's services. */
export async function siteInit(options: SiteInitOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('../terminal.ts');
    return inTerminal('site init', options, async (work) =>
      (await import('./init/in-terminal.ts')).siteInitInTerminal(work),
    );
  }
  return inLines('site init', mode, options, async (work) =>
    (await import('./init/in-lines.ts')).siteInitInLines(options, work),
  );
}
