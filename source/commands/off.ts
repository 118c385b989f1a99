import type { ExitCode } from '../errors.ts';
import { offCommand } from './off/opened.ts';
import type { OffOptions } from './options.ts';
import { runPlanned } from './planned/index.ts';

/** Takes the CDN down in the safe order, on a terminal or in lines. */
export function off(options: OffOptions): Promise<ExitCode> {
  return runPlanned(offCommand(options), options);
}
