import type { Answers } from './conversation.ts';
import type { Question } from './question.ts';
import { listed, type SetupKnown, wantsCdn } from './setup-known.ts';

/** Asked where the domain is Copilot's to manage and services have no name of their own: CloudFront answers for names only. */
export function askServiceNames(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  const nameless = environment?.nameless ?? [];
  if (environment === undefined || nameless.length === 0 || !wantsCdn(known, answers)) return undefined;
  const unnamed = nameless.filter(({ waiting }) => !waiting);
  const services = listed(nameless.map(({ name }) => name));
  const one = nameless.length === 1;
  if (unnamed.length === 0) return undefined;
  return {
    id: 'service-names',
    kind: 'choice',
    text: `Give ${services} ${one ? 'a name of its own' : 'names of their own'}?`,
    note: `CloudFront answers for http.alias only, and ${one ? 'it has' : 'they have'} none.`,
    flag: '--write-aliases',
    typed: ['--write-aliases'],
    choices: [
      {
        value: 'write',
        label: one ? 'Write it into the manifest' : 'Write them into the manifests',
        columns: [listed(unnamed.map(({ defaultName }) => defaultName))],
      },
      { value: 'no', label: 'Not now' },
    ],
    recommended: 'write',
    explanation: [
      'Without http.alias, the name of a service is a record in the service’s own stack, which leads to the load balancer whatever the environment does.',
      'With it, the environment’s stack holds the record and can lead it to CloudFront; the names stay what they are.',
      'The services have to be deployed once, by Copilot or your pipeline; then copilot-cdn setup goes on.',
    ],
  };
}
