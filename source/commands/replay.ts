import { Cancelled, type ExitCode, exitCode } from '../errors.ts';
import type { Event } from '../event.ts';
import { systemClock } from '../stack/clock.ts';
import type { Command } from '../wizard/screen.ts';
import { inLines } from './lines.ts';
import { chooseMode } from './mode.ts';
import type { CommonOptions } from './options.ts';
import { createPlayer, type Player } from './replay/player.ts';
import { readRecording } from './replay/recording.ts';
import { inTerminal, type TerminalWork } from './terminal.ts';

export interface ReplayOptions extends CommonOptions {
  /** Times faster than it was. */
  readonly speed?: number;
}

/** Plays a recording as if it happened now, in whichever form is asked for. Ends with the exit code of the recorded run. */
export async function replay(file: string, options: ReplayOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  const player = createPlayer(systemClock, options.speed ?? 1);
  if (mode !== 'terminal')
    return inLines('replay', mode, options, ({ emit, signal }) =>
      playBack(file, player, signal, ({ time: _, ...body }) => emit(body)),
    );
  // The screen's clock is that of the recording: what took three minutes takes three, however fast it is played.
  return inTerminal(
    'replay',
    options,
    async (work) => {
      const end = showPlaying(work, player);
      try {
        return await playBack(file, player, work.stop.signal, ({ time: _, ...body }) => work.emit(body));
      } finally {
        end();
      }
    },
    player.now,
  );
}

async function playBack(
  file: string,
  player: Player,
  signal: AbortSignal,
  tell: (event: Event) => void,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  for await (const event of readRecording(file)) {
    await player.until(Date.parse(event.time), signal);
    tell(event);
    if (event.type === 'result') code = event.exitCode;
  }
  return code;
}

/** The run as it was, with keys for its pace. Whoever leaves is not asked: nothing runs in AWS. */
function showPlaying({ stage, stop, header, model, onEvent }: TerminalWork, player: Player): () => void {
  let over = false;
  const draw = () => {
    if (!over) stage.show({ kind: 'run', header: header(), model: model(), playing: player.playing() });
  };
  stage.otherwise((command: Command) => {
    if (command.type === 'play') player.change(command.change);
    if (command.type === 'leave') stop.abort(new Cancelled('Left before its end.'));
    draw();
  });
  onEvent(draw);
  draw();
  return () => {
    over = true;
  };
}
