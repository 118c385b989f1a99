import type { ExitCode } from '../../errors.ts';

/** Told how a command ended. */
export type Ended = (code: ExitCode) => void;
