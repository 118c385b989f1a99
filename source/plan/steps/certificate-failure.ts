import type { RequestedCertificate } from '../../aws/certificate-requests.ts';
import { UserError } from '../../errors.ts';

/** @throws UserError `certificate-failed` when ACM has given up, `certificate-not-found` */
export function refuseFailed(
  certificate: RequestedCertificate | undefined,
  names: readonly string[],
): asserts certificate is RequestedCertificate {
  const next = ['Then run the same command again: it asks for a new one'];
  if (certificate === undefined) {
    throw new UserError({
      code: 'certificate-not-found',
      message: `The certificate that was requested for ${names[0]} is not there any more.`,
      next,
    });
  }
  const { status, failure } = certificate;
  if (status === 'PENDING_VALIDATION' || status === 'ISSUED') return;
  const why = failures[failure ?? ''] ?? statuses[status] ?? `ACM says ${failure ?? status}`;
  const failed = certificate.validations.filter(({ state }) => state === 'failed').map(({ name }) => name);
  throw new UserError({
    code: 'certificate-failed',
    message: `No certificate for ${names.join(', ')}: ${why}.`,
    next: [...(wayOut[failure ?? ''] ?? []), ...next],
    details: [
      `${certificate.arn} is ${status}${failure === undefined ? '' : ` (${failure})`}`,
      ...(failed.length > 0 ? [`Not validated: ${failed.join(', ')}`] : []),
    ],
  });
}

/** ACM user guide, "Troubleshoot certificate requests" and "Troubleshoot CAA". */
const failures: Readonly<Record<string, string>> = {
  CAA_ERROR: 'a CAA record of the domain lets other authorities issue certificates, and Amazon not',
  DOMAIN_NOT_ALLOWED: 'a name stands on a list of dangerous sites',
  INVALID_PUBLIC_DOMAIN: 'a name is not under a public domain',
  ADDITIONAL_VERIFICATION_REQUIRED: 'Amazon wants to know more before it issues one for such a name',
  DOMAIN_VALIDATION_DENIED: 'the validation was refused',
  OTHER: 'ACM does not say why; often it is a typing mistake in a name',
};

const wayOut: Readonly<Record<string, readonly string[]>> = {
  CAA_ERROR: ['Add a CAA record beside the others: 0 issue "amazon.com"'],
  DOMAIN_NOT_ALLOWED: [
    'Have the name taken off the list (Google Safe Browsing and its like), or ask AWS Support',
  ],
  ADDITIONAL_VERIFICATION_REQUIRED: ['Ask AWS Support about it'],
};

const statuses: Readonly<Record<string, string>> = {
  VALIDATION_TIMED_OUT: 'the names were not proved within 72 hours',
  REVOKED: 'it was revoked',
  EXPIRED: 'it has expired',
  INACTIVE: 'it is inactive',
};
