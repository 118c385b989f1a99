import type { ExitCode } from '../errors.ts';
import { chooseMode } from './mode.ts';
import type { TlsOptions } from './options.ts';

/** Moves where TLS ends, on a terminal or in lines. */
export async function tls(options: TlsOptions, command: 'tls' | 'resume' = 'tls'): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('./terminal.ts');
    return inTerminal(command, options, async (work) =>
      (await import('./tls/in-terminal.ts')).tlsInTerminal(work, command),
    );
  }
  const { inLines } = await import('./lines.ts');
  return inLines(command, mode, options, async (work) =>
    (await import('./tls/in-lines.ts')).tlsInLines({ ...work, command, options }),
  );
}
