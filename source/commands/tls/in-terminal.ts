import type { ExitCode } from '../../errors.ts';
import type { TlsOptions } from '../options.ts';
import type { TerminalWork } from '../terminal.ts';
import { tlsInLines } from './in-lines.ts';

/** The migration on a terminal. */
export function tlsInTerminal(work: TerminalWork<TlsOptions>): Promise<ExitCode> {
  return tlsInLines({ command: 'tls', options: work.options, emit: work.emit, signal: work.stop.signal });
}
