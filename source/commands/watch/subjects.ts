import { describeStack } from '../../aws/cloudformation.ts';
import type { Connection } from '../../aws/connection.ts';
import { environmentStackName, workloadStackName } from '../../copilot/names.ts';
import { type Environment, readWorkloads } from '../../copilot/records.ts';
import { UserError } from '../../errors.ts';
import { stackStatus } from '../../stack/status.ts';
import { inParallel } from '../facts/in-parallel.ts';
import { environmentManager, type OpenApplication } from '../facts/open-application.ts';
import type { WatchOptions } from '../options.ts';

/** A stack that is watched, and who reads it. */
export interface Subject {
  readonly stack: string;
  readonly environment: Environment;
  readonly connection: Connection;
}

/** Stacks that are asked about at once. */
const atOnce = 8;

/**
 * The stacks that are named; without a name that of the environment; with `--all` those of the application in which something moves.
 * @throws UserError `answer-missing` where the environment of a stack is not clear
 */
export async function subjectsAsked(
  opened: OpenApplication,
  stacks: readonly string[],
  options: WatchOptions,
  signal: AbortSignal,
): Promise<readonly Subject[]> {
  const subjectOf = subjectsOf(opened);
  if (options.all === true) return moving(opened, options, subjectOf, signal);
  if (stacks.length === 0) {
    const environment = chosenEnvironment(opened, undefined, options);
    return [subjectOf(environmentStackName(opened.application.name, environment.name), environment)];
  }
  return [...new Set(stacks)].map((stack) => subjectOf(stack, chosenEnvironment(opened, stack, options)));
}

/** One connection an environment, however many of its stacks are watched. */
function subjectsOf(opened: OpenApplication): (stack: string, environment: Environment) => Subject {
  const connections = new Map<string, Connection>();
  return (stack, environment) => {
    const connection = connections.get(environment.name) ?? environmentManager(opened, environment);
    connections.set(environment.name, connection);
    return { stack, environment, connection };
  };
}

/** The manager role may read stacks by their names only, so each that Copilot may have made is asked about. */
async function moving(
  opened: OpenApplication,
  { env }: WatchOptions,
  subjectOf: ReturnType<typeof subjectsOf>,
  signal: AbortSignal,
): Promise<readonly Subject[]> {
  const application = opened.application.name;
  const workloads = await readWorkloads(opened.caller, application, signal);
  const candidates = opened.environments
    .filter(({ name }) => env === undefined || name === env)
    .flatMap((environment) => [
      subjectOf(environmentStackName(application, environment.name), environment),
      ...workloads.map(({ name }) =>
        subjectOf(workloadStackName(application, environment.name, name), environment),
      ),
    ]);
  const found = await inParallel(candidates, atOnce, async (subject) => {
    const { StackStatus = '' } = (await describeStack(subject.connection, subject.stack, signal)) ?? {};
    return StackStatus === '' || stackStatus(StackStatus).settled ? [] : [subject];
  });
  return found.flat();
}

/** The environment that `--env` names, the only one, or the one whose name the stack's begins with. */
function chosenEnvironment(
  { environments, application }: OpenApplication,
  stack: string | undefined,
  { env }: WatchOptions,
): Environment {
  const of = (name: string) => environmentStackName(application.name, name);
  const fitting = environments.filter(
    ({ name }) => stack !== undefined && (stack === of(name) || stack.startsWith(`${of(name)}-`)),
  );
  const found =
    env !== undefined
      ? environments.find(({ name }) => name === env)
      : environments.length === 1
        ? environments[0]
        : // Environments `prod` and `prod-eu`: the longer name says more.
          [...fitting].sort((one, other) => other.name.length - one.name.length)[0];
  if (found !== undefined) return found;
  throw new UserError({
    code: 'answer-missing',
    message: `${application.name} has ${environments.length} environments. Which one's stacks?`,
    next: [...environments.map(({ name }) => `--env ${name}`), '--all: whatever moves in any of them'],
  });
}
