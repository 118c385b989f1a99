import { type ExitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { removeJournal } from '../../plan/journal-file.ts';
import { checkEvents } from '../../plan/preflight/check.ts';
import { isDone, summarize } from '../../plan/runner.ts';
import type { Plan } from '../../plan/step.ts';
import { answersOf } from '../../wizard/conversation.ts';
import { environmentQuestion } from '../../wizard/setup-questions.ts';
import { converseUnattended } from '../../wizard/without-a-person.ts';
import { type OpenApplication, openApplication } from '../facts/open-application.ts';
import { consentMissing, consentOf, tellWhere } from '../setup/in-lines.ts';
import { setupKnown } from '../setup/known.ts';
import { tellStopped } from '../setup/outcome.ts';
import { readOptions } from '../setup/read-options.ts';
import { callListener } from '../verbose.ts';
import type { PlannedCommand, PlannedOptions } from './command.ts';
import { runWork, tellOutcome } from './run.ts';

export interface PlannedInLines {
  /** The command as it was typed. */
  readonly name: string;
  readonly command: PlannedCommand;
  readonly options: PlannedOptions;
  readonly resumes: boolean;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** The command without a person: flags answer, lines or JSON tell. */
export async function plannedInLines(given: PlannedInLines): Promise<ExitCode> {
  const { name, command, options, resumes, emit, signal } = given;
  const opened = await openApplication(options, signal, callListener(options, emit));
  tellWhere(opened, emit);
  const read = { ...readOptions(options, signal), ...(command.mayBeGone && { mayBeGone: true as const }) };
  const environment = await environmentOf(opened, options, emit);
  const work = await command.open(opened, environment, { resumes, read, emit });
  const { plan, journal } = work;
  for (const check of checkEvents(plan.checks)) emit(check);
  if (options.dryRun === true) return tellDryRun(name, plan, emit);
  if (isDone(plan)) {
    await removeJournal(opened.workspace.root, environment);
    return tellOutcome(name, work, { kind: 'finished', facts: work.facts, steps: [] }, undefined, emit);
  }
  const unattended = options.yes === true || journal?.unattended === true;
  if (!unattended) throw consentMissing(plan);
  const { ended, watched } = await runWork(work, {
    command: command.name,
    options,
    unattended,
    attended: false,
    emit,
    consent: consentOf(emit),
    cancelUpdate: new AbortController().signal,
    read,
  });
  return tellOutcome(name, work, ended, watched, emit);
}

/** @throws UserError `answer-missing` where there are several and none is named */
async function environmentOf(opened: OpenApplication, options: PlannedOptions, emit: Emit): Promise<string> {
  const { position } = await converseUnattended({
    definitions: [environmentQuestion],
    known: async () => setupKnown(opened),
    flagged: () => options.env,
    recommended: false,
    emit,
  });
  const name = answersOf(position).environment;
  if (name !== undefined) return name;
  throw new UserError({ code: 'answer-missing', message: 'Which environment?', next: ['--env NAME'] });
}

/** Every step in its order, why it stands there, and what it would change. */
function tellDryRun(command: string, plan: Plan, emit: Emit): ExitCode {
  emit({ type: 'plan', title: plan.title, steps: plan.steps.map(summarize) });
  const open = plan.steps.filter((step) => !step.done);
  for (const step of open) {
    emit({ type: 'fact', name: 'reason', value: [step.id, step.why], text: `${step.title}: ${step.why}` });
    for (const change of step.changes) emit({ type: 'change', step: step.id, ...change });
  }
  const summary =
    open.length === 0
      ? 'Nothing to do.'
      : `This is what would be done, in ${open.length} steps. Nothing was written.`;
  const next = open.length === 0 ? {} : { next: ['the same command without --dry-run'] };
  return tellStopped(command, { summary, ...next }, emit);
}
