import { type CertificateSummary, certificatePages, describeCertificate } from '../../aws/acm.ts';
import { type Connection, inRegion } from '../../aws/connection.ts';
import { coverage, rankCertificates } from '../../cdn/certificate-coverage.ts';
import { nameCovers } from '../../cdn/host-name.ts';
import type { CertificatesKnown } from '../../wizard/setup-known.ts';

/** CloudFront reads certificates from here only. */
const edgeRegion = 'us-east-1';

/** At most so many certificates with long name lists are asked for one by one. */
const described = 10;

/**
 * The certificates in us-east-1, ranked for the names; and those in the environment's own region, to say why they will not do.
 * Tells what has arrived after each page. A list that cannot be read is told, not thrown: an ARN can still be typed.
 */
export async function readCertificates(
  caller: Connection,
  environmentRegion: string,
  names: readonly string[],
  arrived: (known: CertificatesKnown) => void,
  signal: AbortSignal,
): Promise<CertificatesKnown> {
  const elsewhere = fittingElsewhere(caller, environmentRegion, names, signal);
  const found: CertificateSummary[] = [];
  let failure: string | undefined;
  try {
    for await (const page of certificatePages(inRegion(caller, edgeRegion), signal)) {
      found.push(...page);
      arrived({ pending: true, ranked: rankCertificates(found, names, new Date()), elsewhere: [] });
    }
  } catch (error) {
    signal.throwIfAborted();
    failure = error instanceof Error ? error.message : String(error);
  }
  const complete = await withAllNames(inRegion(caller, edgeRegion), found, names, signal);
  const known: CertificatesKnown = {
    pending: false,
    ranked: rankCertificates(complete, names, new Date()),
    elsewhere: await elsewhere,
    ...(failure !== undefined && { failure }),
  };
  arrived(known);
  return known;
}

/** A list shows only the first of many names; those that may fit are asked for the rest. */
async function withAllNames(
  connection: Connection,
  certificates: readonly CertificateSummary[],
  names: readonly string[],
  signal: AbortSignal,
): Promise<CertificateSummary[]> {
  const doubtful = certificates.filter(
    (certificate) => !certificate.namesComplete && certificate.status === 'ISSUED',
  );
  const asked = new Set(
    doubtful
      .filter((certificate) => !coversAll(certificate, names))
      .slice(0, described)
      .map(({ arn }) => arn),
  );
  return Promise.all(
    certificates.map((certificate) =>
      asked.has(certificate.arn) ? describeCertificate(connection, certificate.arn, signal) : certificate,
    ),
  );
}

function coversAll(certificate: CertificateSummary, names: readonly string[]): boolean {
  return names.every((name) => certificate.names.some((pattern) => nameCovers(pattern, name)));
}

async function fittingElsewhere(
  caller: Connection,
  region: string,
  names: readonly string[],
  signal: AbortSignal,
) {
  if (region === edgeRegion || names.length === 0) return [];
  try {
    const found: { domainName: string; region: string }[] = [];
    for await (const page of certificatePages(inRegion(caller, region), signal)) {
      for (const certificate of page) {
        const fits =
          certificate.status === 'ISSUED' && coverage(certificate, names, new Date()).missing.length === 0;
        if (fits) found.push({ domainName: certificate.domainName, region });
      }
    }
    return found;
  } catch {
    // Only a hint is lost.
    return [];
  }
}
