import type { Command } from 'commander';
import { positive } from '../argument-parsers.ts';
import { common, environmentFlags, given, output } from '../flags.ts';
import type { Ended } from './ended.ts';

/** Those that only look. */
export function addWatchingCommands(program: Command, ended: Ended): void {
  common(environmentFlags(program.command('status')))
    .description('is the CDN all right? What is off, with the command that mends it; then what is true')
    .option('--watch', 'look again and again, until Ctrl-C')
    .option('--every <seconds>', 'how long between two looks', positive, 30)
    .addHelpText('after', statusExamples)
    .action(async (_options, command: Command) =>
      ended(await (await import('../status.ts')).status(given(command))),
    );

  common(environmentFlags(program.command('watch')))
    .description("follow a stack's running operation, whoever started it (default: the environment's stack)")
    .argument('[stack]', 'name of the stack')
    .action(async (stack: string | undefined, _options, command: Command) =>
      ended(await (await import('../watch.ts')).watch(stack, given(command))),
    );

  output(program.command('replay'))
    .description('play a recorded run')
    .argument('<file>', 'what --record wrote')
    .option('--speed <n>', 'times faster than it was', positive, 1)
    .action(async (file: string, _options, command: Command) =>
      ended(await (await import('../replay.ts')).replay(file, given(command))),
    );
}

const statusExamples = `
Examples
  copilot-cdn status --env prod                          one look; exit code 0 when all is well, else 1
  copilot-cdn status --env prod --watch --every 10       refreshes on a terminal
  copilot-cdn status --env prod --json | jq 'select(.type == "status")'`;
