import { namesIn } from '../cdn/certificate-names.ts';
import type { Answers } from '../wizard/conversation.ts';
import type { StaticAssetsDesired } from './static-facts.ts';

/** What the person wants, as plain data: questions, flags and the journal of an interrupted run all fill in this. */
export interface Desired {
  readonly cdn: boolean;
  /** The certificate that visitors see; `managed`: Copilot's copy of the domain's own; `request`: a new one; undefined: none. */
  readonly certificate: string | undefined;
  /** What a new one shall cover. */
  readonly certificateNames: readonly string[];
  readonly restrictIngress: boolean;
  /** Absent: as they are deployed; null: none. */
  readonly staticAssets?: StaticAssetsDesired | null;
}

/** Reads the answers of the setup conversation; questions that did not apply have no answer. */
export function desiredFrom(answers: Answers): Desired {
  const certificate = answers['certificate-arn'] ?? answers.certificate;
  return {
    cdn: answers.cdn !== 'no',
    certificate: certificate === 'none' || certificate === undefined ? undefined : certificate,
    certificateNames: namesIn(answers['certificate-names-typed'] ?? answers['certificate-names'] ?? ''),
    restrictIngress: answers.ingress === 'cloudfront',
    ...staticAssetsFrom(answers),
  };
}

/** The region is not known from answers: whoever reads the bucket fills it in. */
function staticAssetsFrom(answers: Answers): Pick<Desired, 'staticAssets'> {
  if (answers.static === 'off') return { staticAssets: null };
  if (answers.static !== 'yes') return {};
  return {
    staticAssets: {
      bucket: (answers['static-bucket-name'] ?? answers['static-bucket'] ?? '').trim(),
      region: '',
      path: (answers['static-path-typed'] ?? answers['static-path'] ?? '').trim(),
      alias: (answers['static-alias-typed'] ?? answers['static-alias'] ?? '').trim(),
      make: answers['static-bucket'] === 'new',
      close: answers['static-close'] === 'close',
    },
  };
}
