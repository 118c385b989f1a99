import { UserError } from '../../errors.ts';
import {
  askCertificate,
  askCertificateArn,
  certificateAnswerProblem,
  noCertificate,
} from '../certificate-question.ts';
import type { Answers } from '../conversation.ts';
import type { ChoiceQuestion, Question } from '../question.ts';
import type { SetupKnown } from '../setup-known.ts';
import { aliasIn } from './alias-questions.ts';
import type { SiteKnown } from './site-known.ts';

/** The same question as for an environment's distribution, for one name. */
export function askSiteCertificate(known: SiteKnown, answers: Answers): Question | undefined {
  const alias = aliasIn(answers);
  if (alias === undefined) return undefined;
  const asked = askCertificate(forCertificate(known, alias), {});
  if (asked?.kind !== 'choice') return asked;
  const choices = asked.choices.filter(({ value }) => value !== noCertificate).map(toldLater);
  return { ...asked, choices, typed: ['--certificate auto', '--certificate request', '--certificate ARN'] };
}

/** A new one is not requested here: what the manifest does not name, the deploy asks for. */
function toldLater(choice: ChoiceQuestion['choices'][number]): ChoiceQuestion['choices'][number] {
  return choice.value === 'request'
    ? { ...choice, columns: ['free, renews itself; site deploy asks for it'] }
    : choice;
}

export function askSiteCertificateArn(known: SiteKnown, answers: Answers): Question | undefined {
  const alias = aliasIn(answers);
  return alias === undefined ? undefined : askCertificateArn(forCertificate(known, alias), answers);
}

export function siteCertificateProblem(value: string, known: SiteKnown): UserError | undefined {
  if (value !== noCertificate) return certificateAnswerProblem(value, forCertificate(known, ''));
  return new UserError({
    code: 'certificate-needed',
    message: 'A name of its own needs a certificate, and --certificate none gives it none.',
    next: ['--certificate auto takes the best usable one', 'Or leave the name out: --no-alias'],
  });
}

export function describeSiteCertificate(value: string, known: SiteKnown): string {
  if (value === 'request') return 'a new one, with the first deploy';
  if (value === 'type-an-arn') return '';
  return known.certificates.ranked.find(({ arn }) => arn === value)?.title ?? value;
}

function forCertificate({ certificates, account = '123456789012' }: SiteKnown, alias: string): SetupKnown {
  return {
    environments: [],
    environment: {
      name: '',
      account,
      services: [],
      names: [alias],
      managedDomain: false,
      managedNames: [],
      nameless: [],
      publicCertificates: false,
      cdn: { enabled: true, terminateTls: true },
      ingressRestricted: false,
      staticFiles: {},
      certificates,
    },
  };
}
