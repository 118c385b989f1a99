import { aliasProblem } from '../../copilot/host-names.ts';
import type { Answers } from '../conversation.ts';
import type { Choice, Question } from '../question.ts';
import type { SiteKnown } from './site-known.ts';

export const noAlias = 'none';
export const typeAlias = 'type';

/** Name and certificate hold in one environment: asked where there are several, and it matters. */
export function askSiteEnvironment(known: SiteKnown): Question | undefined {
  if (known.withoutAlias || known.environments.length < 2) return undefined;
  return {
    id: 'environment',
    kind: 'choice',
    text: 'Whose name comes next?',
    note: 'Each environment has its own copy of the site, and each copy its own name.',
    flag: '--env',
    typed: known.environments.slice(0, 9).map(({ name }) => `--env ${name}`),
    filter: known.environments.length > 9,
    choices: known.environments.map(({ name, region = '', account = '' }) => ({
      value: name,
      label: name,
      columns: [region, account].filter((column) => column !== ''),
    })),
    explanation: [
      'Name and certificate are written below environments in the manifest, for the one that you choose.',
      'The files are the same everywhere.',
      'The other environments get theirs by hand, in the same way.',
    ],
  };
}

export function askSiteAlias(known: SiteKnown, answers: Answers): Question {
  const proposed = proposedAliases(known, answers);
  return {
    id: 'alias',
    kind: 'choice',
    text: 'Under which name shall visitors find it?',
    flag: '--alias',
    typed: ['--alias HOST', '--no-alias'],
    choices: [
      ...proposed,
      { value: noAlias, label: 'None of its own', columns: ['only https://….cloudfront.net'] },
      { value: typeAlias, label: 'Type a name', action: true },
    ],
    recommended: proposed[0]?.value ?? noAlias,
    explanation: [
      'CloudFront answers for one name of yours, and for its own in any case.',
      'A name needs a certificate in us-east-1, and a record in its zone, which the deploy writes where the zone is in Route 53.',
      'It can be given or changed later: http.alias in the manifest.',
    ],
  };
}

/** What Copilot would call it, and neighbours of the services' names. */
function proposedAliases(
  { application, domain, environments, names }: SiteKnown,
  answers: Answers,
): Choice[] {
  const site = answers.name ?? '';
  const environment = answers.environment ?? (environments.length === 1 ? environments[0]?.name : undefined);
  const managed: Choice[] =
    domain === undefined || environment === undefined
      ? []
      : [
          {
            value: `${site}.${environment}.${application}.${domain}`,
            label: `${site}.${environment}.${application}.${domain}`,
            columns: ['as Copilot would call it'],
          },
        ];
  const parents = [...new Set(names.map(parentOf))].filter((parent) => parent.includes('.'));
  const beside = parents
    .map((parent) => `${site}.${parent}`)
    .filter((name) => !names.includes(name) && managed.every(({ value }) => value !== name))
    .slice(0, 3)
    .map((name): Choice => ({ value: name, label: name, columns: ['beside your services'] }));
  return [...managed, ...beside].filter(({ value }) => aliasProblem(value) === undefined);
}

function parentOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

export function askTypedSiteAlias(known: SiteKnown, answers: Answers): Question | undefined {
  if (answers.alias !== typeAlias) return undefined;
  const [example] = proposedAliases(known, answers);
  return {
    id: 'alias-typed',
    kind: 'text',
    text: 'What is the name?',
    flag: '--alias',
    placeholder: example?.value ?? 'www.example.com',
    check: (text) => siteAliasProblem(text, known),
    explanation: [
      'It is a host name alone, like docs.example.com.',
      'It must be in a zone of yours, where its record can be written.',
      'A name that a service has cannot lead to the site as well.',
    ],
  };
}

function siteAliasProblem(text: string, { names }: SiteKnown): string | undefined {
  const problem = aliasProblem(text);
  if (problem !== undefined) return `${problem.message} ${problem.fix}`;
  if (text.startsWith('*.')) return 'Copilot gives a site one name, not a wildcard.';
  return names.includes(text.toLowerCase()) ? `${text} is the name of a service already.` : undefined;
}

/** The name that was chosen; undefined: none of its own. */
export function aliasIn({ alias, 'alias-typed': typed }: Answers): string | undefined {
  if (alias === typeAlias) return typed;
  return alias === noAlias ? undefined : alias;
}
