import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ExitCode, exitCode, UserError } from '../errors.ts';
import type { Event, EventBody } from '../event.ts';
import { systemClock } from '../stack/clock.ts';
import { chooseMode } from './mode.ts';
import type { CommonOptions } from './options.ts';

export interface ReplayOptions extends CommonOptions {
  /** Times faster than it was. */
  readonly speed?: number;
}

/** The longest silence that is played, in milliseconds. */
const longestPause = 3_000;

/** Plays a recording as if it happened now, in whichever form is asked for. Ends with the exit code of the recorded run. */
export async function replay(file: string, options: ReplayOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  const play = (emit: (body: EventBody) => void, signal: AbortSignal) =>
    playBack(file, options.speed ?? 1, emit, signal);
  if (mode === 'terminal') {
    const { inTerminal } = await import('./terminal.ts');
    const { watchInTerminal } = await import('./setup/run-in-terminal.ts');
    return inTerminal('replay', options, async (work) => {
      const watching = watchInTerminal(work, { askAgain: false, mayCancel: false });
      try {
        return await play(work.emit, work.stop.signal);
      } finally {
        watching.end();
      }
    });
  }
  const { inLines } = await import('./lines.ts');
  return inLines('replay', mode, options, async ({ emit, signal }) => play(emit, signal));
}

async function playBack(
  file: string,
  speed: number,
  emit: (body: EventBody) => void,
  signal: AbortSignal,
): Promise<ExitCode> {
  let last: number | undefined;
  let number = 0;
  let code: ExitCode = exitCode.done;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const event = parseEvent(file, number, line);
      const at = Date.parse(event.time);
      if (last !== undefined)
        await systemClock.wait(Math.min(Math.max(0, at - last), longestPause) / speed, signal);
      last = at;
      const { time: _, ...body } = event;
      emit(body);
      if (event.type === 'result') code = event.exitCode;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') throw missing(file);
    throw error.code === 'EISDIR' ? notARecording(file, 1, 'it is a folder') : error;
  }
  if (number === 0) throw notARecording(file, 1, 'the file is empty');
  return code;
}

function parseEvent(file: string, line: number, text: string): Event {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notARecording(file, line, 'it is not JSON');
  }
  if (isEvent(value)) return value;
  throw notARecording(file, line, 'it has no time and type');
}

const types: readonly string[] = [
  'fact',
  'plan',
  'step',
  'change',
  'stack',
  'resource',
  'probe',
  'notice',
  'question',
  'check',
  'validation',
  'certificate',
  'finding',
  'error',
  'result',
];

function isEvent(value: unknown): value is Event {
  if (typeof value !== 'object' || value === null || !('time' in value) || !('type' in value)) return false;
  return (
    typeof value.time === 'string' &&
    !Number.isNaN(Date.parse(value.time)) &&
    typeof value.type === 'string' &&
    types.includes(value.type)
  );
}

function missing(file: string): UserError {
  return new UserError({
    code: 'recording-missing',
    message: `There is no recording ${file}.`,
    next: ['--record FILE writes one'],
  });
}

function notARecording(file: string, line: number, why: string): UserError {
  return new UserError({
    code: 'not-a-recording',
    message: `${file}:${line} cannot be played: ${why}.`,
    next: ['Give a file that --record wrote, or the output of --json'],
  });
}
