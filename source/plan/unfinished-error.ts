import { exitCode, UserError } from '../errors.ts';

/** Trouble of the way, not of the work: once something is done, going on is what mends it. */
const passing = new Set(['network', 'throttled', 'aws-unavailable', 'unexpected-answer']);

/** After something was changed: exit code 2 says that nothing was, which is not so any more. @param goOn the command that goes on */
export function unfinishedError(error: unknown, goOn: string): unknown {
  if (!(error instanceof UserError)) return error;
  if (error.exitCode !== exitCode.invalid && !passing.has(error.code)) return error;
  return new UserError({
    code: error.code,
    message: error.message,
    next: [...error.next.filter((text) => !text.includes(goOn)), `then go on: ${goOn}`],
    details: error.details,
    exitCode: exitCode.unfinished,
    cause: error,
  });
}
