import { UserError } from '../errors.ts';
import { searchPages } from './acm-search.ts';
import { type CertificateSummary, describedCertificate, listedCertificate } from './acm-summary.ts';
import { abortable, type Connection, clients } from './connection.ts';
import { awsErrorCode, describing } from './errors.ts';

export type { CertificateSummary } from './acm-summary.ts';

const load = () => import('./sdk/acm.ts');
const acm = clients('acm', async (settings) => new (await load()).ACMClient(settings));

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

/** Which certificates are wanted; absent: all. */
export interface WantedCertificates {
  /**
   * Issued ones with this text in one of their names. ListCertificates, where it has to stand in, looks at the status alone and so
   * gives more than that.
   */
  readonly issuedWith?: string;
}

/**
 * Certificates of the connection's region, page by page as they arrive: every key type, every status. SearchCertificates is asked, which
 * knows all names; ListCertificates where that is denied or not known.
 */
export async function* certificatePages(
  connection: Connection,
  signal?: AbortSignal,
  wanted: WantedCertificates = {},
): AsyncGenerator<readonly CertificateSummary[]> {
  const found = await searchPages(connection, signal, wanted.issuedWith);
  yield* found ?? listPages(connection, signal, wanted);
}

async function* listPages(
  connection: Connection,
  signal: AbortSignal | undefined,
  { issuedWith }: WantedCertificates,
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
        CertificateStatuses: issuedWith === undefined ? [...statuses] : ['ISSUED'],
        Includes: { keyTypes: [...keyTypes] },
        MaxItems: 1_000,
        NextToken: token,
      });
      return client.send(command, abortable(signal));
    });
    yield (page.CertificateSummaryList ?? []).flatMap(listedCertificate);
    token = page.NextToken;
  } while (token);
}

/**
 * One certificate with all its names and what uses it. The connection must be in the certificate's region.
 * @throws UserError `certificate-not-found`
 */
export async function describeCertificate(
  connection: Connection,
  arn: string,
  signal?: AbortSignal,
): Promise<CertificateSummary> {
  const doing = {
    ...connection,
    what: 'reading what a certificate covers and what uses it',
    action: 'acm:DescribeCertificate',
  };
  return describing(doing, async () => {
    const { DescribeCertificateCommand } = await load();
    const client = await acm(connection);
    const command = new DescribeCertificateCommand({ CertificateArn: arn });
    const { Certificate } = await client.send(command, abortable(signal)).catch((error: unknown) => {
      throw awsErrorCode(error) === 'ResourceNotFoundException' ? notFound(arn, error) : error;
    });
    const [summary] = describedCertificate(Certificate ?? {});
    if (!summary) throw notFound(arn);
    return summary;
  });
}

function notFound(arn: string, cause?: unknown): UserError {
  const [, , , region, account] = arn.split(':');
  return new UserError({
    code: 'certificate-not-found',
    message: `There is no certificate ${arn}: account ${account} has none of that name in ${region}.`,
    next: ['See which there are: copilot-cdn cert list'],
    cause,
  });
}
