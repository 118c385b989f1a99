import { isSiteRouting } from '../../copilot/static-site-manifest/extension.ts';
import type { NewStaticSite } from '../../copilot/static-site-manifest/skeleton.ts';
import { decodeAnswer } from '../../site/tree/answer.ts';
import type { Answers } from '../conversation.ts';
import { aliasIn } from './alias-questions.ts';

/** The answers, all of them given, as the site that is wanted. */
export function newSite(answers: Answers): NewStaticSite {
  const { name = '', files = '', environment, routing } = answers;
  const alias = aliasIn(answers);
  const certificate = answers['certificate-arn'] ?? answers.certificate;
  const isNamed = certificate?.startsWith('arn:') === true;
  return {
    name,
    files: decodeAnswer(files).entries.map(({ source, destination, recursive, exclude, reinclude }) => ({
      source,
      ...(destination !== '' && { destination }),
      ...(recursive && { recursive }),
      exclude,
      reinclude,
    })),
    ...(alias !== undefined && { http: { alias, ...(isNamed && { certificate: certificate.trim() }) } }),
    ...(environment !== undefined && alias !== undefined && { environment }),
    routing: isSiteRouting(routing) ? routing : 'pages',
  };
}
