import { nameCovers } from '../cdn/host-name.ts';
import { keyInWords } from '../cdn/path-pattern.ts';
import { aliasProblem } from '../copilot/host-names.ts';
import { pathPatternProblem } from '../copilot/path-pattern.ts';
import { requestOne } from './certificate-names-question.ts';
import { noCertificate } from './certificate-question.ts';
import type { Answers } from './conversation.ts';
import type { Choice, ChoiceQuestion, Question } from './question.ts';
import type { SetupEnvironment, SetupKnown } from './setup-known.ts';
import { wantsCdn } from './setup-known.ts';

export const makeBucket = 'new';
export const typeOne = 'type';

/** What the questions about static files must know. */
export interface StaticKnown {
  /** As it is deployed. */
  readonly now?: { readonly location: string; readonly path: string; readonly alias: string };
  readonly buckets?: {
    readonly list: readonly { readonly name: string; readonly region?: string; readonly age?: string }[];
    readonly failure?: string;
  };
  /** Of the one that was chosen. */
  readonly bucket?: {
    readonly name: string;
    readonly isPublic: boolean;
    /** Worth knowing, the weightiest first. */
    readonly notes: readonly string[];
    /** Whole prefixes: `static/`, `static/img/`. */
    readonly folders: readonly string[];
    readonly foldersFailure?: string;
  };
  /** What the chosen pattern serves, and whom it takes requests from. */
  readonly pattern?: {
    readonly pattern: string;
    readonly served: string;
    readonly shadows: readonly string[];
  };
}

export function askStatic(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || !wantsCdn(known, answers) || answers.cdn === 'manifest') return undefined;
  if (answers.certificate === undefined || answers.certificate === noCertificate) return undefined;
  const { now } = environment.staticFiles;
  const yes: Choice = { value: 'yes', label: 'Yes', columns: ['from an S3 bucket, private or public'] };
  return {
    id: 'static',
    kind: 'choice',
    text: now === undefined ? 'Serve files from S3 as well?' : 'Serve other files from S3?',
    ...(now !== undefined && { note: `${now.path} comes from ${now.location} now.` }),
    flag: '--static-bucket',
    typed: ['--static-bucket NAME --static-path PATTERN --static-alias HOST', '--no-static'],
    choices:
      now === undefined
        ? [{ value: 'no', label: 'No', columns: ['everything comes from the services'] }, yes]
        : [
            { value: 'keep', label: 'Leave it as it is' },
            { ...yes, columns: ['another bucket, path or name'] },
            { value: 'off', label: 'No more', columns: ['everything comes from the services'] },
          ],
    recommended: now === undefined ? 'no' : 'keep',
    explanation: [
      'Requests for one path, static/* say, are answered from a bucket, and kept at the edge; all others go to your services as before.',
      'The bucket stays private: its policy gets a statement for this distribution, merged into what is there.',
      'Nothing is taken off the path: static/app.css is read from the key static/app.css.',
    ],
  };
}

export function askPath(known: SetupKnown, answers: Answers): Question | undefined {
  if (answers.static !== 'yes') return undefined;
  const bucket = known.environment?.staticFiles.bucket;
  const folders = bucket?.folders ?? [];
  const choices = folders.map(
    (folder): Choice => ({ value: `${folder}*`, label: `${folder}*`, columns: [`https://…/${folder}…`] }),
  );
  const usual: Choice[] =
    folders.length > 0 ? [] : [{ value: 'static/*', label: 'static/*', columns: ['what most sites use'] }];
  return {
    id: 'static-path',
    kind: 'choice',
    text: 'Which paths come from the bucket?',
    flag: '--static-path',
    typed: ['--static-path PATTERN'],
    note: 'The keys in the bucket carry the whole path.',
    filter: folders.length > 6,
    choices: [...choices, ...usual, { value: typeOne, label: 'Type a pattern', action: true }],
    footnotes: [
      ...(bucket?.notes ?? []).slice(0, 2),
      ...(bucket?.foldersFailure === undefined ? [] : [bucket.foldersFailure]),
    ],
    explanation: [
      '* stands for any characters, ? for one; case counts.',
      keyInWords('static/*'),
      'Services get no request any more that fits the pattern, on any name.',
    ],
  };
}

