import type { Command } from 'commander';
import { positive } from '../argument-parsers.ts';
import { common, environmentFlags, given, output } from '../flags.ts';
import type { Ended } from './ended.ts';
import { examples } from './examples.ts';

/** Those that only look. */
export function addWatchingCommands(program: Command, ended: Ended): void {
  const status = common(environmentFlags(program.command('status')))
    .description('is the CDN all right? What is off, with the command that mends it; then what is true')
    .option('--watch', 'look again and again, until Ctrl-C')
    .option('--every <seconds>', 'how long between two looks', positive, 30);
  examples(status, [
    ['copilot-cdn status --env prod', 'exit code 0 when all is well, else 1'],
    ['copilot-cdn status --env prod --watch', 'looks again and again'],
    [`copilot-cdn status --json | jq 'select(.type == "status")'`, 'what is off'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../status.ts')).status(given(command))),
  );

  const watch = common(environmentFlags(program.command('watch')))
    .description("follow a stack's running operation, whoever started it (default: the environment's stack)")
    .argument('[stack...]', 'names of stacks, to be followed side by side')
    .option('--all', 'every stack of the application, or of --env, in which something moves');
  examples(watch, [
    ['copilot-cdn watch', 'the stack of the only environment'],
    ['copilot-cdn watch shop-prod-api shop-prod-web', 'two services, side by side'],
    ['copilot-cdn watch --all', 'whatever moves in the application'],
    ['copilot-cdn watch --record run.ndjson', 'and keep it, for copilot-cdn replay'],
  ]).action(async (stacks: readonly string[], _options, command: Command) =>
    ended(await (await import('../watch.ts')).watch(stacks, given(command))),
  );

  const replay = output(program.command('replay'))
    .description('play a recorded run; on a terminal space pauses, + and - change the speed')
    .argument('<file>', 'what --record wrote')
    .option('--speed <n>', 'times faster than it was', positive, 1);
  examples(replay, [
    ['copilot-cdn replay run.ndjson', 'as it was'],
    ['copilot-cdn replay run.ndjson --speed 10', 'ten times faster'],
  ]).action(async (file: string, _options, command: Command) =>
    ended(await (await import('../replay.ts')).replay(file, given(command))),
  );
}
