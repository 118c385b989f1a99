import { inParallel } from '../../source/commands/facts/in-parallel.ts';
import { openSandbox } from '../../source/commands/sandbox-world.ts';
import { type RunOptions, run } from '../support/run.ts';
import { type Need, needsOf, unique } from './needs.ts';
import { commandRuns, type Run } from './runs.ts';

export interface CommandNeeds {
  readonly command: string;
  readonly always: readonly Need[];
  /** What only a way of its own takes, beyond that. */
  readonly sometimes: readonly { readonly only: string; readonly needs: readonly Need[] }[];
}

/** Processes side by side: more of them than cores, because they wait for the sandbox's pace. */
const atOnce = 4;

/** Runs every command in the sandbox, and tells what each asked of AWS. */
export async function tryCommands(): Promise<readonly CommandNeeds[]> {
  const all = commandRuns.flatMap(({ command, runs }) => runs.map((each) => ({ command, each })));
  const tried = await inParallel(all, atOnce, async ({ command, each }) => ({
    each,
    needs: await tryRun(command, each),
  }));
  const needsOfRun = new Map(tried.map(({ each, needs }) => [each, needs]));
  return commandRuns.map(({ command, runs }) =>
    together(
      command,
      runs,
      runs.map((each) => needsOfRun.get(each) ?? []),
    ),
  );
}

function together(command: string, runs: readonly Run[], tried: readonly (readonly Need[])[]): CommandNeeds {
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
    for (const earlier of before) await endsWell(earlier, here);
    const counted = world.sandbox.world.calls.length;
    await endsWell([...command.split(' '), ...args], here);
    return needsOf(world.sandbox.world.calls.slice(counted));
  } finally {
    await world.close();
  }
}

/** `status` ends with 1 when something is to be said. */
async function endsWell(args: readonly string[], here: RunOptions): Promise<void> {
  const { code, stdout, stderr } = await run([...args, '--plain'], here);
  if (code === 0 || (code === 1 && args[0] === 'status')) return;
  throw new Error(`copilot-cdn ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
}
