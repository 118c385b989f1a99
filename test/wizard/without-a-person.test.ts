import { describe, expect, it } from 'vitest';
import { UserError } from '../../source/errors.ts';
import type { EventBody } from '../../source/event.ts';
import type { QuestionDefinition } from '../../source/wizard/conversation.ts';
import { answerWithoutAsking, converseUnattended } from '../../source/wizard/without-a-person.ts';

const colours: QuestionDefinition<null> = {
  id: 'colour',
  label: 'Colour',
  ask: () => ({
    id: 'colour',
    kind: 'choice',
    text: 'Which colour?',
    flag: '--colour',
    explanation: [],
    choices: [
      { value: 'red', label: 'Red' },
      { value: 'blue', label: 'Blue' },
      { value: 'grey', label: 'Grey', unusable: 'sold out' },
    ],
    recommended: 'blue',
  }),
};

describe('a conversation without a person', () => {
  it('takes the answer of a flag and says so', async () => {
    expect(await converse({ colour: 'red' }, false)).toEqual({ answer: 'red', because: '--colour' });
  });

  it('takes the recommended answer with --yes', async () => {
    expect(await converse({}, true)).toEqual({ answer: 'blue', because: 'recommended' });
  });

  it('names the flag that is missing', async () => {
    const error = await converse({}, false).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      code: 'answer-missing',
      exitCode: 2,
      next: ['--colour VALUE', '--yes takes the recommended answer to every question'],
    });
  });

  it('refuses what the list refuses, with its reason', async () => {
    const error = await converse({ colour: 'grey' }, true).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      code: 'answer-not-possible',
      message: '--colour grey cannot be used: sold out.',
    });
  });

  it('lists what there is for an answer that is not there', async () => {
    const error = await converse({ colour: 'green' }, true).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'answer-not-possible', next: ['--colour red', '--colour blue'] });
  });
});

async function converse(flags: Readonly<Record<string, string>>, recommended: boolean) {
  const events: EventBody[] = [];
  const { position } = await converseUnattended({
    definitions: [colours],
    known: () => Promise.resolve(null),
    flagged: (question) => flags[question.id],
    recommended,
    emit: (event) => events.push(event),
  });
  const asked = events.find((event) => event.type === 'question');
  return { answer: position.given[0]?.value, because: asked?.because };
}

describe('the only answer', () => {
  const one = { value: 'red', label: 'Red' };

  it.each([
    ['is taken when the list is complete', { choices: [one] }, 'red'],
    ['is not taken while more may come', { choices: [one], pending: 'Asking' }, undefined],
    ['is not taken when it is not an item', { choices: [{ ...one, action: true }] }, undefined],
    ['is not taken when it cannot be chosen', { choices: [{ ...one, unusable: 'sold out' }] }, undefined],
  ])('%s', (_what, question, answer) => {
    const asked = {
      id: 'colour',
      kind: 'choice',
      text: 'Which colour?',
      explanation: [],
      ...question,
    } as const;
    expect(answerWithoutAsking(asked, () => undefined, false)).toBe(answer);
  });
});
