import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UserError } from '../../errors.ts';
import type { Event } from '../../event.ts';

/**
 * The events of a recording, one after the other.
 * @throws UserError `recording-missing`, `not-a-recording`
 */
export async function* readRecording(file: string): AsyncGenerator<Event> {
  let number = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() !== '') yield parseEvent(file, number, line);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') throw missing(file);
    throw error.code === 'EISDIR' ? notARecording(file, 1, 'it is a folder') : error;
  }
  if (number === 0) throw notARecording(file, 1, 'the file is empty');
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

/** All of them: the compiler misses one that is left out. */
const types: Readonly<Record<Event['type'], true>> = {
  fact: true,
  plan: true,
  step: true,
  change: true,
  stack: true,
  resource: true,
  probe: true,
  upload: true,
  object: true,
  notice: true,
  question: true,
  check: true,
  validation: true,
  certificate: true,
  finding: true,
  status: true,
  error: true,
  result: true,
};

function isEvent(value: unknown): value is Event {
  if (typeof value !== 'object' || value === null || !('time' in value) || !('type' in value)) return false;
  return (
    typeof value.time === 'string' &&
    !Number.isNaN(Date.parse(value.time)) &&
    typeof value.type === 'string' &&
    Object.hasOwn(types, value.type)
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
