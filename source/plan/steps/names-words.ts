import type { ChoiceQuestion } from '../../wizard/question.ts';
import type { Towards } from '../name-leads.ts';

/** What is said of moving names, by where they are to lead. */
export interface NamesWords {
  /** "api.example.com does not lead to the distribution yet" */
  readonly notYet: (many: string, one: boolean) => string;
  readonly comment: (environment: string) => string;
  readonly question: (many: string) => string;
  readonly explanation: ChoiceQuestion['explanation'];
}

export const namesWords: Readonly<Record<Towards, NamesWords>> = {
  distribution: {
    notYet: (many, one) => `${many} ${one ? 'does' : 'do'} not lead to the distribution yet`,
    comment: (environment) => `copilot-cdn: ${environment} through CloudFront`,
    question: (many) => `Let ${many} lead to CloudFront now?`,
    explanation: [
      'The distribution is at the edge and answers for these names.',
      'Route 53 changes all records of a zone at once, and none if somebody changed one meanwhile.',
      'The load balancer stays open until no visitor can hold the old answer any more.',
    ],
  },
  'load-balancer': {
    notYet: (many, one) => `${many} still ${one ? 'leads' : 'lead'} to the distribution`,
    comment: (environment) => `copilot-cdn: ${environment} past CloudFront again`,
    question: (many) => `Let ${many} lead past CloudFront now?`,
    explanation: [
      'The load balancer is open, and answers for the names that are to lead to it.',
      'Route 53 changes all records of a zone at once, and none if somebody changed one meanwhile.',
      'The distribution stays until no visitor can hold the old answer any more.',
    ],
  },
};
