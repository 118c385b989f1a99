import type { QuestionDefinition } from '../conversation.ts';
import {
  askSiteAlias,
  askSiteEnvironment,
  askTypedSiteAlias,
  noAlias,
  typeAlias,
} from './alias-questions.ts';
import {
  askSiteCertificate,
  askSiteCertificateArn,
  describeSiteCertificate,
  siteCertificateProblem,
} from './certificate-questions.ts';
import { askFiles, describeFiles } from './files-question.ts';
import { askName } from './name-question.ts';
import { askRouting } from './routing-question.ts';
import type { SiteKnown } from './site-known.ts';

/** From a folder to a static site, in the order in which it is asked. */
export const siteQuestions: readonly QuestionDefinition<SiteKnown>[] = [
  { id: 'name', label: 'Site', ask: askName },
  { id: 'files', label: 'Files', ask: askFiles, describe: describeFiles },
  { id: 'environment', label: 'Environment', ask: askSiteEnvironment },
  {
    id: 'alias',
    label: 'Name',
    ask: askSiteAlias,
    describe: (value) => (value === typeAlias ? '' : value === noAlias ? 'CloudFront’s own' : value),
  },
  { id: 'alias-typed', label: 'Name', ask: askTypedSiteAlias },
  {
    id: 'certificate',
    label: 'Certificate',
    ask: askSiteCertificate,
    describe: describeSiteCertificate,
    problem: siteCertificateProblem,
  },
  {
    id: 'certificate-arn',
    label: 'Certificate',
    ask: askSiteCertificateArn,
    problem: siteCertificateProblem,
  },
  { id: 'routing', label: 'Addresses', ask: askRouting },
];
