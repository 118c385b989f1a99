import { describeStack, templateBody } from '../aws/cloudformation.ts';
import type { Connection } from '../aws/connection.ts';
import { descriptionsIn } from '../cdn/descriptions.ts';
import { environmentStackName } from '../copilot/names.ts';
import { type ExitCode, exitCode, UserError } from '../errors.ts';
import type { Emit } from '../event.ts';
import { systemClock } from '../stack/clock.ts';
import { explainFailure } from '../stack/explain-failure.ts';
import { type Followed, followStack } from '../stack/follow.ts';
import { rememberDurations } from './durations.ts';
import { environmentManager, type OpenApplication, openApplication } from './facts/open-application.ts';
import { chooseMode } from './mode.ts';
import type { CommonOptions } from './options.ts';
import { callListener } from './verbose.ts';

/** Attaches the live view to the newest operation of a stack, whoever started it; one that is over is told as it was. */
export async function watch(stack: string | undefined, options: CommonOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('./terminal.ts');
    const { watchInTerminal } = await import('./setup/run-in-terminal.ts');
    return inTerminal('watch', options, async (work) => {
      const opened = await openApplication(options, work.stop.signal, callListener(options, work.emit));
      work.setHeader({
        application: opened.application.name,
        account: opened.identity.account,
        region: opened.caller.region,
      });
      const watching = watchInTerminal(work, { askAgain: false, mayCancel: false });
      try {
        return await watchStack(opened, stack, options, work.emit, work.stop.signal);
      } finally {
        watching.end();
      }
    });
  }
  const { inLines } = await import('./lines.ts');
  return inLines('watch', mode, options, async ({ emit, signal }) =>
    watchStack(
      await openApplication(options, signal, callListener(options, emit)),
      stack,
      options,
      emit,
      signal,
    ),
  );
}

async function watchStack(
  opened: OpenApplication,
  named: string | undefined,
  options: CommonOptions,
  emit: Emit,
  signal: AbortSignal,
): Promise<ExitCode> {
  const environment = chosenEnvironment(opened, options.env);
  const connection = environmentManager(opened, environment);
  const stack = named ?? environmentStackName(opened.application.name, environment.name);
  const descriptions = await describedIn(connection, stack, signal);
  const durations = await rememberDurations();
  const step = { id: 'watch', title: 'Stack', summary: stack } as const;
  emit({ type: 'plan', title: `Watching ${stack}`, steps: [{ ...step, state: 'to-come' }] });
  emit({ type: 'step', ...step, state: 'under-way' });
  const followed = await followStack({
    connection,
    stack,
    emit,
    signal,
    clock: systemClock,
    describe: (logicalId) => descriptions.get(logicalId),
    expected: durations.expected,
  });
  const done = followed.outcome === 'done';
  emit({ type: 'step', ...step, state: done ? 'done' : 'failed' });
  if (!done) throw failure(stack, followed);
  emit({
    type: 'result',
    command: 'watch',
    ok: true,
    exitCode: exitCode.done,
    summary: `${stack} is in ${followed.status}.`,
    stack,
    status: followed.status,
  });
  return exitCode.done;
}

/** @throws UserError `stack-not-found` */
async function describedIn(
  connection: Connection,
  stack: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if ((await describeStack(connection, stack, signal)) !== undefined) {
    return descriptionsIn(await templateBody(connection, stack, { signal }));
  }
  throw new UserError({
    code: 'stack-not-found',
    message: `There is no stack ${stack} in ${connection.region} to be watched.`,
    next: ['Look at the name, --env and --profile'],
  });
}

function chosenEnvironment(opened: OpenApplication, named: string | undefined) {
  const { environments, application } = opened;
  const found =
    named === undefined && environments.length === 1
      ? environments[0]
      : environments.find(({ name }) => name === named);
  if (found !== undefined) return found;
  const names = environments.map(({ name }) => name);
  throw new UserError({
    code: 'answer-missing',
    message: `${application.name} has ${names.length} environments. Which one's stacks?`,
    next: names.map((name) => `--env ${name}`),
  });
}

function failure(stack: string, followed: Followed): UserError {
  const explained = followed.rootCause === undefined ? undefined : explainFailure(followed.rootCause);
  return new UserError({
    code: 'operation-failed',
    message: `${explained?.message ?? `The operation on ${stack} failed.`} ${stack} is in ${followed.status}.`,
    next: explained?.next ?? [],
    ...(explained?.details !== undefined && { details: explained.details }),
    exitCode: exitCode.failed,
  });
}
