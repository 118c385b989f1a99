import type { ExitCode } from '../errors.ts';
import { deployCommand } from './deploy/opened.ts';
import type { DeployOptions } from './options.ts';
import { runPlanned } from './planned/index.ts';

/** Makes AWS what the environment's manifest says of the CDN, on a terminal or in lines. */
export function deploy(options: DeployOptions): Promise<ExitCode> {
  return runPlanned(deployCommand(), options);
}
