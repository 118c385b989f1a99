import { appendFileSync, writeFileSync } from 'node:fs';
import { Cancelled, type ExitCode, exitCode, UserError } from '../errors.ts';
import type { Emit, Event, EventBody } from '../event.ts';
import { createJsonPrinter } from '../ui/printers/json.ts';
import { createPlainPrinter } from '../ui/printers/plain.ts';
import { type Mode, wantsAscii, wantsColour } from './mode.ts';
import type { CommonOptions } from './options.ts';

export type Listener = (event: Event) => void;

/** Stamps events with the time and hands each to every listener. */
export function createEmit(listeners: readonly Listener[], now: () => number = Date.now): Emit {
  return (body: EventBody) => {
    const event: Event = { time: new Date(now()).toISOString(), ...body };
    for (const listener of listeners) listener(event);
  };
}

/** The listener that writes to standard output, or to another one; the terminal view listens on its own. A long wait is told every half a minute. */
export function printerFor(
  mode: Mode,
  options: CommonOptions,
  output: NodeJS.WriteStream = process.stdout,
): Listener[] {
  if (mode === 'terminal') return [];
  let gone = false;
  output.once('error', () => {
    gone = true;
  });
  const write = (line: string) => {
    if (!gone) output.write(`${line}\n`);
  };
  if (mode === 'json') return [createJsonPrinter(write)];
  const { columns } = output;
  const printer = createPlainPrinter(write, {
    ascii: wantsAscii(options),
    colour: wantsColour(options),
    ...(columns !== undefined && { width: columns }),
  });
  setInterval(() => printer.tick(Date.now()), 1_000).unref();
  return [printer];
}

/**
 * `--record FILE`: the event stream, a line each, as it happens.
 * @throws UserError `record-not-writable`
 */
export function recorderFor(options: CommonOptions): Listener[] {
  const file = options.record;
  if (file === undefined) return [];
  try {
    writeFileSync(file, '', { mode: 0o600 });
  } catch (cause) {
    throw new UserError({
      code: 'record-not-writable',
      message: `The recording ${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      next: ['Give a file in a folder that exists: --record run.ndjson'],
    });
  }
  let broken = false;
  return [
    createJsonPrinter((line) => {
      if (broken) return;
      try {
        appendFileSync(file, `${line}\n`);
      } catch (error) {
        // A full disk must not stop a deployment.
        broken = true;
        process.stderr.write(
          `The recording ${file} ends here: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      }
    }),
  ];
}

/** Tells of a failure and ends the stream. Bugs are told with their stack; "no, thanks" is not a failure. */
export function tellFailure(command: string, error: unknown, emit: Emit): ExitCode {
  if (error instanceof Cancelled) {
    emit({ type: 'result', command, ok: false, exitCode: exitCode.interrupted, summary: error.message });
    return exitCode.interrupted;
  }
  const known = error instanceof UserError ? error : bug(error);
  emit({
    type: 'error',
    code: known.code,
    message: known.message,
    next: known.next,
    ...(known.details.length > 0 && { details: known.details }),
  });
  emit({
    type: 'result',
    command,
    ok: false,
    exitCode: known.exitCode,
    summary: known.message,
    next: known.next,
  });
  return known.exitCode;
}

function bug(error: unknown): UserError {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new UserError({
    code: 'bug',
    message: `This is a mistake in copilot-cdn: ${error instanceof Error ? error.message : String(error)}`,
    next: [
      'Report it with the lines below: https://github.com/copilot-cdn/copilot-cdn/issues',
      'copilot-cdn resume looks at what is true and goes on from there',
    ],
    details: stack.split('\n'),
    exitCode: exitCode.failed,
    cause: error,
  });
}
