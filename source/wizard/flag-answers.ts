import { UserError } from '../errors.ts';
import { namesAnswer, requestOne } from './certificate-names-question.ts';
import { typeAnArn } from './certificate-question.ts';
import type { Answers } from './conversation.ts';
import type { ChoiceQuestion, Question } from './question.ts';
import { staticAnswer } from './static-questions.ts';

/** The answer that a flag gives: `--certificate auto` is the recommended one, and what a list does not offer is typed. */
export function answerFromFlags(flags: Answers, question: Question): string | undefined {
  const given = flags[question.id];
  if (question.id === 'certificate-names' && given !== undefined) return namesAnswer(given, question);
  if (question.id.startsWith('static') && given !== undefined && question.kind === 'choice')
    return staticAnswer(given, question);
  if (question.id !== 'certificate' || given === undefined || question.kind !== 'choice') return given;
  if (given === 'auto') return automatic(question);
  const listedThere = question.choices.some(
    ({ value, unusable }) => value === given && unusable === undefined,
  );
  return listedThere || !given.startsWith('arn:') ? given : typeAnArn;
}

/** An error names so many of those that do not fit: the best ones. */
const mostTold = 8;

/** The best of those that there are: to request one is another thing, which has to be said. */
function automatic(question: ChoiceQuestion): string | undefined {
  if (question.recommended !== requestOne) return question.recommended;
  throw new UserError({
    code: 'no-usable-certificate',
    message: 'No certificate in us-east-1 can be used for these names.',
    next: ['Have a new one requested: --certificate request'],
    details: [
      ...question.choices
        .flatMap(({ label, unusable }) => (unusable === undefined ? [] : [`${label}: ${unusable}`]))
        .slice(0, mostTold),
      ...(question.footnotes ?? []),
    ],
  });
}
