import { type ExitCode, exitCode } from '../errors.ts';
import { inLines } from './lines.ts';
import { chooseMode } from './mode.ts';
import type { StatusOptions } from './options.ts';
import { createLook, tellLook, tellResult } from './status/look.ts';

/**
 * Whether the CDN of an environment is all right: what is off first, each with what mends it, then what is true. Lines on a terminal,
 * too: there is nothing to ask. Exit code 0 when all is well, notes allowed, and 1 when there is a problem or a warning.
 */
export async function status(options: StatusOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (options.watch === true) {
    const { watchOnTerminal, watchInLines } = await import('./status/watch-status.ts');
    return mode === 'terminal' ? watchOnTerminal(options) : watchInLines(mode, options);
  }
  return inLines('status', mode === 'json' ? 'json' : 'plain', options, async ({ emit, signal }) => {
    const seen = await (await createLook(options, emit, signal))();
    tellLook(seen, emit);
    const code = seen.well ? exitCode.done : exitCode.failed;
    tellResult(seen, code, emit);
    return code;
  });
}
