import type { Path, PlainValue } from '../yaml/plain-value.ts';
import { isCidr, isIpv6, parseArn } from './aws-formats.ts';
import { type Finding, findingAt, type Severity } from './finding.ts';
import { stringsAt } from './go-yaml.ts';
import { isKnown, isWhollyKnown, type OpenManifest } from './open-manifest.ts';

/** A rule that a manifest breaks, and where. */
export interface Violation {
  readonly path: Path;
  /** What else it follows from. */
  readonly because?: readonly Path[];
  readonly code: string;
  /** Default: `error`. */
  readonly severity?: Severity;
  readonly message: string;
  readonly fix: string;
}

export type Rule<Manifest> = (manifest: Manifest) => readonly Violation[];

/**
 * Each rule that the manifest breaks, told where it is written. Nothing is said about a value in which a variable stands that nobody
 * has set, nor what follows from one.
 */
export function brokenRules<Manifest extends OpenManifest>(
  manifest: Manifest,
  rules: readonly Rule<Manifest>[],
): readonly Finding[] {
  return rules
    .flatMap((rule) => rule(manifest))
    .filter(
      ({ path, because = [] }) =>
        isKnown(manifest, manifest.written(path)) &&
        because.every((each) => isWhollyKnown(manifest, manifest.written(each))),
    )
    .map(({ path, severity = 'error', ...text }) =>
      findingAt(manifest.source, manifest.written(path), { ...text, severity }),
    );
}

/** The manifest's name, as it is written, must be its folder's: Copilot compares before it fills in variables. */
export function nameViolations(name: string | undefined, folder: string | undefined): readonly Violation[] {
  if (folder === undefined || name === folder) return [];
  const is = name === undefined ? 'has no name' : `has the name ${name}`;
  return [
    {
      path: ['name'],
      code: 'name-mismatch',
      message: `The manifest ${is}, but its folder is ${folder}; Copilot wants the same.`,
      fix: `Write name: ${folder}`,
    },
  ];
}

/** Of the list of certificates at `path`. */
export function certificateArnViolations(data: PlainValue, path: Path): readonly Violation[] {
  return stringsAt(data, path)
    .filter(({ text }) => parseArn(text) === undefined)
    .map((item) => ({
      path: item.path,
      code: 'certificate-not-an-arn',
      message: `${item.text || 'An empty item'} is no ARN of a certificate.`,
      fix: 'Write it as arn:aws:acm:REGION:ACCOUNT:certificate/ID.',
    }));
}

/** A certificate that CloudFront is to show: an ARN in us-east-1. */
export function edgeCertificateViolations(certificate: string | undefined, path: Path): readonly Violation[] {
  if (certificate === undefined) return [];
  const arn = parseArn(certificate);
  if (arn === undefined) {
    return [
      {
        path,
        code: 'certificate-not-an-arn',
        message: `${certificate || 'The empty text'} is no ARN of a certificate.`,
        fix: 'Write it as arn:aws:acm:us-east-1:ACCOUNT:certificate/ID.',
      },
    ];
  }
  if (arn.region !== 'us-east-1') {
    return [
      {
        path,
        code: 'certificate-not-in-us-east-1',
        message: `The certificate is in ${arn.region || 'no region'}; CloudFront takes certificates from us-east-1 only.`,
        fix: 'Request or import the certificate in us-east-1, and name that one.',
      },
    ];
  }
  if (arn.service === 'acm' && arn.resource.startsWith('certificate/')) return [];
  return [
    {
      path,
      code: 'certificate-of-another-service',
      message: `This is the ARN of ${arn.service === 'acm' ? 'something else than a certificate' : `something in ${arn.service || 'no service'}`}. Copilot lets it pass; the deployment would fail.`,
      fix: 'Write the ARN of a certificate in ACM: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID.',
    },
  ];
}

/** Of the list of ranges at `path`. */
export function rangeViolations(data: PlainValue, path: Path): readonly Violation[] {
  return stringsAt(data, path)
    .filter(({ text }) => !isCidr(text))
    .map((item) => ({
      path: item.path,
      code: 'source-ip-not-a-range',
      message: `${item.text || 'An empty item'} is no range of addresses.`,
      fix: `Write a range with its mask${maskFix(item.text)}.`,
    }));
}

/** Copilot writes every range as `CidrIp`, which takes IPv4 only. */
export function ipv6Violations(data: PlainValue, path: Path): readonly Violation[] {
  return stringsAt(data, path)
    .filter(({ text }) => isCidr(text) && isIpv6(text))
    .map((item) => ({
      path: item.path,
      code: 'source-ip-is-ipv6',
      message: `${item.text} is IPv6. Copilot writes it into the security group as a range of IPv4, which AWS refuses.`,
      fix: 'Remove it, or write the IPv4 range that the clients come from.',
    }));
}

function maskFix(range: string): string {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(range)) return `: ${range}/32`;
  return isIpv6(range) && !range.includes('/') ? `: ${range}/128` : ': 192.0.2.0/24';
}
