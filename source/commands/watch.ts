import { type ExitCode, exitCode } from '../errors.ts';
import type { Emit } from '../event.ts';
import { rememberDurations } from './durations.ts';
import { openApplication } from './facts/open-application.ts';
import { chooseMode } from './mode.ts';
import type { WatchOptions } from './options.ts';
import { callListener } from './verbose.ts';
import { followSubject, stepOf } from './watch/follow-subject.ts';
import { tellWatched } from './watch/outcome.ts';
import { type Subject, subjectsAsked } from './watch/subjects.ts';

/** Attaches the live view to the newest operation of each stack, whoever started it; one that is over is told as it was. */
export async function watch(stacks: readonly string[], options: WatchOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('./terminal.ts');
    const { watchInTerminal } = await import('./setup/run-in-terminal.ts');
    return inTerminal('watch', options, async (work) => {
      const { signal } = work.stop;
      const opened = await openApplication(options, signal, callListener(options, work.emit));
      work.setHeader({
        application: opened.application.name,
        account: opened.identity.account,
        region: opened.caller.region,
      });
      const subjects = await subjectsAsked(opened, stacks, options, signal);
      if (subjects.length === 0) return nothingMoves(opened.application.name, work.emit);
      const watching = watchInTerminal(work, {
        askAgain: false,
        mayCancel: subjects.length === 1,
        comeBack: `copilot-cdn watch ${subjects.length === 1 ? subjects[0]?.stack : '--all'}`,
      });
      try {
        return await watchAll(subjects, work.emit, signal, watching.cancelUpdate);
      } finally {
        watching.end();
      }
    });
  }
  const { inLines } = await import('./lines.ts');
  return inLines('watch', mode, options, async ({ emit, signal }) => {
    const opened = await openApplication(options, signal, callListener(options, emit));
    const subjects = await subjectsAsked(opened, stacks, options, signal);
    if (subjects.length === 0) return nothingMoves(opened.application.name, emit);
    return watchAll(subjects, emit, signal, new AbortController().signal);
  });
}

async function watchAll(
  subjects: readonly Subject[],
  emit: Emit,
  signal: AbortSignal,
  cancel: AbortSignal,
): Promise<ExitCode> {
  const isAlone = subjects.length === 1;
  const title = isAlone ? subjects[0]?.stack : `${subjects.length} stacks`;
  emit({
    type: 'plan',
    title: `Watching ${title}`,
    steps: subjects.map((subject) => ({ ...stepOf(subject, isAlone), state: 'to-come' })),
  });
  const durations = await rememberDurations();
  // The first that cannot be read ends the watching of the others.
  const failed = new AbortController();
  const ports = {
    emit,
    signal: AbortSignal.any([signal, failed.signal]),
    cancel,
    expected: durations.expected,
  };
  const watched = await Promise.all(
    subjects.map(async (subject) => ({ subject, followed: await followSubject(subject, isAlone, ports) })),
  ).catch((error: unknown) => {
    failed.abort(error);
    throw error;
  });
  return tellWatched(watched, cancel.aborted, emit);
}

function nothingMoves(application: string, emit: Emit): ExitCode {
  emit({
    type: 'result',
    command: 'watch',
    ok: true,
    exitCode: exitCode.done,
    summary: `Nothing moves: no stack of ${application} has an operation under way.`,
    stacks: [],
    next: ['copilot-cdn watch STACK tells how the last one went'],
  });
  return exitCode.done;
}
