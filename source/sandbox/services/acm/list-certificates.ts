import { type JsonInput, jsonNumber, jsonObject, jsonText, jsonTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Certificate, Region } from '../../world.ts';
import { pageOf } from '../operations.ts';

/** What ACM lists when the caller names no key types; certificates with other keys stay unseen. */
const defaultKeyTypes: readonly string[] = ['RSA_1024', 'RSA_2048'];
const defaultPageSize = 100;
const namesInSummary = 100;

/** Throws `ValidationException`, `InvalidNextTokenException`. */
export function listCertificates(region: Region, input: JsonInput) {
  const keyTypes = jsonTexts(jsonObject(input, 'Includes') ?? {}, 'keyTypes') ?? defaultKeyTypes;
  const statuses = jsonTexts(input, 'CertificateStatuses');
  const size = jsonNumber(input, 'MaxItems') ?? defaultPageSize;
  if (size < 1 || size > 1000) {
    throw new Fault('ValidationException', `Value '${size}' at 'maxItems' failed to satisfy constraint`);
  }
  const listed = [...region.certificates.values()]
    .filter(({ keyAlgorithm }) => keyTypes.includes(keyAlgorithm))
    .filter(({ status }) => statuses === undefined || statuses.length === 0 || statuses.includes(status));
  const page = pageOf(sorted(listed, input), jsonText(input, 'NextToken'), size);
  return { CertificateSummaryList: page.items.map(summary), NextToken: page.next };
}

/** The only order that ACM offers is by creation. */
function sorted(certificates: readonly Certificate[], input: JsonInput): readonly Certificate[] {
  if (jsonText(input, 'SortBy') === undefined) return certificates;
  const ascending = certificates.toSorted((left, right) => left.created.getTime() - right.created.getTime());
  return jsonText(input, 'SortOrder') === 'DESCENDING' ? ascending.reverse() : ascending;
}

function summary(certificate: Certificate) {
  const { names, type } = certificate;
  return {
    CertificateArn: certificate.arn,
    DomainName: certificate.domainName,
    SubjectAlternativeNameSummaries: names.slice(0, namesInSummary),
    HasAdditionalSubjectAlternativeNames: names.length > namesInSummary,
    Status: certificate.status,
    Type: type,
    KeyAlgorithm: certificate.keyAlgorithm,
    KeyUsages: certificate.status === 'PENDING_VALIDATION' ? [] : ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'],
    ExtendedKeyUsages:
      certificate.status === 'PENDING_VALIDATION'
        ? []
        : ['TLS_WEB_SERVER_AUTHENTICATION', 'TLS_WEB_CLIENT_AUTHENTICATION'],
    InUse: certificate.inUseBy.size > 0,
    RenewalEligibility: type === 'AMAZON_ISSUED' && certificate.inUseBy.size > 0 ? 'ELIGIBLE' : 'INELIGIBLE',
    NotBefore: certificate.notBefore,
    NotAfter: certificate.notAfter,
    CreatedAt: certificate.created,
    ...(type === 'IMPORTED' ? { ImportedAt: certificate.created } : {}),
    ...(type === 'AMAZON_ISSUED' ? { IssuedAt: certificate.notBefore } : {}),
  };
}
