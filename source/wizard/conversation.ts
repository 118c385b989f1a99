import { UserError } from '../errors.ts';
import type { PastAnswer, Question } from './question.ts';

/** Answers by question id, as text: the same whether a person chose them, a flag gave them or a journal kept them. */
export type Answers = Readonly<Record<string, string>>;

/** One question of a conversation: when it is asked, what it offers, what its answer reads like afterwards. */
export interface QuestionDefinition<Known> {
  readonly id: string;
  /** The word before a past answer: "Environment". */
  readonly label: string;
  /** The question as things stand; undefined when it does not apply. */
  readonly ask: (known: Known, answers: Answers) => Question | undefined;
  /** The answer in a few words, for the line that remains. Default: the choice's label. */
  readonly describe?: (value: string, known: Known) => string;
  /** What is wrong with an answer, in words of its own; undefined: the question's choices or check decide. */
  readonly problem?: (value: string, known: Known) => UserError | undefined;
}

/** Where a conversation is: the answers given so far, in the order given, and those that Esc took back. */
export interface Position {
  readonly given: readonly {
    readonly id: string;
    readonly value: string;
    readonly text: string;
    readonly label: string;
  }[];
  /** Taken back by Esc; offered again as the chosen row. */
  readonly earlier: Answers;
}

export const beginning: Position = { given: [], earlier: {} };

export function answersOf(position: Position): Answers {
  return Object.fromEntries(position.given.map((answer) => [answer.id, answer.value]));
}

/** The question to ask now, with the earlier answer still chosen; undefined when all are answered. */
export function currentQuestion<Known>(
  definitions: readonly QuestionDefinition<Known>[],
  known: Known,
  position: Position,
): Question | undefined {
  const answers = answersOf(position);
  for (const definition of definitions) {
    if (definition.id in answers) continue;
    const question = definition.ask(known, answers);
    if (question === undefined) continue;
    const previous = position.earlier[definition.id];
    return previous === undefined ? question : { ...question, previous };
  }
  return undefined;
}

/**
 * Takes an answer to the current question, whoever gives it.
 * @throws UserError `answer-not-possible` when the question has no such choice, or it cannot be chosen; says why.
 */
export function giveAnswer<Known>(
  definitions: readonly QuestionDefinition<Known>[],
  known: Known,
  position: Position,
  value: string,
): Position {
  const question = currentQuestion(definitions, known, position);
  const definition = definitions.find((candidate) => candidate.id === question?.id);
  if (question === undefined || definition === undefined) return position;
  const problem = definition.problem?.(value, known);
  if (problem !== undefined) throw problem;
  refuseImpossible(question, value);
  const text = definition.describe?.(value, known) ?? labelOf(question, value);
  return {
    given: [...position.given, { id: definition.id, value, text, label: definition.label }],
    earlier: { ...position.earlier, [definition.id]: value },
  };
}

/** One question back; undefined when there is none before. */
export function goBack(position: Position): Position | undefined {
  if (position.given.length === 0) return undefined;
  return { given: position.given.slice(0, -1), earlier: position.earlier };
}

export function pastAnswers(position: Position): PastAnswer[] {
  return position.given
    .filter((answer) => answer.text !== '')
    .map((answer) => ({ questionId: answer.id, label: answer.label, text: answer.text }));
}

function labelOf(question: Question, value: string): string {
  if (question.kind !== 'choice') return value;
  return question.choices.find((choice) => choice.value === value)?.label ?? value;
}

function refuseImpossible(question: Question, value: string): void {
  const because = question.flag === undefined ? 'The answer' : question.flag;
  if (question.kind === 'text') {
    const wrong = question.check(value);
    if (wrong === undefined) return;
    throw new UserError({ code: 'answer-not-possible', message: `${because} ${quote(value)}: ${wrong}` });
  }
  if (question.kind === 'files') return;
  const choice = question.choices.find((candidate) => candidate.value === value);
  if (choice === undefined) {
    const possible = question.choices.filter((candidate) => candidate.unusable === undefined);
    throw new UserError({
      code: 'answer-not-possible',
      message: `${because} ${quote(value)} is not one of the choices.`,
      next:
        question.typed ??
        possible
          .filter((candidate) => candidate.action !== true)
          .map((candidate) => `${question.flag ?? question.id} ${candidate.value}`),
    });
  }
  if (choice.unusable !== undefined) {
    throw new UserError({
      code: 'answer-not-possible',
      message: `${because} ${quote(value)} cannot be used: ${choice.unusable}.`,
    });
  }
}

function quote(value: string): string {
  return value === '' ? '(empty)' : value;
}
