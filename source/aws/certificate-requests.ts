import { createHash } from 'node:crypto';
import type { CertificateDetail } from '@aws-sdk/client-acm';
import { UserError } from '../errors.ts';
import { abortable, type Connection, clients } from './connection.ts';
import { awsErrorCode, awsErrorMessage, describing } from './errors.ts';

const load = () => import('./sdk/acm.ts');
const acm = clients('acm', async (settings) => new (await load()).ACMClient(settings));

/** The SDK takes a quota that is used up for throttling, and would try for most of a minute. */
const requests = clients(
  'acm',
  async (settings) => new (await load()).ACMClient({ ...settings, maxAttempts: 3 }),
);

/** A certificate that was asked for, and how far ACM is with it. */
export interface RequestedCertificate {
  readonly arn: string;
  readonly names: readonly string[];
  /** ACM's own word: `PENDING_VALIDATION`, `ISSUED`, `FAILED`, … */
  readonly status: string;
  /** ACM's own word for why it failed: `CAA_ERROR`. */
  readonly failure?: string;
  readonly validations: readonly NameValidation[];
}

export interface NameValidation {
  readonly name: string;
  readonly state: 'pending' | 'validated' | 'failed';
  /** The CNAME that proves the name, without last dots. ACM makes it up in the first seconds after the request. */
  readonly record?: { readonly name: string; readonly value: string };
}

export interface CertificateRequest {
  /** The first is the one that the certificate is called by. */
  readonly names: readonly string[];
  /** Certificates for the same names that came to nothing: another one is meant than those. */
  readonly instead: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Asks ACM for a public certificate that is validated over DNS; gives its ARN. The same request within an hour, from whatever machine,
 * gives the same certificate.
 * @throws UserError `certificate-limit`, `certificate-request-refused`
 */
export async function requestCertificate(
  connection: Connection,
  { names, instead, tags }: CertificateRequest,
  signal?: AbortSignal,
): Promise<string> {
  const [main, ...others] = names;
  const doing = {
    ...connection,
    what: `requesting a certificate for ${main}`,
    action: 'acm:RequestCertificate',
  };
  return describing(doing, async () => {
    const { RequestCertificateCommand } = await load();
    const client = await requests(connection);
    const command = new RequestCertificateCommand({
      DomainName: main,
      ...(others.length > 0 && { SubjectAlternativeNames: others }),
      ValidationMethod: 'DNS',
      IdempotencyToken: tokenOf(names, instead),
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    const { CertificateArn } = await client.send(command, abortable(signal)).catch((error: unknown) => {
      throw refusal(error, names) ?? error;
    });
    return CertificateArn ?? '';
  });
}

/** The request says itself which one it is, so that nothing has to be remembered. ACM takes 32 word characters. */
function tokenOf(names: readonly string[], instead: readonly string[]): string {
  const content = JSON.stringify([names.toSorted(), instead.toSorted()]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

function refusal(cause: unknown, names: readonly string[]): UserError | undefined {
  switch (awsErrorCode(cause)) {
    case 'LimitExceededException':
      return new UserError({
        code: 'certificate-limit',
        message: `Requesting a certificate for ${names[0]}: the account may not have ${
          /too many domains/i.test(awsErrorMessage(cause)) ? `one with ${names.length} names` : 'more of them'
        }.`,
        next: [
          'Ask for fewer names: *.example.com covers all names right under example.com',
          'Delete certificates in us-east-1 that nothing uses, or have the quota raised (Service Quotas, AWS Certificate Manager)',
        ],
        details: [awsErrorMessage(cause)],
        cause,
      });
    case 'InvalidDomainValidationOptionsException':
    case 'InvalidParameterException':
    case 'ValidationException':
      return new UserError({
        code: 'certificate-request-refused',
        message: `Requesting a certificate for ${names.join(', ')}: ACM does not take these names.`,
        next: ['Ask for others: --certificate-name HOST'],
        details: [awsErrorMessage(cause)],
        cause,
      });
    default:
      return undefined;
  }
}

/** How far ACM is with a certificate; undefined when there is none of that ARN. */
export async function readRequestedCertificate(
  connection: Connection,
  arn: string,
  signal?: AbortSignal,
): Promise<RequestedCertificate | undefined> {
  const doing = {
    ...connection,
    what: `reading the certificate ${arn}`,
    action: 'acm:DescribeCertificate',
  };
  return describing(doing, async () => {
    const { DescribeCertificateCommand } = await load();
    const client = await acm(connection);
    try {
      const command = new DescribeCertificateCommand({ CertificateArn: arn });
      const { Certificate } = await client.send(command, abortable(signal));
      return Certificate === undefined ? undefined : requested(arn, Certificate);
    } catch (error) {
      if (awsErrorCode(error) === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  });
}

function requested(arn: string, detail: CertificateDetail): RequestedCertificate {
  const { Status, FailureReason, DomainName = '', SubjectAlternativeNames = [] } = detail;
  return {
    arn,
    names: [...new Set([DomainName, ...SubjectAlternativeNames])],
    status: Status ?? 'unknown',
    ...(FailureReason && { failure: FailureReason }),
    validations: (detail.DomainValidationOptions ?? []).flatMap((option): NameValidation[] => {
      const { DomainName: name, ValidationStatus, ResourceRecord } = option;
      if (!name) return [];
      const state =
        ValidationStatus === 'SUCCESS' ? 'validated' : ValidationStatus === 'FAILED' ? 'failed' : 'pending';
      const { Name, Value } = ResourceRecord ?? {};
      return [
        {
          name,
          state,
          ...(Name && Value && { record: { name: plain(Name), value: plain(Value) } }),
        },
      ];
    }),
  };
}

function plain(name: string): string {
  return name.replace(/\.$/, '').toLowerCase();
}
