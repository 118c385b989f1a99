import { namesIn, namesProblem, usualNames, wildcardNames } from '../cdn/certificate-names.ts';
import type { Answers } from './conversation.ts';
import type { Choice, ChoiceQuestion, Question, TextQuestion } from './question.ts';
import { listed, type SetupEnvironment, type SetupKnown } from './setup-known.ts';

export const requestOne = 'request';
export const typeNames = 'type-names';

/** Under the certificates that there are: a new one. Where the site has no name there is nothing to ask for. */
export function requestChoices({ names, managedDomain }: SetupEnvironment): Choice[] {
  if (names.length === 0 || managedDomain) return [];
  return [
    {
      value: requestOne,
      label: 'Request a new one',
      columns: [`for ${names.length === 1 ? 'this name' : 'these names'}; free, renews itself`],
      action: true,
    },
  ];
}

/** The two ways to say what a certificate shall cover: choosing a proposal, or typing. */
export function proposedNames(names: readonly string[]): {
  readonly choice: Question;
  readonly typed: Question;
} {
  return { choice: namesChoice(names), typed: namesText(names) };
}

/** What a new certificate shall cover. */
export function askCertificateNames(known: SetupKnown, answers: Answers): Question | undefined {
  return answers.certificate === requestOne ? namesChoice(known.environment?.names ?? []) : undefined;
}

export function askTypedNames(known: SetupKnown, answers: Answers): Question | undefined {
  if (answers.certificate !== requestOne || answers['certificate-names'] !== typeNames) return undefined;
  return namesText(known.environment?.names ?? []);
}

function namesChoice(names: readonly string[]): ChoiceQuestion {
  const wildcards = wildcardNames(names);
  const fits = names.length <= usualNames;
  const exact: Choice = {
    value: names.join(','),
    label: listed(names),
    columns: [names.length === 1 ? 'only this name' : 'only these names'],
    ...(!fits && {
      unusable: `ACM gives an account ${usualNames} names a certificate until it asks for more`,
    }),
  };
  const wildcard: Choice[] =
    wildcards === undefined
      ? []
      : [
          {
            value: wildcards.join(','),
            label: listed(wildcards),
            columns: ['and names that come later'],
          },
        ];
  const recommended = fits || wildcards === undefined ? exact.value : wildcards.join(',');
  return {
    id: 'certificate-names',
    kind: 'choice',
    text: 'Which names shall the certificate cover?',
    flag: '--certificate-name',
    typed: ['--certificate-name HOST'],
    choices: [exact, ...wildcard, { value: typeNames, label: 'Type the names', action: true }],
    recommended,
    explanation: [
      'ACM issues it once each name is proved by a record in its DNS zone; where the zone is in Route 53 here, the record is written after you said yes.',
      '*.example.com covers every name right under example.com, but not example.com itself, nor a.b.example.com.',
      'A certificate cannot be changed afterwards: for more names another one is requested.',
    ],
  };
}

function namesText(needed: readonly string[]): TextQuestion {
  return {
    id: 'certificate-names-typed',
    kind: 'text',
    text: 'Which names, with commas between them?',
    flag: '--certificate-name',
    placeholder: needed.join(', '),
    check: (text) => namesProblem(namesIn(text), needed),
    explanation: [
      'They must cover every name of the services behind the load balancer.',
      'The first is the one that lists show; it has at most 64 characters.',
      'ACM gives an account 10 names a certificate until it asks for more.',
    ],
  };
}

export function describeNames(value: string): string {
  return value === typeNames ? '' : listed(namesIn(value));
}

/** `--certificate-name` where the names are none of those that are proposed. */
export function namesAnswer(given: string, question: Question): string {
  const proposed =
    question.kind === 'choice' &&
    question.choices.find(
      (choice) => namesIn(choice.value).toSorted().join() === namesIn(given).toSorted().join(),
    );
  return proposed ? proposed.value : typeNames;
}
