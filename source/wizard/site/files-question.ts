import { decodeAnswer, encodeAnswer } from '../../site/tree/answer.ts';
import type { Question } from '../question.ts';
import type { SiteKnown } from './site-known.ts';

export function askFiles({ tree, builds }: SiteKnown): Question {
  const [build] = builds;
  return {
    id: 'files',
    kind: 'files',
    text: 'Which files make the site?',
    flag: '--files',
    typed: ['--files PATH, from the folder that holds copilot/'],
    tree,
    builds,
    ...(build !== undefined && { recommended: wholeFolder(build) }),
    explanation: [
      'A folder goes with all that is in it, under the keys below it: dist/about.html is about.html on the site. A build folder is chosen although git ignores it.',
      'What .gitignore names stays here, unless it is chosen itself; secrets are asked about one by one.',
      'Any other letter than these keys begins the filter; / begins it with any letter, and ctrl+a chooses all that it finds.',
    ],
  };
}

function wholeFolder(source: string): string {
  const entry = { source, destination: '', recursive: true, exclude: [], reinclude: [] };
  return encodeAnswer({ entries: [entry], marks: new Map([[source, 'in']]) });
}

/** "dist/", "dist/ and index.html", "dist/ and 3 more, 2 excluded". */
export function describeFiles(value: string): string {
  const { entries } = decodeAnswer(value);
  const [first = '', ...others] = entries.map(({ source, recursive }) =>
    recursive && !source.endsWith('/') ? `${source}/` : source,
  );
  const excluded = entries.reduce((sum, { exclude }) => sum + exclude.length, 0);
  const more =
    others.length > 1 ? ` and ${others.length} more` : others.length === 1 ? ` and ${others[0]}` : '';
  return `${first}${more}${excluded === 0 ? '' : `, ${excluded} excluded`}`;
}
