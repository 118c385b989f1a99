import type { CertificateSummary as ListedCertificate } from '@aws-sdk/client-acm';
import { UserError } from '../errors.ts';
import { abortable, type Connection, clients } from './connection.ts';
import { awsErrorCode, describing } from './errors.ts';

const load = () => import('./sdk/acm.ts');
const acm = clients('acm', async (settings) => new (await load()).ACMClient(settings));

export interface CertificateSummary {
  readonly arn: string;
  readonly domainName: string;
  /** The domain name and every other name that the answer held, each once. */
  readonly names: readonly string[];
  /** False when the certificate has more names than a list shows: ask `describeCertificate`. */
  readonly namesComplete: boolean;
  /** ACM's own word: `ISSUED`, `PENDING_VALIDATION`, … */
  readonly status: string;
  readonly keyAlgorithm: string;
  readonly type: string;
  readonly notAfter?: Date;
  readonly createdAt?: Date;
  readonly inUse: boolean;
  readonly renewalEligible?: boolean;
}

/** Without `keyTypes` ACM leaves out every certificate that is not RSA 1024 or 2048, and says nothing about it. */
const keyTypes = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
] as const;

const statuses = [
  'PENDING_VALIDATION',
  'ISSUED',
  'INACTIVE',
  'EXPIRED',
  'VALIDATION_TIMED_OUT',
  'REVOKED',
  'FAILED',
] as const;

/** Certificates of the connection's region, page by page as they arrive: every key type, every status. */
export async function* certificatePages(
  connection: Connection,
  signal?: AbortSignal,
): AsyncGenerator<readonly CertificateSummary[]> {
  const doing = {
    ...connection,
    what: `listing the certificates in ${connection.region}`,
    action: 'acm:ListCertificates',
  };
  let token: string | undefined;
  do {
    const page = await describing(doing, async () => {
      const { ListCertificatesCommand } = await load();
      const client = await acm(connection);
      const command = new ListCertificatesCommand({
        CertificateStatuses: [...statuses],
        Includes: { keyTypes: [...keyTypes] },
        MaxItems: 1_000,
        NextToken: token,
      });
      return client.send(command, abortable(signal));
    });
    yield (page.CertificateSummaryList ?? []).flatMap(listed);
    token = page.NextToken;
  } while (token);
}

function listed(certificate: ListedCertificate): CertificateSummary[] {
  const { CertificateArn, DomainName, NotAfter, CreatedAt, RenewalEligibility } = certificate;
  if (!CertificateArn || !DomainName) return [];
  const others = certificate.SubjectAlternativeNameSummaries;
  return [
    {
      arn: CertificateArn,
      domainName: DomainName,
      names: [...new Set([DomainName, ...(others ?? [])])],
      // An answer without the list of names (older regions, emulators) says nothing about how many there are.
      namesComplete: others !== undefined && !certificate.HasAdditionalSubjectAlternativeNames,
      status: certificate.Status ?? 'unknown',
      // Lists write RSA_2048, descriptions RSA-2048.
      keyAlgorithm: certificate.KeyAlgorithm?.replace('-', '_') ?? 'unknown',
      type: certificate.Type ?? 'unknown',
      ...(NotAfter && { notAfter: NotAfter }),
      ...(CreatedAt && { createdAt: CreatedAt }),
      inUse: certificate.InUse ?? false,
      ...(RenewalEligibility && { renewalEligible: RenewalEligibility === 'ELIGIBLE' }),
    },
  ];
}

/**
 * One certificate with all its names. The connection must be in the certificate's region.
 * @throws UserError `certificate-not-found`
 */
export async function describeCertificate(
  connection: Connection,
  arn: string,
  signal?: AbortSignal,
): Promise<CertificateSummary> {
  const doing = {
    ...connection,
    what: `reading the certificate ${arn}`,
    action: 'acm:DescribeCertificate',
  };
  return describing(doing, async () => {
    const { DescribeCertificateCommand } = await load();
    const client = await acm(connection);
    const command = new DescribeCertificateCommand({ CertificateArn: arn });
    const { Certificate } = await client.send(command, abortable(signal)).catch((error: unknown) => {
      throw awsErrorCode(error) === 'ResourceNotFoundException' ? notFound(arn, error) : error;
    });
    const { KeyUsages: _usages, ExtendedKeyUsages: _extendedUsages, ...detail } = Certificate ?? {};
    const [summary] = listed({
      ...detail,
      SubjectAlternativeNameSummaries: detail.SubjectAlternativeNames ?? [],
      InUse: (detail.InUseBy ?? []).length > 0,
    });
    if (!summary) throw notFound(arn);
    return summary;
  });
}

function notFound(arn: string, cause?: unknown): UserError {
  const [, , , region, account] = arn.split(':');
  return new UserError({
    code: 'certificate-not-found',
    message: `There is no certificate ${arn}: account ${account} has none of that name in ${region}.`,
    next: ['See which there are: aws acm list-certificates --region us-east-1'],
    cause,
  });
}
