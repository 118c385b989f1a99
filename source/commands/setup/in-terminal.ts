import { Cancelled, type ExitCode, UserError } from '../../errors.ts';
import { desiredFrom } from '../../plan/desired.ts';
import { keepJournal, removeJournal } from '../../plan/journal-file.ts';
import { checkEvents } from '../../plan/preflight/check.ts';
import { isDone } from '../../plan/runner.ts';
import { planSetup } from '../../plan/setup-plan.ts';
import { refuseBusyOrStuck } from '../../plan/steps/deployment-failure.ts';
import { refuseStaleAnswers } from '../../wizard/certificate-question.ts';
import {
  answersOf,
  beginning,
  currentQuestion,
  giveAnswer,
  goBack,
  type Position,
  pastAnswers,
} from '../../wizard/conversation.ts';
import { answerFromFlags } from '../../wizard/flag-answers.ts';
import type { Question } from '../../wizard/question.ts';
import { setupQuestions } from '../../wizard/setup-questions.ts';
import { answerWithoutAsking } from '../../wizard/without-a-person.ts';
import { openApplication } from '../facts/open-application.ts';
import type { OpenEnvironment } from '../facts/read-facts.ts';
import type { SetupOptions } from '../options.ts';
import type { TerminalWork } from '../terminal.ts';
import { callListener } from '../verbose.ts';
import { answersFromFlags, refuseTakingDown } from './answers.ts';
import { carryOut } from './carry-out.ts';
import { follow, followStatic } from './follow.ts';
import { journalFor } from './in-lines.ts';
import { Opened } from './opened.ts';
import { tellOutcome, tellStopped } from './outcome.ts';
import { readOptions } from './read-options.ts';
import { review } from './review.ts';
import { watchInTerminal } from './run-in-terminal.ts';
import { nameInTerminal, namingFirst } from './service-names.ts';
import { situationOf } from './situation.ts';
import { writeManifestsOnly } from './write-only.ts';

type Work = TerminalWork<SetupOptions>;

/** The conversation on a terminal: questions, review, run. Flags answer their questions beforehand. */
export async function setupInTerminal(work: Work): Promise<ExitCode> {
  const { command, emit, options } = work;
  const opened = await openWorkspace(work);
  const asked = new Set<string>();
  let position = beginning;
  for (;;) {
    position = await converse(work, opened, position, asked);
    const given = answersOf(position);
    const answers = opened.answers(given);
    const open = openOne(opened);
    refuseTakingDown(options, open.facts);
    refuseStaleAnswers(opened.known(), answers);
    const wanted = desiredFrom(answers);
    const { name } = open.facts.environment;
    if (!wanted.cdn)
      return tellStopped(
        command,
        { summary: `${name} stays without CloudFront. Nothing was changed.` },
        emit,
      );
    const naming = namingFirst(open, given);
    if (naming !== undefined) {
      const code = await nameInTerminal(work, open, naming, pastAnswers(position));
      if (code !== undefined) return code;
      position = back(position, asked);
      continue;
    }
    const { environment, desired } = await opened.forDesired(open, wanted);
    const plan = planSetup(environment.facts, desired);
    if (isDone(plan)) {
      if (options.dryRun !== true) await removeJournal(opened.application.workspace.root, name);
      return tellOutcome(command, { kind: 'finished', facts: environment.facts, steps: [] }, emit);
    }
    for (const check of checkEvents(plan.checks)) emit(check);
    const decision =
      opened.goesOn(given) && command === 'resume' && options.dryRun !== true && options.deploy !== false
        ? 'step-by-step'
        : await review(work, { plan, past: pastAnswers(position), answers });
    switch (decision) {
      case 'back':
        position = back(position, asked);
        continue;
      case 'dry-run':
        return tellStopped(
          command,
          {
            summary: 'Nothing was written: that was a dry run.',
            next: ['the same command without --dry-run'],
          },
          emit,
        );
      case 'manifest':
        return writeManifestsOnly(command, plan, environment, emit);
      case 'all':
      case 'step-by-step':
    }
    refuseBusyOrStuck(environment.facts, opened.journal?.operation);
    const journal = await keepJournal(opened.application.workspace.root, {
      ...journalFor(opened, environment, answers),
      unattended: options.yes === true,
    });
    const watching = watchInTerminal(work, { askAgain: decision === 'step-by-step', mayCancel: true });
    try {
      const ended = await carryOut({
        ...watching,
        attended: true,
        opened: opened.application,
        environment,
        planFor: (facts) => planSetup(facts, desired),
        journal,
        emit,
        read: opened.read,
      });
      return tellOutcome(command, ended, emit);
    } finally {
      watching.end();
    }
  }
}

