import type { Desired } from './desired.ts';
import type { Facts } from './facts.ts';
import type { CertificateStep } from './step.ts';

/** Minutes that ACM mostly takes from the records to the certificate, in milliseconds. */
const usual = 3 * 60_000;

/** Stands first: everything else names the certificate. No step where none is asked for. */
export function certificateSteps(facts: Facts, desired: Desired): CertificateStep[] {
  if (desired.certificate !== 'request') return [];
  const requested = facts.certificateRequest?.requested;
  const names = desired.certificateNames;
  const done = requested?.status === 'ISSUED';
  const many = names.length === 1 ? (names[0] ?? '') : `${names.length} names`;
  return [
    {
      kind: 'certificate',
      id: 'certificate',
      title: 'Certificate',
      target: 'us-east-1',
      names,
      done,
      summary: requested === undefined ? `requests one for ${many}` : `waits for the one for ${many}`,
      whenDone: `issued for ${many}`,
      why: 'CloudFront takes a name only with a certificate that covers it, so it has to be there first.',
      expectedMilliseconds: usual,
      changes: [],
    },
  ];
}

/** What is desired with the certificate's ARN in it; one that is not asked for yet has a placeholder, which no step writes. */
export function withCertificate(facts: Facts, desired: Desired): Desired {
  if (desired.certificate !== 'request') return desired;
  const arn = facts.certificateRequest?.requested?.arn;
  const { account } = facts.environment;
  return { ...desired, certificate: arn ?? `arn:aws:acm:us-east-1:${account}:certificate/the-new-one` };
}
