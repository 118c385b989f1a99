import { Cancelled, UserError } from '../../../errors.ts';
import {
  type Answers,
  answersOf,
  currentQuestion,
  giveAnswer,
  goBack,
  type Position,
  pastAnswers,
} from '../../../wizard/conversation.ts';
import type { Question } from '../../../wizard/question.ts';
import { siteQuestions } from '../../../wizard/site/site-questions.ts';
import { answerWithoutAsking } from '../../../wizard/without-a-person.ts';
import type { SiteInitOptions } from '../../options.ts';
import type { TerminalWork } from '../../terminal.ts';
import { answersFromFlags, flaggedAnswer } from './flag-answers.ts';
import type { InitSession } from './init-session.ts';
import { initSituation } from './init-situation.ts';

export interface Talk {
  readonly work: TerminalWork<SiteInitOptions>;
  readonly session: InitSession;
  /** Ids of the questions that a person was asked: Esc leads back to those. */
  readonly asked: Set<string>;
}

/** Asks until every question has its answer. @throws Cancelled */
export async function converse(talk: Talk, from: Position): Promise<Position> {
  const { work, session, asked } = talk;
  const flags = answersFromFlags(work.options, session.open);
  const unattended = work.options.yes === true;
  let position = from;
  let refusal: string | undefined;
  for (;;) {
    const trouble = await follow(talk, position);
    if (trouble === 'back') {
      position = back(position, asked);
      continue;
    }
    if (trouble !== undefined) {
      const before = back(position, asked);
      // The answer that led there is asked for again; one that a flag gave cannot be.
      if (before === position) throw trouble;
      position = before;
      refusal = [trouble.message, ...trouble.details.slice(0, 2)].join(' ');
      continue;
    }
    if (unattended || flags.certificate !== undefined) await session.complete();
    const question = currentQuestion(siteQuestions, session.known(), position);
    if (question === undefined) return position;
    const answer = answerWithoutAsking(question, (one) => flaggedAnswer(flags, one), unattended);
    if (answer !== undefined && !asked.has(question.id)) {
      position = giveAnswer(siteQuestions, session.known(), position, answer);
      continue;
    }
    asked.add(question.id);
    const given = await ask(talk, position, question, refusal);
    refusal = undefined;
    if (given.type === 'leave') throw new Cancelled('Nothing was changed.');
    if (given.type === 'back') {
      position = back(position, asked);
      continue;
    }
    try {
      position = giveAnswer(siteQuestions, session.known(), position, given.value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusal = error.message;
    }
  }
}

/** Reads what the next question needs, and says so meanwhile; Esc does not wait for it. @throws Cancelled */
async function follow({ work, session }: Talk, position: Position): Promise<UserError | 'back' | undefined> {
  const answers: Answers = answersOf(position);
  const doing = session.wants(answers);
  const reading = session.read(answers).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof UserError && ['files-refused', 'no-files'].includes(error.code)) return error;
      throw error;
    },
  );
  if (doing === undefined) return reading;
  work.stage.show({ kind: 'opening', header: work.header(), past: pastAnswers(position), doing });
  const first = await Promise.race([reading, work.stage.next()]);
  if (first === undefined || first instanceof UserError) return first;
  // What is still read is read for nobody.
  reading.catch(() => undefined);
  if (first.type === 'leave') throw new Cancelled('Nothing was changed.');
  return 'back';
}

function ask({ work, session, asked }: Talk, position: Position, question: Question, refusal?: string) {
  const { stage } = work;
  const [first] = asked;
  stage.show({
    kind: 'question',
    header: work.header(),
    past: pastAnswers(position),
    ...(question.id === first && { situation: initSituation(session.open) }),
    question,
    canGoBack: back(position, asked) !== position,
    ...(refusal !== undefined && { refusal }),
  });
  session.onArrival(() => {
    const grown = currentQuestion(siteQuestions, session.known(), position);
    if (grown !== undefined)
      stage.update((screen) => (screen.kind === 'question' ? { ...screen, question: grown } : screen));
  });
  return stage.next().finally(() => session.onArrival(undefined));
}

/** To the last question that a person was asked; where there is none, the conversation stays where it is. */
export function back(position: Position, asked: ReadonlySet<string>): Position {
  for (let before = goBack(position); before !== undefined; before = goBack(before)) {
    const next = position.given[before.given.length];
    if (next !== undefined && asked.has(next.id)) return before;
  }
  return position;
}