async function openWorkspace(work: Work): Promise<Opened> {
  const { signal } = work.stop;
  work.stage.show({
    kind: 'opening',
    header: {},
    past: [],
    doing: "Reading the workspace and the application's records",
  });
  const application = await openApplication(work.options, signal, callListener(work.options, work.emit));
  work.setHeader({
    application: application.application.name,
    account: application.identity.account,
    region: application.caller.region,
  });
  return new Opened(application, readOptions(work.options, signal));
}

function openOne(opened: Opened): OpenEnvironment {
  if (opened.environment === undefined) throw new Error('The conversation ended without an environment.');
  return opened.environment;
}

/** Asks until every question has its answer. `asked` grows by those that a person was asked. */
async function converse(work: Work, opened: Opened, from: Position, asked: Set<string>): Promise<Position> {
  const { options, command } = work;
  const flags = answersFromFlags(options);
  const unattended = options.yes === true || command === 'resume';
  let position = from;
  let refusal: string | undefined;
  for (;;) {
    await follow(work, opened, position);
    const trouble = await followStatic(work, opened, position);
    if (trouble !== undefined) {
      // The answer that led there is asked for again.
      if (unattended) throw trouble;
      position = back(position, asked);
      refusal = trouble.message;
      continue;
    }
    if (unattended || flags.certificate !== undefined) await opened.complete();
    const question = currentQuestion(setupQuestions, opened.known(), position);
    if (question === undefined) return position;
    const answer = answerWithoutAsking(question, (one) => answerFromFlags(flags, one), unattended);
    if (answer !== undefined && !asked.has(question.id)) {
      position = giveAnswer(setupQuestions, opened.known(), position, answer);
      continue;
    }
    asked.add(question.id);
    const [first] = [...asked].filter((id) => id !== 'environment');
    const done = await ask(work, opened, position, question, refusal, {
      isFirst: question.id === first,
      canGoBack: back(position, asked) !== position,
    });
    refusal = undefined;
    if (done.type === 'leave') throw new Cancelled('Nothing was changed.');
    if (done.type === 'back') {
      position = back(position, asked);
      continue;
    }
    try {
      position = giveAnswer(setupQuestions, opened.known(), position, done.value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusal = error.message;
    }
  }
}

function ask(
  work: Work,
  opened: Opened,
  position: Position,
  question: Question,
  refusal: string | undefined,
  { isFirst, canGoBack }: { readonly isFirst: boolean; readonly canGoBack: boolean },
) {
  const { stage } = work;
  const environment = opened.environment;
  const past = pastAnswers(position);
  stage.show({
    kind: 'question',
    header: work.header(),
    past,
    ...(environment !== undefined && isFirst && { situation: situationOf(environment.facts) }),
    question,
    canGoBack,
    ...(refusal !== undefined && { refusal }),
  });
  opened.onArrival(() => {
    const grown = currentQuestion(setupQuestions, opened.known(), position);
    if (grown !== undefined)
      stage.update((screen) => (screen.kind === 'question' ? { ...screen, question: grown } : screen));
  });
  return stage.next().finally(() => opened.onArrival(undefined));
}

/** To the last question that a person was asked; where there is none, the conversation stays where it is. */
function back(position: Position, asked: ReadonlySet<string>): Position {
  for (let before = goBack(position); before !== undefined; before = goBack(before)) {
    const next = position.given[before.given.length];
    if (next !== undefined && asked.has(next.id)) return before;
  }
  return position;
}
