import { workloadNameProblem } from '../../copilot/workload-name.ts';
import type { Question } from '../question.ts';
import type { SiteKnown } from './site-known.ts';

export function askName(known: SiteKnown): Question {
  return {
    id: 'name',
    kind: 'text',
    text: 'What is the site called?',
    note: 'Its manifest goes to copilot/NAME/manifest.yml.',
    flag: '--name',
    placeholder: 'docs',
    ...(known.proposedName !== undefined && { recommended: known.proposedName }),
    check: (text) => workloadNameProblem(text) ?? known.taken.get(text),
    explanation: [
      'A static site is a service of the application, like the others: its name stands in its stack and in its folder.',
      'It begins with a small letter and has small letters, digits and hyphens.',
      'It cannot be changed afterwards; visitors never see it, unless the domain is Copilot’s.',
    ],
  };
}
