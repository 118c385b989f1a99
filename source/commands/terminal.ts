import { setMaxListeners } from 'node:events';
import { Cancelled, type ExitCode } from '../errors.ts';
import type { Emit } from '../event.ts';
import { emptyRun, progress } from '../stack/progress.ts';
import type { RunModel } from '../stack/progress-model.ts';
import { runApp } from '../ui/render.tsx';
import type { Header } from '../wizard/screen.ts';
import { wantsAscii, wantsColour } from './mode.ts';
import type { CommonOptions } from './options.ts';
import { createStage, type Stage } from './stage.ts';

export interface TerminalWork<Options extends CommonOptions = CommonOptions> {
  readonly command: string;
  readonly options: Options;
  readonly stage: Stage;
  readonly emit: Emit;
  /** Everything that was emitted, as the screens show it. */
  readonly model: () => RunModel;
  /** Told of every event, after the model has taken it in. */
  readonly onEvent: (listener: () => void) => void;
  /** What stands in the first line of every screen. */
  readonly setHeader: (header: Header) => void;
  readonly header: () => Header;
  /** Aborted when the person leaves. */
  readonly stop: AbortController;
}

/**
 * Runs a command on the terminal. The first screen is painted before anything else is loaded or read; the last one stays in the
 * scrollback. Ctrl-C while something is read leaves at once: nothing has been changed then. `now`: another time than ours, in
 * milliseconds since the epoch, for what is shown and told.
 */
export async function inTerminal<Options extends CommonOptions>(
  command: string,
  options: Options,
  work: (given: TerminalWork<Options>) => Promise<ExitCode>,
  now: () => number = Date.now,
): Promise<ExitCode> {
  const stage = createStage({ kind: 'opening', header: {}, past: [], doing: 'Looking for the workspace' });
  const app = runApp(stage.conversation, {
    stdin: process.stdin,
    stdout: process.stdout,
    colour: wantsColour(options),
    ascii: wantsAscii(options),
    screenReader: process.env.INK_SCREEN_READER === 'true',
    clock: { now },
  });
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const leave = () => stop.abort(new Cancelled('Nothing was changed.'));
  stage.otherwise((given) => {
    if (given.type === 'leave') leave();
  });
  const end = () => {
    leave();
    // Whoever waits for an answer gets this one.
    stage.conversation.dispatch({ type: 'leave' });
  };
  process.once('SIGTERM', end);
  process.once('SIGHUP', end);
  // A terminal that is closed takes no more output; what is to be cleaned up is cleaned up all the same.
  process.stdout.on('error', () => undefined);

  let model = emptyRun;
  let header: Header = {};
  const listeners: (() => void)[] = [];
  const { createEmit, recorderFor, tellFailure } = await import('./reporting.ts');
  const take = (event: Parameters<Parameters<typeof createEmit>[0][number]>[0]) => {
    model = progress(model, event);
    for (const listener of listeners) listener();
  };
  let emit = createEmit([take], now);
  let code: ExitCode;
  try {
    emit = createEmit([take, ...recorderFor(options)], now);
    code = await work({
      command,
      options,
      stage,
      emit,
      model: () => model,
      onEvent: (listener) => void listeners.push(listener),
      setHeader: (next) => {
        header = next;
      },
      header: () => header,
      stop,
    });
  } catch (error) {
    code = tellFailure(command, stop.signal.aborted ? stop.signal.reason : error, emit);
  }
  listeners.length = 0;
  stage.show({ kind: 'end', header, model });
  await app;
  return code;
}
