import { Cancelled, type ExitCode } from '../../errors.ts';
import { removeJournal } from '../../plan/journal-file.ts';
import { checkEvents } from '../../plan/preflight/check.ts';
import { isDone } from '../../plan/runner.ts';
import {
  answersOf,
  beginning,
  currentQuestion,
  giveAnswer,
  type Position,
  pastAnswers,
} from '../../wizard/conversation.ts';
import { environmentQuestion } from '../../wizard/setup-questions.ts';
import { answerWithoutAsking } from '../../wizard/without-a-person.ts';
import { type OpenApplication, openApplication } from '../facts/open-application.ts';
import { setupKnown } from '../setup/known.ts';
import { tellStopped } from '../setup/outcome.ts';
import { readOptions } from '../setup/read-options.ts';
import { watchInTerminal } from '../setup/run-in-terminal.ts';
import type { TerminalWork } from '../terminal.ts';
import { callListener } from '../verbose.ts';
import type { PlannedCommand, PlannedOptions } from './command.ts';
import { reviewWork } from './review.ts';
import { runWork, tellOutcome } from './run.ts';

type Work = TerminalWork<PlannedOptions>;

/** The command on a terminal: what would be done, and its doing. Who resumes has seen it. */
export async function plannedInTerminal(
  work: Work,
  command: PlannedCommand,
  resumes: boolean,
): Promise<ExitCode> {
  const { emit, options } = work;
  const { signal } = work.stop;
  opening(work, [], "Reading the workspace and the application's records");
  const opened = await openApplication(options, signal, callListener(options, emit));
  work.setHeader({
    application: opened.application.name,
    account: opened.identity.account,
    region: opened.caller.region,
  });
  const position = await environmentOf(work, opened);
  const past = pastAnswers(position);
  const name = answersOf(position).environment ?? '';
  opening(work, past, `Reading ${name}: ${command.reads}`);
  const read = { ...readOptions(options, signal), ...(command.mayBeGone && { mayBeGone: true as const }) };
  const found = await command.open(opened, name, { resumes, read, emit });
  const { plan, journal } = found;
  if (isDone(plan)) {
    if (options.dryRun !== true) await removeJournal(opened.workspace.root, name);
    return tellOutcome(
      work.command,
      found,
      { kind: 'finished', facts: found.facts, steps: [] },
      undefined,
      emit,
    );
  }
  for (const check of checkEvents(plan.checks)) emit(check);
  const goesOn = resumes && journal !== undefined && options.dryRun !== true;
  const decision = goesOn ? 'step-by-step' : await reviewWork(work, found, past);
  if (decision === 'dry-run') {
    const summary = 'Nothing was written: that was a dry run.';
    return tellStopped(work.command, { summary, next: ['the same command without --dry-run'] }, emit);
  }
  const watching = watchInTerminal(work, {
    askAgain: decision === 'step-by-step' && options.yes !== true,
    mayCancel: true,
  });
  try {
    const { ended, watched } = await runWork(found, {
      ...watching,
      command: command.name,
      options,
      unattended: options.yes === true,
      attended: true,
      emit,
      read,
    });
    return tellOutcome(work.command, found, ended, watched, emit);
  } finally {
    watching.end();
  }
}

function opening(work: Work, past: ReturnType<typeof pastAnswers>, doing: string): void {
  work.stage.show({ kind: 'opening', header: work.header(), past, doing });
}

/** Asked where there are several and no flag names one. */
async function environmentOf(work: Work, opened: OpenApplication): Promise<Position> {
  const definitions = [environmentQuestion];
  const known = setupKnown(opened);
  const question = currentQuestion(definitions, known, beginning);
  if (question === undefined) return beginning;
  const given = answerWithoutAsking(question, () => work.options.env, false);
  if (given !== undefined) return giveAnswer(definitions, known, beginning, given);
  for (;;) {
    work.stage.show({ kind: 'question', header: work.header(), past: [], question, canGoBack: false });
    const command = await work.stage.next();
    if (command.type === 'leave') throw new Cancelled('Nothing was changed.');
    if (command.type === 'answer') return giveAnswer(definitions, known, beginning, command.value);
  }
}
