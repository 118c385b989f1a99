import type { RankedCertificate } from '../cdn/certificate-rank.ts';
import { UserError } from '../errors.ts';
import { requestChoices, requestOne } from './certificate-names-question.ts';
import {
  certificateExplanation,
  certificateNotes,
  neededInWords,
  refusedByMatrix,
  whyNotNone,
} from './certificate-notes.ts';
import type { Answers } from './conversation.ts';
import type { Choice, Question } from './question.ts';
import { type SetupEnvironment, type SetupKnown, wantsCdn } from './setup-known.ts';

export const typeAnArn = 'type-an-arn';
const managedCertificate = 'managed';
export const noCertificate = 'none';

export function askCertificate(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || !wantsCdn(known, answers)) return undefined;
  const { certificates } = environment;
  const choices = certificateChoices(environment);
  const recommended = recommendedCertificate(environment, choices);
  return {
    id: 'certificate',
    kind: 'choice',
    text: 'Which certificate should visitors see?',
    flag: '--certificate',
    typed: ['--certificate auto', '--certificate ARN'],
    note:
      environment.names.length === 0
        ? 'No service has a name of its own (http.alias) yet.'
        : `It must cover ${neededInWords(environment)}.`,
    filter: certificates.ranked.length > 6,
    choices,
    ...(recommended !== undefined && { recommended }),
    ...(certificates.pending && { pending: 'Asking ACM in us-east-1' }),
    footnotes: certificateNotes(environment, choices.some(isCertificate)),
    explanation: certificateExplanation,
  };
}

function certificateChoices(environment: SetupEnvironment): Choice[] {
  const { certificate } = environment.cdn;
  const ranked = environment.certificates.ranked.map((each) => certificateChoice(each, environment));
  const unlisted: Choice[] =
    certificate === undefined || ranked.some((choice) => choice.value === certificate)
      ? []
      : [{ value: certificate, label: 'The one in use now', columns: [certificate] }];
  return [
    ...(environment.managedDomain ? [managedChoice] : []),
    ...unlisted,
    ...ranked,
    ...(environment.managedDomain ? [] : [noneChoice(environment)]),
    ...requestChoices(environment),
    typeChoice(environment),
  ];
}

const managedChoice: Choice = {
  value: managedCertificate,
  label: "The domain's own",
  columns: ['in us-east-1, renewed for you'],
};

function certificateChoice(certificate: RankedCertificate, environment: SetupEnvironment): Choice {
  const { arn, title, usable, reason, columns, details } = certificate;
  const unusable = usable ? refusedByMatrix(environment)?.short : (reason ?? 'cannot be used by CloudFront');
  return {
    value: arn,
    label: title,
    columns: environment.cdn.certificate === arn ? [...columns, 'in use now'] : columns,
    details,
    ...(unusable !== undefined && { unusable }),
  };
}

function noneChoice(environment: SetupEnvironment): Choice {
  const unusable = whyNotNone(environment);
  return {
    value: noCertificate,
    label: 'None',
    columns: ['only http://….cloudfront.net answers; no name of yours does'],
    ...(unusable !== undefined && { unusable }),
  };
}

function typeChoice(environment: SetupEnvironment): Choice {
  const refused = refusedByMatrix(environment);
  const choice = { value: typeAnArn, label: 'Type an ARN', action: true };
  return refused === undefined ? choice : { ...choice, unusable: refused.short };
}

function isCertificate({ value, action, unusable }: Choice): boolean {
  return unusable === undefined && action !== true && value !== noCertificate;
}

/** The certificate in use wins; where there is one, "none" is never an answer to recommend. */
function recommendedCertificate(
  environment: SetupEnvironment,
  choices: readonly Choice[],
): string | undefined {
  const current = environment.cdn.certificate;
  const usable = choices.filter((choice) => choice.unusable === undefined && choice.action !== true);
  if (current !== undefined && usable.some((choice) => choice.value === current)) return current;
  const best = usable.find((choice) => choice.value !== noCertificate)?.value;
  // While more may come, having none is not the best there is.
  if (best !== undefined || environment.certificates.pending) return best;
  const canRequest = choices.some((choice) => choice.value === requestOne);
  return canRequest && environment.certificates.failure === undefined ? requestOne : usable[0]?.value;
}

