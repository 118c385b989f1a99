import { Cancelled, type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { desiredFrom } from '../../plan/desired.ts';
import type { Journal } from '../../plan/journal.ts';
import { keepJournal, removeJournal } from '../../plan/journal-file.ts';
import { checkEvents } from '../../plan/preflight/check.ts';
import { isDone, summarize } from '../../plan/runner.ts';
import { planSetup } from '../../plan/setup-plan.ts';
import type { Plan } from '../../plan/step.ts';
import { refuseBusyOrStuck } from '../../plan/steps/deployment-failure.ts';
import { refuseStaleAnswers } from '../../wizard/certificate-question.ts';
import { type Answers, answersOf } from '../../wizard/conversation.ts';
import { answerFromFlags } from '../../wizard/flag-answers.ts';
import type { SetupKnown } from '../../wizard/setup-known.ts';
import { setupQuestions } from '../../wizard/setup-questions.ts';
import { converseUnattended } from '../../wizard/without-a-person.ts';
import { type OpenApplication, openApplication } from '../facts/open-application.ts';
import type { OpenEnvironment } from '../facts/read-facts.ts';
import type { SetupOptions } from '../options.ts';
import { callListener } from '../verbose.ts';
import { answersFromFlags, refuseTakingDown } from './answers.ts';
import { type CarryOut, carryOut } from './carry-out.ts';
import { Opened } from './opened.ts';
import { tellOutcome, tellStopped } from './outcome.ts';
import { readOptions } from './read-options.ts';
import { nameInLines, namingFirst } from './service-names.ts';
import { situationFacts } from './situation.ts';
import { writeManifestsOnly } from './write-only.ts';

export interface InLines {
  readonly command: 'setup' | 'resume';
  readonly options: SetupOptions;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** The setup without a person: flags and recommendations answer, lines or JSON tell. */
export async function setupInLines({ command, options, emit, signal }: InLines): Promise<ExitCode> {
  const flags = answersFromFlags(options);
  const opened = await openApplication(options, signal, callListener(options, emit));
  tellWhere(opened, emit);
  const read = readOptions(options, signal);
  const seen = new Opened(opened, read);
  const { position, known } = await converseUnattended({
    definitions: setupQuestions,
    known: async (answers) => {
      const wanted = seen.wants(answers);
      if (wanted !== undefined)
        for (const fact of situationFacts((await seen.open(wanted)).facts)) emit(fact);
      await seen.complete();
      await seen.readForStatic(answers);
      return seen.known();
    },
    flagged: (question) => answerFromFlags(flags, question),
    recommended: options.yes === true || command === 'resume',
    emit,
  });
  const open = seen.environment;
  if (open === undefined)
    throw new UserError({ code: 'answer-missing', message: 'Which environment?', next: ['--env NAME'] });
  const given = answersOf(position);
  const answers = seen.answers(given);
  const journal = seen.goesOn(given) ? seen.journal : undefined;
  refuseTakingDown(options, open.facts);
  refuseStaleAnswers(known, answers);
  refuseNoServices(known, answers, options);
  const wanted = desiredFrom(answers);
  const naming = namingFirst(open, given);
  if (naming !== undefined) return nameInLines({ command, options, emit }, open, naming);
  const { environment, desired } = await seen.forDesired(open, wanted);
  const plan = planSetup(environment.facts, desired);
  if (!desired.cdn)
    return tellStopped(
      command,
      { summary: `${environment.facts.environment.name} stays without CloudFront.` },
      emit,
    );
  for (const check of checkEvents(plan.checks)) emit(check);
  if (options.dryRun === true) return tellDryRun(command, plan, emit);
  if (options.deploy === false || answers.cdn === 'manifest')
    return writeManifestsOnly(command, plan, environment, emit);
  if (isDone(plan)) {
    await removeJournal(opened.workspace.root, environment.facts.environment.name);
    return tellOutcome(command, { kind: 'finished', facts: environment.facts, steps: [] }, emit);
  }
  const unattended = options.yes === true || journal?.unattended === true;
  if (!unattended) throw consentMissing(plan);
  refuseBusyOrStuck(environment.facts, seen.journal?.operation);
  const keeper = await keepJournal(opened.workspace.root, {
    ...journalFor(seen, environment, answers),
    unattended,
  });
  const ended = await carryOut({
    opened,
    environment,
    planFor: (facts) => planSetup(facts, desired),
    journal: keeper,
    emit,
    consent: consentOf(emit),
    cancelUpdate: new AbortController().signal,
    attended: false,
    read,
  });
  return tellOutcome(command, ended, emit);
}

/**
 * The journal to go on with. New answers replace the old ones only: what an earlier run has in flight, and which manifest edit
 * belongs to it, is true whatever is wanted now.
 */
export function journalFor(opened: Opened, environment: OpenEnvironment, answers: Answers): Journal {
  const fresh: Journal = {
    version: 1,
    command: 'setup',
    application: opened.application.application.name,
    environment: environment.facts.environment.name,
    startedAt: new Date().toISOString(),
    answers,
    unattended: false,
  };
  return { ...opened.journal, ...fresh, startedAt: opened.journal?.startedAt ?? fresh.startedAt };
}

export function tellWhere({ workspace, application, identity, caller }: OpenApplication, emit: Emit): void {
  emit({ type: 'fact', name: 'workspace', value: workspace.root, text: `Workspace ${workspace.root}` });
  emit({
    type: 'fact',
    name: 'application',
    value: application.name,
    text: `Application ${application.name}, account ${identity.account}, ${caller.region}, as ${identity.arn}`,
  });
}

function refuseNoServices(known: SetupKnown, answers: Answers, options: SetupOptions): void {
  const environment = known.environment;
  const onlyWrites = options.deploy === false || options.dryRun === true || answers.cdn === 'no';
  if (environment === undefined || environment.services.length > 0 || onlyWrites) return;
  throw new UserError({
    code: 'no-services',
    message: `No service is behind the load balancer of ${environment.name}, and CloudFront stands in front of a load balancer. Copilot makes the load balancer, and with it the distribution, when the first Load Balanced Web Service is deployed.`,
    next: [
      `Write it into the manifest only, for that day: copilot-cdn setup --env ${environment.name} --yes --no-deploy`,
      'Or deploy a Load Balanced Web Service first, then come back',
    ],
  });
}

function tellDryRun(command: string, plan: Plan, emit: Emit): ExitCode {
  emit({ type: 'plan', title: plan.title, steps: plan.steps.map(summarize) });
  const open = plan.steps.filter((step) => !step.done);
  for (const step of open)
    for (const change of step.changes) emit({ type: 'change', step: step.id, ...change });
  const summary =
    open.length === 0
      ? 'Nothing to do.'
      : `This is what would be done, in ${open.length} steps. Nothing was written.`;
  return tellStopped(
    command,
    { summary, ...(open.length > 0 && { next: ['the same command without --dry-run'] }) },
    emit,
  );
}

export function consentMissing(plan: Plan): UserError {
  return new UserError({
    code: 'consent-missing',
    message: `${plan.steps.filter((step) => !step.done).length} steps would change the environment, and there is no terminal to ask in.`,
    next: ['See them first: --dry-run', 'Do them without questions: --yes'],
  });
}

/** `--yes` gives the recommended answer to what a step asks. */
export function consentOf(emit: Emit): CarryOut['consent'] {
  return async (consent) => {
    for (const message of consent.warnings)
      emit({ type: 'notice', code: 'asked-about', level: 'warning', message });
    const { id, text, kind } = consent.question;
    const recommended = kind === 'choice' ? consent.question.recommended : undefined;
    if (recommended === undefined) throw notWithoutAPerson(consent.warnings);
    emit({ type: 'question', id, text, answer: recommended, because: '--yes' });
    return recommended === 'yes';
  };
}

/** The guard asks a person about changes that depend on what AWS finds; `--yes` is no answer to that. */
function notWithoutAPerson(warnings: readonly string[]): UserError {
  return new UserError({
    code: 'change-needs-a-person',
    message: 'CloudFormation proposes changes that a person has to judge; nothing was executed.',
    next: ['Run it in a terminal: copilot-cdn resume'],
    details: warnings,
    exitCode: exitCode.refused,
  });
}

/** What Ctrl-C leaves behind, when nobody can be asked. */
export function interrupted(command: string): Cancelled {
  const again = ['setup', 'tls', 'resume'].includes(command) ? 'copilot-cdn resume' : 'the same command';
  return new Cancelled(`Interrupted. What was started in AWS goes on there; ${again} finds it again.`);
}
