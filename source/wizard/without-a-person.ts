import { UserError } from '../errors.ts';
import type { Emit } from '../event.ts';
import {
  type Answers,
  beginning,
  currentQuestion,
  giveAnswer,
  type Position,
  type QuestionDefinition,
} from './conversation.ts';
import type { ChoiceQuestion, Question } from './question.ts';

export interface Unattended<Known> {
  readonly definitions: readonly QuestionDefinition<Known>[];
  /** Facts for the answers so far; read again after each answer, because an answer may open new facts. */
  readonly known: (answers: Answers) => Promise<Known>;
  /** The answer that a flag gives to a question. */
  readonly flagged: (question: Question) => string | undefined;
  /** `--yes`: take the recommended answer where none is given. */
  readonly recommended: boolean;
  readonly emit: Emit;
}

/**
 * Holds a conversation without a person: flags answer first, then, with `--yes`, the recommendation.
 * @throws UserError `answer-missing`, naming the flag; `answer-not-possible` for an answer that the question refuses.
 */
export async function converseUnattended<Known>(
  conversation: Unattended<Known>,
): Promise<{ position: Position; known: Known }> {
  const { definitions, emit } = conversation;
  let position = beginning;
  let known = await conversation.known({});
  for (;;) {
    const question = currentQuestion(definitions, known, position);
    if (question === undefined) return { position, known };
    const { value, because } = answerTo(question, conversation);
    position = giveAnswer(definitions, known, position, value);
    const text = position.given.at(-1)?.text;
    emit({ type: 'question', id: question.id, text: question.text, answer: text || value, because });
    known = await conversation.known(
      Object.fromEntries(position.given.map((given) => [given.id, given.value])),
    );
  }
}

function answerTo<Known>(
  question: Question,
  conversation: Unattended<Known>,
): { value: string; because: string } {
  const value = answerWithoutAsking(question, conversation.flagged, conversation.recommended);
  if (value === undefined) throw missing(question, conversation.recommended);
  const flagged = conversation.flagged(question) !== undefined;
  const because = flagged
    ? typedFor(question, value)
    : question.kind === 'choice' && onlyChoice(question) !== undefined
      ? 'the only one'
      : 'recommended';
  return { value, because };
}

/** The flag as it was typed: `--no-cdn` for the second of `--cdn` and `--no-cdn`. */
function typedFor(question: Question, value: string): string {
  const { typed, flag } = question;
  const place =
    question.kind === 'choice' ? question.choices.findIndex((choice) => choice.value === value) : -1;
  const ofChoice = typed?.[place]?.startsWith('--no-') === true ? typed[place] : undefined;
  return ofChoice ?? flag ?? 'given';
}

/** The answer to a question that nobody has to be asked: from a flag, because there is only one, or recommended. */
export function answerWithoutAsking(
  question: Question,
  flagged: (question: Question) => string | undefined,
  recommended: boolean,
): string | undefined {
  const flag = flagged(question);
  if (flag !== undefined) return flag;
  const only = question.kind === 'choice' ? onlyChoice(question) : undefined;
  return only ?? (recommended ? question.recommended : undefined);
}

/** A list that is complete, with one item in it and nothing else to do. */
function onlyChoice({ choices, pending }: ChoiceQuestion): string | undefined {
  const [only, ...others] = choices;
  const settled = only !== undefined && others.length === 0 && pending === undefined;
  return settled && only.unusable === undefined && only.action !== true ? only.value : undefined;
}

function missing(question: Question, recommended: boolean): UserError {
  const usable =
    question.kind === 'choice' ? question.choices.filter((choice) => choice.unusable === undefined) : [];
  const noGoodOne = recommended ? ' There is no answer to recommend.' : '';
  return new UserError({
    code: 'answer-missing',
    message: `${question.text} There is no terminal to ask in.${noGoodOne}`,
    next: [
      ...(question.typed ?? (question.flag === undefined ? [] : [`${question.flag} VALUE`])),
      ...(recommended ? [] : ['--yes takes the recommended answer to every question']),
    ],
    details: [...usable.map((choice) => choice.label), ...(question.footnotes ?? [])],
  });
}