export function describeCertificate(value: string, known: SetupKnown): string {
  if (value === managedCertificate) return "the domain's own";
  if (value === noCertificate) return 'none';
  if (value === typeAnArn) return '';
  if (value === requestOne) return 'a new one';
  const found = known.environment?.certificates.ranked.find((certificate) => certificate.arn === value);
  return found?.title ?? value;
}

export function askCertificateArn(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || answers.certificate !== typeAnArn) return undefined;
  return {
    id: 'certificate-arn',
    kind: 'text',
    text: 'What is the ARN of the certificate?',
    flag: '--certificate',
    placeholder: `arn:aws:acm:us-east-1:${environment.account}:certificate/…`,
    check: (text) => certificateProblem(text, environment)?.message,
    explanation: [
      'It is on the certificate’s page in the ACM console, in the region N. Virginia.',
      'CloudFront reads certificates from us-east-1 only.',
      'It must be issued and cover every name of the services behind the load balancer.',
    ],
  };
}

export function certificateAnswerProblem(value: string, known: SetupKnown): UserError | undefined {
  if (value === noCertificate && known.environment?.publicCertificates === true) {
    return new UserError({
      code: 'certificate-needed',
      message: 'The load balancer has certificates, so the CDN needs one too.',
      next: ['--certificate auto takes the best usable one'],
    });
  }
  const environment = known.environment;
  if (environment === undefined) return undefined;
  const refused = refusedByMatrix(environment);
  if (value === typeAnArn && refused !== undefined) return needsTermination(refused.sentence);
  const special = [managedCertificate, noCertificate, typeAnArn, requestOne, environment.cdn.certificate];
  return special.includes(value) ? undefined : certificateProblem(value, environment);
}

/** Why an ARN cannot be the distribution's certificate: the same answer for a typed one and for `--certificate`. */
function certificateProblem(arn: string, environment: SetupEnvironment): UserError | undefined {
  const parts = /^arn:(aws[\w-]*):acm:([a-z0-9-]+):(\d{12}):certificate\/[\w-]+$/.exec(arn.trim());
  if (parts === null) {
    return new UserError({
      code: 'certificate-arn-malformed',
      message: `${arn === '' ? 'An empty text' : arn} is not the ARN of an ACM certificate.`,
      next: [`It reads arn:aws:acm:us-east-1:${environment.account}:certificate/ID`],
    });
  }
  if (parts[2] !== 'us-east-1') {
    return new UserError({
      code: 'certificate-not-in-us-east-1',
      message: `The certificate is in ${parts[2]}; CloudFront reads certificates from us-east-1 only.`,
      next: ['Request or import it again in us-east-1, or choose another: --certificate auto'],
    });
  }
  const refused = refusedByMatrix(environment);
  if (refused !== undefined) return needsTermination(refused.sentence);
  const found = environment.certificates.ranked.find((certificate) => certificate.arn === arn.trim());
  if (
    found === undefined &&
    !environment.certificates.pending &&
    environment.certificates.failure === undefined
  ) {
    return new UserError({
      code: 'certificate-not-found',
      message: `There is no certificate ${arn} in us-east-1 of the account that these credentials belong to.`,
      next: [
        'Choose one that is there: --certificate auto',
        'Or use the credentials of the account that holds it: --profile NAME',
      ],
    });
  }
  if (found !== undefined && !found.usable && found.uncertain !== true) {
    return new UserError({
      code: 'certificate-not-usable',
      message: `The certificate for ${found.domainName} cannot be used: ${found.reason ?? 'CloudFront refuses it'}.`,
      next: ['Choose another: --certificate auto takes the best usable one'],
    });
  }
  return undefined;
}

function needsTermination(message: string): UserError {
  return new UserError({
    code: 'certificate-needs-tls-termination',
    message,
    next: [
      "Take the domain's own: --certificate auto",
      'Or add it to the manifest, deploy it, and come back',
    ],
  });
}

/** Answers of an earlier run are asked the same as new ones: the certificate may have ended since. */
export function refuseStaleAnswers(known: SetupKnown, answers: Answers): void {
  const chosen = answers['certificate-arn'] ?? answers.certificate;
  const problem = chosen === undefined ? undefined : certificateAnswerProblem(chosen, known);
  if (problem !== undefined) throw problem;
}
