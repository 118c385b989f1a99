import type { CommonOptions } from './options.ts';

/** Who reads the events: a person at a terminal, a person or log reading lines, a program. */
export type Mode = 'terminal' | 'plain' | 'json';

/** A terminal on both sides gets the conversation; everything else gets lines, unless `--json` asks for objects. */
export function chooseMode(options: CommonOptions): Mode {
  if (options.json === true) return 'json';
  const terminal =
    process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb';
  return terminal && options.plain !== true ? 'terminal' : 'plain';
}

export function wantsAscii(options: CommonOptions): boolean {
  return options.ascii === true || process.env.TERM === 'dumb' || process.env.TERM === 'linux';
}

/** `--no-color`, NO_COLOR (any text but the empty one), FORCE_COLOR (`0` and `false`: none), then whether a terminal is there. */
export function wantsColour(options: CommonOptions): boolean {
  if (options.color === false || (process.env.NO_COLOR ?? '') !== '') return false;
  const forced = process.env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return process.stdout.isTTY === true && process.env.TERM !== 'dumb';
}
