import { CommanderError } from 'commander';
import { type ExitCode, exitCode } from '../errors.ts';
import { buildProgram } from './program/build-program.ts';

/** Runs the command that `argv` (without node and script) names. Returns the exit code; never throws. */
export async function main(argv: readonly string[], version: string): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = buildProgram(version, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.invalid;
    throw error;
  }
}
