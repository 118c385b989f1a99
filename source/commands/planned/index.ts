import type { ExitCode } from '../../errors.ts';
import { chooseMode } from '../mode.ts';
import type { PlannedCommand, PlannedOptions } from './command.ts';

/** Runs such a command, on a terminal or in lines. */
export async function runPlanned(command: PlannedCommand, options: PlannedOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  const { name } = command;
  if (mode === 'terminal') {
    const { inTerminal } = await import('../terminal.ts');
    return inTerminal(name, options, async (work) =>
      (await import('./in-terminal.ts')).plannedInTerminal(work, command, false),
    );
  }
  const { inLines } = await import('../lines.ts');
  return inLines(name, mode, options, async (work) =>
    (await import('./in-lines.ts')).plannedInLines({ ...work, name, command, options, resumes: false }),
  );
}
