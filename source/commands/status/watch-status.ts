import { Cancelled, type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { systemClock } from '../../stack/clock.ts';
import { inLines } from '../lines.ts';
import type { Mode } from '../mode.ts';
import type { StatusOptions } from '../options.ts';
import { createEmit, recorderFor, tellFailure } from '../reporting.ts';
import { openBoard } from './board.ts';
import { createLook, type Look, tellLook, tellResult } from './look.ts';

/** Without a terminal: every look that differs from the one before it. */
export async function watchInLines(mode: Mode, options: StatusOptions): Promise<ExitCode> {
  return inLines('status', mode === 'json' ? 'json' : 'plain', options, ({ emit, signal }) => {
    const tell = onlyNews(emit);
    return repeatedly(options, emit, signal, {
      looked: tell,
      failed: ({ message }) => {
        emit({
          type: 'notice',
          code: 'look-failed',
          level: 'warning',
          message: `${message} It is tried again.`,
        });
      },
    });
  });
}

/** On a terminal: one screen, drawn anew when something changed; the last one stays among the shell's lines. */
export async function watchOnTerminal(options: StatusOptions): Promise<ExitCode> {
  const stop = new AbortController();
  const leave = () => stop.abort(new Cancelled('Not watched any more.'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  process.stdout.on('error', leave);
  const record = createEmit(recorderFor(options));
  const tellRecord = onlyNews(record);
  const board = openBoard(options);
  let last: Look | undefined;
  try {
    return await repeatedly(options, record, stop.signal, {
      looked: (look) => {
        last = look;
        tellRecord(look);
        board.show(look);
      },
      failed: ({ message }) => board.trouble(message),
    });
  } catch (error) {
    board.close();
    const emit = createEmit([board.print]);
    const left = stop.signal.aborted;
    if (!left || last === undefined) return tellFailure('status', left ? stop.signal.reason : error, emit);
    tellLook(last, emit);
    for (const each of [emit, record]) tellResult(last, exitCode.interrupted, each);
    return exitCode.interrupted;
  } finally {
    board.close();
  }
}

interface Watching {
  readonly looked: (look: Look) => void;
  /** The next look may be better: a network comes back. */
  readonly failed: (error: UserError) => void;
}

/** Looks until it is called off. Whatever fails at the first look is thrown: a wrong name does not become right. */
async function repeatedly(
  options: StatusOptions,
  emit: Emit,
  signal: AbortSignal,
  { looked, failed }: Watching,
): Promise<never> {
  const look = await createLook(options, emit, signal);
  looked(await look());
  for (;;) {
    await systemClock.wait((options.every ?? 30) * 1_000, signal);
    try {
      looked(await look());
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      failed(error);
    }
  }
}

/** How long an answer took differs every time, and is no news. */
function onlyNews(emit: Emit): (look: Look) => void {
  let before: string | undefined;
  return (look) => {
    const now = JSON.stringify([look.findings, look.rows]).replace(/\b\d+ ms\b/g, '');
    if (now !== before) tellLook(look, emit);
    before = now;
  };
}
