import type { JsonInput } from '../../protocol/index.ts';
import type { Certificate, Region, World } from '../../world.ts';
import { namedCertificate } from './named-certificate.ts';
import {
  exportOption,
  extendedKeyUsages,
  issuedAt,
  keyPairOrigin,
  keyUsages,
  renewalEligibility,
  serialNumber,
} from './summary.ts';
import { usersOf } from './uses.ts';
import { validationStatus } from './validation.ts';
import { validationRecord } from './validation-record.ts';

const objectIdentifiers: Readonly<Record<string, string>> = {
  TLS_WEB_SERVER_AUTHENTICATION: '1.3.6.1.5.5.7.3.1',
  TLS_WEB_CLIENT_AUTHENTICATION: '1.3.6.1.5.5.7.3.2',
};

/** Throws `ValidationException`, `ResourceNotFoundException`. */
export function describeCertificate(world: World, region: Region, input: JsonInput) {
  const certificate = namedCertificate(region, input);
  return { Certificate: detail(certificate, region.account, usersOf(world, region, certificate)) };
}

function detail(certificate: Certificate, account: string, users: readonly string[]) {
  const { type, status, keyAlgorithm } = certificate;
  return {
    CertificateArn: certificate.arn,
    DomainName: certificate.domainName,
    SubjectAlternativeNames: certificate.names,
    ...(type === 'AMAZON_ISSUED' ? { DomainValidationOptions: validations(certificate, account) } : {}),
    Serial: serialNumber(certificate),
    Subject: `CN=${certificate.domainName}`,
    Issuer: type === 'AMAZON_ISSUED' ? 'Amazon' : 'Example Certificate Authority',
    CreatedAt: certificate.created,
    ...(type === 'IMPORTED' ? { ImportedAt: certificate.created } : {}),
    IssuedAt: issuedAt(certificate),
    Status: status,
    NotBefore: certificate.notBefore,
    NotAfter: certificate.notAfter,
    // Lists write RSA_2048, descriptions RSA-2048; both write EC_prime256v1.
    KeyAlgorithm: keyAlgorithm.replace('RSA_', 'RSA-'),
    SignatureAlgorithm: signatureAlgorithm(keyAlgorithm),
    InUseBy: users,
    FailureReason: certificate.failureReason,
    Type: type,
    KeyUsages: keyUsages(certificate).map((Name) => ({ Name })),
    ExtendedKeyUsages: extendedKeyUsages(certificate).map((Name) => ({ Name, OID: objectIdentifiers[Name] })),
    RenewalEligibility: renewalEligibility(certificate, users.length > 0),
    Options: {
      CertificateTransparencyLoggingPreference: 'ENABLED',
      Export: exportOption(certificate),
    },
    CertificateKeyPairOrigin: keyPairOrigin(certificate),
  };
}

function signatureAlgorithm(keyAlgorithm: Certificate['keyAlgorithm']): string {
  if (keyAlgorithm.startsWith('RSA')) return 'SHA256WITHRSA';
  return keyAlgorithm === 'EC_prime256v1' ? 'SHA256WITHECDSA' : 'SHA384WITHECDSA';
}

function validations(certificate: Certificate, account: string) {
  return certificate.names.map((name) => ({
    DomainName: name,
    ValidationDomain: name,
    ValidationMethod: 'DNS',
    ValidationStatus: validationStatus(certificate, name),
    ...(certificate.validation?.recordsKnown === false
      ? {}
      : { ResourceRecord: validationRecord(account, name) }),
  }));
}
