import { createHash } from 'node:crypto';
import { type JsonInput, jsonText } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Certificate, Region } from '../../world.ts';

const arnPattern = /^arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:\d+:[\w+=,.@-]+(\/[\w+=,.@-]+)*$/;

/** Throws `ValidationException` for what is not an ARN, `ResourceNotFoundException` for one of another region. */
export function describeCertificate(region: Region, input: JsonInput) {
  const arn = jsonText(input, 'CertificateArn') ?? '';
  if (!arnPattern.test(arn)) {
    throw new Fault(
      'ValidationException',
      `1 validation error detected: Value '${arn}' at 'certificateArn' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: ' +
        'arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*',
    );
  }
  const certificate = region.certificates.get(arn);
  if (certificate === undefined) {
    throw new Fault(
      'ResourceNotFoundException',
      `Could not find certificate ${arn} in account ${region.account}.`,
    );
  }
  return { Certificate: detail(certificate) };
}

function detail(certificate: Certificate) {
  const { type, status } = certificate;
  return {
    CertificateArn: certificate.arn,
    DomainName: certificate.domainName,
    SubjectAlternativeNames: certificate.names,
    ...(type === 'AMAZON_ISSUED' ? { DomainValidationOptions: validations(certificate) } : {}),
    Subject: `CN=${certificate.domainName}`,
    Issuer: type === 'AMAZON_ISSUED' ? 'Amazon' : 'Example Certificate Authority',
    CreatedAt: certificate.created,
    ...(type === 'IMPORTED' ? { ImportedAt: certificate.created } : {}),
    ...(type === 'AMAZON_ISSUED' ? { IssuedAt: certificate.notBefore } : {}),
    Status: status,
    NotBefore: certificate.notBefore,
    NotAfter: certificate.notAfter,
    KeyAlgorithm: certificate.keyAlgorithm.replace(
      '_',
      certificate.keyAlgorithm.startsWith('RSA') ? '-' : '_',
    ),
    SignatureAlgorithm: 'SHA256WITHRSA',
    InUseBy: [...certificate.inUseBy],
    FailureReason: certificate.failureReason,
    Type: type,
    RenewalEligibility: type === 'AMAZON_ISSUED' && certificate.inUseBy.size > 0 ? 'ELIGIBLE' : 'INELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED' },
  };
}

function validations(certificate: Certificate) {
  return certificate.names.map((name) => ({
    DomainName: name,
    ValidationDomain: name,
    ValidationMethod: 'DNS',
    ValidationStatus: validationStatus(certificate),
    ResourceRecord: validationRecord(name),
  }));
}

function validationStatus({ status }: Certificate): string {
  if (status === 'PENDING_VALIDATION') return 'PENDING_VALIDATION';
  return status === 'VALIDATION_TIMED_OUT' || status === 'FAILED' ? 'FAILED' : 'SUCCESS';
}

/** The CNAME that proves a name; a wildcard and the name that it stands under share one. */
function validationRecord(name: string) {
  const base = name.replace(/^\*\./, '');
  const token = (salt: string) => createHash('sha256').update(`${salt}${base}`).digest('hex').slice(0, 32);
  return {
    Name: `_${token('name')}.${base}.`,
    Type: 'CNAME',
    Value: `_${token('value')}.acm-validations.aws.`,
  };
}
