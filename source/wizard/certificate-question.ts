import { UserError } from '../errors.ts';
import type { Answers } from './conversation.ts';
import type { Choice, Question } from './question.ts';
import { listed, type SetupEnvironment, type SetupKnown, wantsCdn } from './setup-known.ts';

const typeAnArn = 'type-an-arn';
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
        : `It must cover ${listed(environment.names)}.`,
    filter: certificates.ranked.length > 6,
    choices,
    ...(recommended !== undefined && { recommended }),
    ...(certificates.pending && { pending: 'Asking ACM in us-east-1' }),
    footnotes: certificateFootnotes(environment, recommended),
    explanation: [
      'CloudFront shows one certificate for all names of the distribution, and reads it from ACM in us-east-1 only, whatever the region of the environment.',
      'It must be issued and cover every name: *.example.com covers www.example.com, but not example.com or a.b.example.com.',
      'A certificate issued by Amazon and validated over DNS renews itself; an imported one has to be imported again before it ends.',
    ],
  };
}

function certificateChoices(environment: SetupEnvironment): Choice[] {
  const refused = refusedByMatrix(environment);
  const ranked = environment.certificates.ranked.map(
    (certificate): Choice => ({
      value: certificate.arn,
      label: certificate.domainName,
      columns: certificate.usable
        ? [...certificate.columns, inUse(environment, certificate.arn)].filter((text) => text !== '')
        : [],
      ...(certificate.usable
        ? refused !== undefined && { unusable: refused }
        : { unusable: certificate.reason ?? 'cannot be used' }),
    }),
  );
  const managed: Choice = {
    value: managedCertificate,
    label: "The domain's own",
    columns: ['in us-east-1, renewed for you'],
  };
  const none: Choice = {
    value: noCertificate,
    label: 'None',
    columns: ['only http://….cloudfront.net answers; no name of yours does'],
  };
  const { certificate, enabled } = environment.cdn;
  const unlisted: Choice[] =
    certificate === undefined || ranked.some((choice) => choice.value === certificate)
      ? []
      : [{ value: certificate, label: 'The one in use now', columns: [certificate] }];
  const mayBeNone =
    !environment.publicCertificates && !environment.managedDomain && !(enabled && certificate !== undefined);
  return [
    ...(environment.managedDomain ? [managed] : []),
    ...unlisted,
    ...ranked,
    ...(mayBeNone ? [none] : []),
    { value: typeAnArn, label: 'Type an ARN', action: true },
  ];
}

/**
 * Copilot refuses an imported certificate on the CDN where the load balancer has none, unless TLS ends at the edge. It can end there
 * at once where the load balancer speaks HTTP only; with a domain, services redirect to HTTPS.
 */
function refusedByMatrix(environment: SetupEnvironment): string | undefined {
  if (!environment.managedDomain || environment.cdn.terminateTls) return undefined;
  return 'Copilot takes it only with http.public.certificates or cdn.terminate_tls in the manifest';
}

function inUse(environment: SetupEnvironment, arn: string): string {
  return environment.cdn.certificate === arn ? 'in use now' : '';
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
  return best ?? (environment.certificates.pending ? undefined : usable[0]?.value);
}

function certificateFootnotes(environment: SetupEnvironment, recommended: string | undefined): string[] {
  const { ranked, elsewhere, failure, pending } = environment.certificates;
  const notes: string[] = [];
  if (failure !== undefined) notes.push(failure);
  else if (!pending)
    notes.push(
      ranked.length === 0 ? 'No certificate is in us-east-1.' : `${counted(ranked.length)} in us-east-1.`,
    );
  for (const other of elsewhere)
    notes.push(`One for ${other.domainName} is in ${other.region}, which CloudFront cannot use.`);
  if (!pending && recommended === undefined) {
    notes.push(
      `None can be used. Request one for ${listed(environment.names)} in us-east-1: aws acm request-certificate --region us-east-1`,
    );
  }
  return notes;
}

export function describeCertificate(value: string, known: SetupKnown): string {
  if (value === managedCertificate) return "the domain's own";
  if (value === noCertificate) return 'none';
  if (value === typeAnArn) return '';
  const found = known.environment?.certificates.ranked.find((certificate) => certificate.arn === value);
  return found?.domainName ?? value;
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
  const special = [managedCertificate, noCertificate, typeAnArn, known.environment?.cdn.certificate].includes(
    value,
  );
  return special || known.environment === undefined
    ? undefined
    : certificateProblem(value, known.environment);
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
  if (found !== undefined && !found.usable) {
    return new UserError({
      code: 'certificate-not-usable',
      message: `The certificate for ${found.domainName} cannot be used: ${found.reason ?? 'CloudFront refuses it'}.`,
      next: ['Choose another: --certificate auto takes the best usable one'],
    });
  }
  return undefined;
}

/** Answers of an earlier run are asked the same as new ones: the certificate may have ended since. */
export function refuseStaleAnswers(known: SetupKnown, answers: Answers): void {
  const chosen = answers['certificate-arn'] ?? answers.certificate;
  const problem = chosen === undefined ? undefined : certificateAnswerProblem(chosen, known);
  if (problem !== undefined) throw problem;
}

/** The answer that `--certificate` and its kind give: `auto` is the recommended one, and an ARN that is not in the list is typed. */
export function answerFromFlags(flags: Answers, question: Question): string | undefined {
  const given = flags[question.id];
  if (question.id !== 'certificate' || given === undefined || question.kind !== 'choice') return given;
  if (given === 'auto') return question.recommended;
  const listedThere = question.choices.some((choice) => choice.value === given);
  return listedThere || !given.startsWith('arn:') ? given : typeAnArn;
}

function counted(certificates: number): string {
  return certificates === 1
    ? 'One certificate is'
    : `${certificates.toLocaleString('en-US')} certificates are`;
}
