import { createHash } from 'node:crypto';
import type { Certificate, Region, World } from '../../world.ts';
import { usersOf } from './uses.ts';

const namesInSummary = 100;

/** What lists tell of a certificate. */
export function summarize(world: World, region: Region, certificate: Certificate) {
  const { names, type, status } = certificate;
  const inUse = usersOf(world, region, certificate).length > 0;
  return {
    CertificateArn: certificate.arn,
    DomainName: certificate.domainName,
    SubjectAlternativeNameSummaries: names.slice(0, namesInSummary),
    HasAdditionalSubjectAlternativeNames: names.length > namesInSummary,
    Status: status,
    Type: type,
    KeyAlgorithm: certificate.keyAlgorithm,
    KeyUsages: keyUsages(certificate),
    ExtendedKeyUsages: extendedKeyUsages(certificate),
    ExportOption: exportOption(certificate),
    InUse: inUse,
    Exported: false,
    RenewalEligibility: renewalEligibility(certificate, inUse),
    NotBefore: certificate.notBefore,
    NotAfter: certificate.notAfter,
    CreatedAt: certificate.created,
    IssuedAt: issuedAt(certificate),
    ImportedAt: type === 'IMPORTED' ? certificate.created : undefined,
    CertificateKeyPairOrigin: keyPairOrigin(certificate),
  };
}

export type Summary = ReturnType<typeof summarize>;

export function issuedAt({ type, issued, notBefore }: Certificate): Date | undefined {
  return type === 'AMAZON_ISSUED' ? (issued ?? notBefore) : undefined;
}

export function exportOption({ exportable }: Certificate): string {
  return exportable === true ? 'ENABLED' : 'DISABLED';
}

export function keyPairOrigin({ type }: Certificate): string {
  return type === 'IMPORTED' ? 'CUSTOMER_PROVIDED' : 'AWS_MANAGED';
}

/** ACM renews what it issued itself, as long as something uses it. */
export function renewalEligibility({ type, status }: Certificate, inUse: boolean): string {
  return type === 'AMAZON_ISSUED' && status === 'ISSUED' && inUse ? 'ELIGIBLE' : 'INELIGIBLE';
}

/** Two hexadecimal digits a byte: `0a:1b:…`; none before there is a certificate to bear it. */
export function serialNumber(certificate: Certificate): string | undefined {
  if (!wasIssued(certificate)) return undefined;
  const digits = createHash('sha256').update(certificate.arn).digest('hex').slice(0, 32);
  return digits.match(/../g)?.join(':');
}

export function keyUsages(certificate: Certificate): readonly string[] {
  if (!wasIssued(certificate)) return [];
  return certificate.keyAlgorithm.startsWith('EC')
    ? ['DIGITAL_SIGNATURE']
    : ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'];
}

/** Public authorities issue for servers only since 2026; what was imported may be older. */
export function extendedKeyUsages(certificate: Certificate): readonly string[] {
  if (!wasIssued(certificate)) return [];
  return certificate.type === 'AMAZON_ISSUED'
    ? ['TLS_WEB_SERVER_AUTHENTICATION']
    : ['TLS_WEB_SERVER_AUTHENTICATION', 'TLS_WEB_CLIENT_AUTHENTICATION'];
}

function wasIssued({ status }: Certificate): boolean {
  return status !== 'PENDING_VALIDATION' && status !== 'VALIDATION_TIMED_OUT' && status !== 'FAILED';
}
