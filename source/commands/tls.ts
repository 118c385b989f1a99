import type { ExitCode } from '../errors.ts';
import type { TlsOptions } from './options.ts';
import { runPlanned } from './planned/index.ts';
import { tlsCommand } from './tls/opened.ts';

/** Moves where TLS ends, on a terminal or in lines. */
export function tls(options: TlsOptions): Promise<ExitCode> {
  return runPlanned(tlsCommand(options), options);
}
