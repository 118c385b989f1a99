import { setMaxListeners } from 'node:events';
import type { ExitCode } from '../errors.ts';
import type { Emit } from '../event.ts';
import { gitHubListeners } from './github-actions.ts';
import type { Mode } from './mode.ts';
import type { CommonOptions } from './options.ts';
import { createEmit, printerFor, recorderFor, tellFailure } from './reporting.ts';
import { interrupted } from './setup/in-lines.ts';

export interface LineWork {
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * Runs a command that tells what it does in lines or JSON, on standard output unless that is taken. Ctrl-C ends the watching, never what runs in AWS.
 * Whatever is thrown is told as an error, and a result comes last.
 */
export async function inLines(
  command: string,
  mode: Mode,
  options: CommonOptions,
  work: (given: LineWork) => Promise<ExitCode>,
  output: NodeJS.WriteStream = process.stdout,
): Promise<ExitCode> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const leave = () => stop.abort(interrupted(command));
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  // Whoever read the lines has gone: what runs in AWS goes on, as after Ctrl-C.
  process.stdout.once('error', leave);
  const printers = [...printerFor(mode, options, output), ...gitHubListeners()];
  let emit = createEmit(printers);
  try {
    emit = createEmit([...printers, ...recorderFor(options)]);
    return await work({ emit, signal: stop.signal });
  } catch (error) {
    return tellFailure(command, stop.signal.aborted ? stop.signal.reason : error, emit);
  } finally {
    process.stdout.off('error', leave);
    process.off('SIGINT', leave);
    process.off('SIGTERM', leave);
  }
}
