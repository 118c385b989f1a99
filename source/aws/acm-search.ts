import type { CertificateFilterStatement, SearchCertificatesResponse } from '@aws-sdk/client-acm';
import { UserError } from '../errors.ts';
import { type CertificateSummary, foundCertificate } from './acm-summary.ts';
import { abortable, type Connection, clients } from './connection.ts';
import { describing } from './errors.ts';

const load = () => import('./sdk/acm.ts');
type Settings = Parameters<Parameters<typeof clients>[1]>[0];
const client = async (settings: Settings) => new (await load()).ACMClient(settings);
const patient = clients('acm', client);
/** An endpoint that does not know the call may say so with an answer 500, which is no reason to ask eight times. */
const impatient = clients('acm', (settings) => client({ ...settings, maxAttempts: 1 }));

/**
 * Certificates as SearchCertificates finds them, every key type and status; undefined where it is denied or not known, which the first
 * page decides. `issuedWith`: issued ones with this text in one of their names.
 */
export async function searchPages(
  connection: Connection,
  signal: AbortSignal | undefined,
  issuedWith?: string,
): Promise<AsyncGenerator<readonly CertificateSummary[]> | undefined> {
  const filter = issuedWith === undefined ? undefined : issuedWithName(issuedWith);
  const ask = async (clientOf: typeof patient, token?: string) =>
    describing({ ...connection, ...doing(connection) }, async () => {
      const { SearchCertificatesCommand } = await load();
      const command = new SearchCertificatesCommand({
        MaxResults: 500,
        NextToken: token,
        ...(filter !== undefined && { FilterStatement: filter }),
      });
      return (await clientOf(connection)).send(command, abortable(signal));
    });
  try {
    return pagesFrom(await ask(impatient), (token) => ask(patient, token));
  } catch (error) {
    if (isNotToBeHad(error)) return undefined;
    if (isWorthAnotherTry(error)) return pagesFrom(await ask(patient), (token) => ask(patient, token));
    throw error;
  }
}

function doing({ region }: Connection) {
  return { what: `listing the certificates in ${region}`, action: 'acm:SearchCertificates' };
}

async function* pagesFrom(
  first: SearchCertificatesResponse,
  after: (token: string) => Promise<SearchCertificatesResponse>,
): AsyncGenerator<readonly CertificateSummary[]> {
  let page = first;
  for (;;) {
    yield (page.Results ?? []).flatMap(foundCertificate);
    if (!page.NextToken) return;
    page = await after(page.NextToken);
  }
}

/** AWS answered, knows who asks, and does not do it. */
function isNotToBeHad(error: unknown): boolean {
  const codes = ['access-denied', 'aws-refused', 'aws-unavailable', 'unexpected-answer'];
  return error instanceof UserError && codes.includes(error.code);
}

/** What the SDK's own retries mend. */
function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof UserError && ['throttled', 'network', 'clock-skew'].includes(error.code);
}

function issuedWithName(text: string): CertificateFilterStatement {
  return {
    And: [
      { Filter: { AcmCertificateMetadataFilter: { Status: 'ISSUED' } } },
      {
        Filter: {
          X509AttributeFilter: {
            SubjectAlternativeName: { DnsName: { Value: text, ComparisonOperator: 'CONTAINS' } },
          },
        },
      },
    ],
  };
}
