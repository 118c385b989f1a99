import type { SiteRouting } from '../../copilot/static-site-manifest/extension.ts';
import type { ChoiceQuestion, Question } from '../question.ts';
import type { SiteKnown } from './site-known.ts';

export function askRouting({ keys = [] }: SiteKnown): Question {
  const { routing, because } = recommendRouting(keys);
  return {
    id: 'routing',
    kind: 'choice',
    text: 'What shall an address without a file’s name show?',
    flag: '--routing',
    typed: ['--routing pages', '--routing single-page', '--routing pretty'],
    note: because,
    choices: [...choices].sort(
      (one, other) => Number(other.value === routing) - Number(one.value === routing),
    ),
    recommended: routing,
    explanation: [
      'The files lie in the bucket under their keys, and a visitor asks for /about: a small function at the edge finds the key.',
      'With pages it is about/index.html, with pretty addresses about.html; a single-page app gets index.html for everything that is no file.',
      'It stands in the manifest and can be changed with any deploy.',
    ],
  };
}

const choices: ChoiceQuestion['choices'] = [
  { value: 'pages', label: 'Pages in folders', columns: ['/about shows about/index.html'] },
  { value: 'pretty', label: 'Pretty addresses', columns: ['/about shows about.html'] },
  { value: 'single-page', label: 'A single-page app', columns: ['/about shows index.html'] },
];

/** Pages that servers show instead of others, not under their own address. */
const notFound = /(^|\/)(404|200|500|_?error|offline)\.html$/;

/** What the files themselves ask for, and why, in a sentence. */
export function recommendRouting(keys: readonly string[]): {
  readonly routing: SiteRouting;
  readonly because: string;
} {
  const pages = keys.filter((key) => key.endsWith('.html') && !notFound.test(key));
  const inFolders = pages.filter((key) => key.endsWith('/index.html'));
  const beside = pages.filter((key) => !/(^|\/)index\.html$/.test(key));
  const [only, ...others] = pages;
  if (only === 'index.html' && others.length === 0)
    return {
      routing: 'single-page',
      because: 'index.html is the only page: most likely an app that draws the others.',
    };
  const [first = ''] = beside;
  if (beside.length > inFolders.length)
    return {
      routing: 'pretty',
      because: `${first} is a page of its own: /${first.slice(0, -'.html'.length)} finds it.`,
    };
  const [folder] = inFolders;
  return {
    routing: 'pages',
    because:
      folder === undefined
        ? 'There is no page to tell by; folders are what most sites have.'
        : `${folder} is found by /${folder.slice(0, -'/index.html'.length)}.`,
  };
}