export function askTypedPath(_known: SetupKnown, answers: Answers): Question | undefined {
  if (answers['static-path'] !== typeOne) return undefined;
  return {
    id: 'static-path-typed',
    kind: 'text',
    text: 'What is the pattern?',
    flag: '--static-path',
    placeholder: 'static/*',
    check: (text) => pathPatternProblem(text.trim())?.message,
    explanation: [
      '* stands for any characters, ? for one; case counts.',
      keyInWords('static/*'),
      'It has at most 255 characters.',
    ],
  };
}

/** A name of the site itself is best: it leads there already, and is covered. */
export function askAlias(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || answers.static !== 'yes') return undefined;
  const { pattern } = environment.staticFiles;
  const first = environment.names.filter((name) => name.startsWith('www.'));
  const proposals = [
    ...new Set([...first, ...environment.names.slice(0, 8), ...newNames(environment.names)]),
  ];
  const choices = proposals.map((name): Choice => {
    const unusable = aliasRefusal(name, environment, answers);
    const columns = environment.names.includes(name) ? ['a name of the site already'] : ['a name of its own'];
    return { value: name, label: name, columns, ...(unusable !== undefined && { unusable }) };
  });
  const recommended = choices.find((choice) => choice.unusable === undefined)?.value;
  return {
    id: 'static-alias',
    kind: 'choice',
    text: 'Under which name?',
    note: 'Copilot wants one name for them; the path works on every name of the site.',
    flag: '--static-alias',
    typed: ['--static-alias HOST'],
    choices: [...choices, { value: typeOne, label: 'Type a name', action: true }],
    ...(recommended !== undefined && { recommended }),
    footnotes: pattern === undefined ? [] : [pattern.served, ...pattern.shadows],
    explanation: [
      'The distribution answers for it, and the certificate must cover it.',
      'A name of the site needs no DNS record more; a new one gets its record as the others do.',
      'A pattern of the CDN holds for all names of the distribution at once.',
    ],
  };
}

export function askTypedAlias(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || answers['static-alias'] !== typeOne) return undefined;
  return {
    id: 'static-alias-typed',
    kind: 'text',
    text: 'What is the name?',
    flag: '--static-alias',
    placeholder: newNames(environment.names)[0] ?? 'assets.example.com',
    check: (text) => aliasRefusal(text.trim(), environment, answers),
    explanation: [
      'It is a host name alone, like assets.example.com.',
      'The certificate must cover it.',
      'Its record is moved, or shown, with those of the other names.',
    ],
  };
}

/** A flag names what a list need not offer; `--no-static` says it whether there are any or not. */
export function staticAnswer(given: string, question: ChoiceQuestion): string {
  const { id, choices } = question;
  if (choices.some(({ value }) => value === given)) return given;
  if (id === 'static' && given === 'off') return 'no';
  return choices.some(({ value }) => value === typeOne) ? typeOne : given;
}

function newNames(names: readonly string[]): string[] {
  const parents = names
    .map((name) => name.slice(name.indexOf('.') + 1))
    .filter((parent) => parent.includes('.'));
  return [...new Set(parents)].slice(0, 2).flatMap((parent) => [`assets.${parent}`, `static.${parent}`]);
}

/** Why the distribution could not answer for it. */
function aliasRefusal(name: string, environment: SetupEnvironment, answers: Answers): string | undefined {
  const problem = aliasProblem(name);
  if (problem !== undefined) return problem.message;
  const patterns = coveredBy(environment, answers);
  if (patterns === undefined || patterns.some((pattern) => nameCovers(pattern, name))) return undefined;
  return 'the certificate does not cover it';
}

/** The names of the certificate that was chosen; undefined: they are not known here. */
function coveredBy(environment: SetupEnvironment, answers: Answers): readonly string[] | undefined {
  const { names } = environment;
  if (answers.certificate === requestOne) {
    const asked = answers['certificate-names-typed'] ?? answers['certificate-names'] ?? '';
    return asked.split(/[\s,]+/);
  }
  if (answers.certificate === 'managed') return [...names, ...environment.managedNames];
  const arn = answers['certificate-arn'] ?? answers.certificate;
  return environment.certificates.ranked.find((certificate) => certificate.arn === arn)?.names;
}
