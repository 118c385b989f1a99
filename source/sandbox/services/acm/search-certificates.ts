import { type JsonInput, jsonNumber, jsonObject, jsonText } from '../../protocol/index.ts';
import type { Certificate, Region, World } from '../../world.ts';
import { notOneOf, outOfRange, requireValid } from './constraints.ts';
import { pageFrom } from './page.ts';
import { type Found, matches, validationMethod } from './search-filter.ts';
import { serialNumber, summarize } from './summary.ts';

const defaultPageSize = 100;
const largestPageSize = 500;

type SortKey = string | boolean | Date | undefined;

/** Not here: what no certificate of the sandbox has (renewal status, revocation, ACME). */
const sortKeys: Readonly<Record<string, (found: Found) => SortKey>> = {
  CERTIFICATE_ARN: ({ summary }) => summary.CertificateArn,
  CERTIFICATE_KEY_PAIR_ORIGIN: ({ summary }) => summary.CertificateKeyPairOrigin,
  COMMON_NAME: ({ summary }) => summary.DomainName,
  CREATED_AT: ({ summary }) => summary.CreatedAt,
  EXPORTED: ({ summary }) => summary.Exported,
  EXPORT_OPTION: ({ summary }) => summary.ExportOption,
  IMPORTED_AT: ({ summary }) => summary.ImportedAt,
  IN_USE: ({ summary }) => summary.InUse,
  ISSUED_AT: ({ summary }) => summary.IssuedAt,
  KEY_ALGORITHM: ({ summary }) => summary.KeyAlgorithm,
  NOT_AFTER: ({ summary }) => summary.NotAfter,
  NOT_BEFORE: ({ summary }) => summary.NotBefore,
  RENEWAL_ELIGIBILITY: ({ summary }) => summary.RenewalEligibility,
  STATUS: ({ summary }) => summary.Status,
  TYPE: ({ summary }) => summary.Type,
  VALIDATION_METHOD: ({ summary }) => validationMethod(summary),
};
const constantKeys = ['ACME_ACCOUNT_ID', 'ACME_ENDPOINT_ARN', 'MANAGED_BY', 'RENEWAL_STATUS', 'REVOKED_AT'];

/** Unlike ListCertificates it leaves no key type out. Throws `ValidationException`. */
export function searchCertificates(world: World, region: Region, input: JsonInput) {
  const size = jsonNumber(input, 'MaxResults');
  const sortBy = jsonText(input, 'SortBy');
  const sortOrder = jsonText(input, 'SortOrder');
  requireValid(
    outOfRange('maxResults', size, 1, largestPageSize),
    notOneOf('sortBy', sortBy, [...Object.keys(sortKeys), ...constantKeys].sort()),
    notOneOf('sortOrder', sortOrder, ['ASCENDING', 'DESCENDING']),
  );
  const statement = jsonObject(input, 'FilterStatement');
  const found = [...region.certificates.values()]
    .map((certificate): Found => ({ certificate, summary: summarize(world, region, certificate) }))
    .filter((one) => statement === undefined || matches(statement, one));
  const keyOf = sortKeys[sortBy ?? ''];
  const sorted = keyOf === undefined ? found : found.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  const page = pageFrom(
    sortOrder === 'DESCENDING' ? sorted.toReversed() : sorted,
    input,
    size ?? defaultPageSize,
  );
  return { Results: page.items.map(result), NextToken: page.next };
}

/** What is not there comes last. */
function compare(left: SortKey, right: SortKey): number {
  if (left === right) return 0;
  if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function result({ certificate, summary }: Found) {
  const { CertificateArn, KeyAlgorithm, KeyUsages, ExtendedKeyUsages, NotBefore, NotAfter } = summary;
  return {
    CertificateArn,
    X509Attributes: {
      Issuer: issuer(certificate),
      Subject: { CommonName: certificate.domainName },
      SubjectAlternativeNames: certificate.names.map((DnsName) => ({ DnsName })),
      KeyAlgorithm,
      KeyUsages,
      ExtendedKeyUsages,
      SerialNumber: serialNumber(certificate),
      NotBefore,
      NotAfter,
    },
    CertificateMetadata: {
      AcmCertificateMetadata: {
        CreatedAt: summary.CreatedAt,
        Exported: summary.Exported,
        ExportOption: summary.ExportOption,
        ImportedAt: summary.ImportedAt,
        InUse: summary.InUse,
        IssuedAt: summary.IssuedAt,
        RenewalEligibility: summary.RenewalEligibility,
        Status: summary.Status,
        Type: summary.Type,
        ValidationMethod: validationMethod(summary),
        CertificateKeyPairOrigin: summary.CertificateKeyPairOrigin,
      },
    },
  };
}

function issuer({ type }: Certificate) {
  return type === 'AMAZON_ISSUED'
    ? { CommonName: 'Amazon', Organization: 'Amazon', Country: 'US' }
    : { CommonName: 'Example Certificate Authority' };
}
