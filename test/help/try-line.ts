import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { buildProgram } from '../../source/commands/program/build-program.ts';

class Understood extends Error {}

/**
 * Lets the program read the words of a command as it does when it is called, and stops before the command does anything. Returns
 * what is wrong with them, in the program's own words.
 */
export async function tryLine(words: readonly string[]): Promise<string | undefined> {
  const program = buildProgram('0.0.0', () => undefined);
  let complaint = '';
  for (const command of withSubcommands(program))
    command.configureOutput({
      writeOut: () => undefined,
      writeErr: (text) => {
        complaint += text;
      },
    });
  program.hook('preAction', (_program, command) => {
    const [unknown] = command.parent === null ? command.args : [];
    throw unknown === undefined ? new Understood() : new Error(`unknown command '${unknown}'`);
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof Understood) return undefined;
    if (error instanceof CommanderError) return error.exitCode === 0 ? undefined : complaint.trim();
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}

export function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
