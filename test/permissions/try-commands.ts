import { openSandbox } from '../../source/commands/sandbox-world.ts';
import { run } from '../support/run.ts';
import { type Need, needsOf, unique } from './needs.ts';
import { type CommandRuns, commandRuns, type Run } from './runs.ts';

export interface CommandNeeds {
  readonly command: string;
  readonly always: readonly Need[];
  /** What only a way of its own takes, beyond that. */
  readonly sometimes: readonly { readonly only: string; readonly needs: readonly Need[] }[];
}

/** Runs every command in the sandbox, and tells what each asked of AWS. */
export function tryCommands(): Promise<readonly CommandNeeds[]> {
  return Promise.all(commandRuns.map(tryCommand));
}

async function tryCommand({ command, runs }: CommandRuns): Promise<CommandNeeds> {
  const tried = await Promise.all(runs.map((each) => tryRun(command, each)));
  const usual = tried.filter((_, index) => runs[index]?.only === undefined);
  const always = unique(usual.flat());
  // What a role of Copilot's may do is told by its actions.
  const isAlways = (need: Need) =>
    always.some(
      ({ who, action, resource }) =>
        who === need.who && action === need.action && (who !== 'caller' || resource === need.resource),
    );
  return {
    command,
    always,
    sometimes: runs.flatMap(({ only }, index) =>
      only === undefined ? [] : [{ only, needs: (tried[index] ?? []).filter((need) => !isAlways(need)) }],
    ),
  };
}

/** As fast as the sandbox goes: what counts is what is asked. */
const speed = 1_000;

async function tryRun(command: string, { scenario, args, before = [] }: Run): Promise<readonly Need[]> {
  const world = await openSandbox(scenario, { speed });
  try {
    const here = { cwd: world.workspace, env: world.variables };
    for (const earlier of before) await run(earlier, here);
    const counted = world.sandbox.world.calls.length;
    const { code, stdout, stderr } = await run([...command.split(' '), ...args, '--plain'], here);
    // `status` ends with 1 when something is to be said.
    if (code !== 0 && !(code === 1 && command === 'status'))
      throw new Error(`copilot-cdn ${command} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
    return needsOf(world.sandbox.world.calls.slice(counted));
  } finally {
    await world.close();
  }
}
