import type {
  CertificateDetail,
  CertificateSearchResult,
  CertificateSummary as ListedCertificate,
} from '@aws-sdk/client-acm';

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
  /** ARNs of what uses it; only descriptions tell. */
  readonly inUseBy?: readonly string[];
  readonly renewalEligible?: boolean;
}

/** What ListCertificates tells of a certificate. */
export function listedCertificate(certificate: ListedCertificate): CertificateSummary[] {
  const { CertificateArn, DomainName, SubjectAlternativeNameSummaries: others } = certificate;
  if (!CertificateArn || !DomainName) return [];
  return [
    {
      arn: CertificateArn,
      domainName: DomainName,
      names: each(DomainName, others),
      // An answer without the list of names (older regions, emulators) says nothing about how many there are.
      namesComplete: others !== undefined && !certificate.HasAdditionalSubjectAlternativeNames,
      inUse: certificate.InUse ?? false,
      ...common(certificate),
    },
  ];
}

/** What SearchCertificates tells: all names. A certificate that is not issued yet may have none, and is then called by its id. */
export function foundCertificate(result: CertificateSearchResult): CertificateSummary[] {
  const { CertificateArn, X509Attributes, CertificateMetadata } = result;
  if (!CertificateArn) return [];
  const metadata = CertificateMetadata?.AcmCertificateMetadata;
  const names = (X509Attributes?.SubjectAlternativeNames ?? []).flatMap(({ DnsName }) => DnsName ?? []);
  const domainName = X509Attributes?.Subject?.CommonName ?? names[0];
  return [
    {
      arn: CertificateArn,
      domainName: domainName ?? CertificateArn.replace(/^.*\//, ''),
      names: domainName === undefined ? [] : each(domainName, names),
      namesComplete: names.length > 0,
      inUse: metadata?.InUse ?? false,
      ...common({ ...X509Attributes, ...metadata }),
    },
  ];
}

/** What DescribeCertificate tells: all names, and what uses it. */
export function describedCertificate(detail: CertificateDetail): CertificateSummary[] {
  const { CertificateArn, DomainName, SubjectAlternativeNames, InUseBy = [] } = detail;
  if (!CertificateArn || !DomainName) return [];
  return [
    {
      arn: CertificateArn,
      domainName: DomainName,
      names: each(DomainName, SubjectAlternativeNames),
      namesComplete: true,
      inUse: InUseBy.length > 0,
      inUseBy: InUseBy,
      ...common(detail),
    },
  ];
}

interface Common {
  readonly Status?: string | undefined;
  readonly KeyAlgorithm?: string | undefined;
  readonly Type?: string | undefined;
  readonly NotAfter?: Date | undefined;
  readonly CreatedAt?: Date | undefined;
  readonly RenewalEligibility?: string | undefined;
}

function common({ Status, KeyAlgorithm, Type, NotAfter, CreatedAt, RenewalEligibility }: Common) {
  return {
    status: Status ?? 'unknown',
    // Lists write RSA_2048, descriptions RSA-2048.
    keyAlgorithm: KeyAlgorithm?.replace('-', '_') ?? 'unknown',
    type: Type ?? 'unknown',
    ...(NotAfter && { notAfter: NotAfter }),
    ...(CreatedAt && { createdAt: CreatedAt }),
    ...(RenewalEligibility && { renewalEligible: RenewalEligibility === 'ELIGIBLE' }),
  };
}

function each(first: string, others: readonly string[] = []): readonly string[] {
  return [...new Set([first, ...others])];
}
