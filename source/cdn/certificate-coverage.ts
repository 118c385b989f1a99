import { agoInWords } from './ago-in-words.ts';
import { keyInWords } from './certificate-words.ts';
import { edgeRegion } from './edge-region.ts';
import { coveringNames, normalName, readableName } from './host-name.ts';

/** What must be known of a certificate in ACM to judge it. */
export interface CertificateFacts {
  readonly arn: string;
  readonly domainName: string;
  /** The domain name and all alternative names. */
  readonly names: readonly string[];
  /** ACM's own words: `ISSUED`, `RSA_2048`, `AMAZON_ISSUED`. */
  readonly status: string;
  readonly keyAlgorithm: string;
  readonly type: string;
  readonly notAfter?: Date;
  readonly createdAt?: Date;
  readonly renewalEligible?: boolean;
  /** False when the certificate has more names than are known here; absent: these are all. */
  readonly namesComplete?: boolean;
  readonly inUse?: boolean;
  /** ARNs of what uses it, where they were asked for. */
  readonly inUseBy?: readonly string[];
}

export interface Coverage {
  readonly covered: readonly string[];
  readonly missing: readonly string[];
  /** CloudFront can show it for all the names. */
  readonly usable: boolean;
  /** Why it is not usable, for people, short: "waiting for validation for 3 days". */
  readonly reason?: string;
  /** Nothing speaks against it but that not all of its names are known. */
  readonly uncertain?: true;
}

/**
 * What CloudFront takes from ACM: RSA of 1024 to 4096 bits, and of the elliptic curves P-256 alone (ACM user guide, "Prerequisites for
 * importing ACM certificates"; CloudFront developer guide, "Requirements for using SSL/TLS certificates").
 */
const usableKeys = new Set(['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1']);

/** A name that has to be covered, and the names in a certificate that do it. */
export interface NeededName {
  readonly name: string;
  readonly by: readonly string[];
}

export function neededNames(names: readonly string[]): readonly NeededName[] {
  return names.map((name) => ({ name, by: coveringNames(normalName(name)) }));
}

/** Whether CloudFront can show the certificate for the names, and why not. Names are compared as hosts are: case does not count. */
export function coverage(certificate: CertificateFacts, names: readonly string[], now: Date): Coverage {
  return coverageOf(certificate, neededNames(names), now);
}

/** The same for many certificates, with the names made comparable once. */
export function coverageOf(
  certificate: CertificateFacts,
  needed: readonly NeededName[],
  now: Date,
): Coverage {
  const own = new Set(certificate.names.map(normalName));
  const covered: string[] = [];
  const missing: string[] = [];
  for (const { name, by } of needed) (by.some((one) => own.has(one)) ? covered : missing).push(name);
  const itself = regionReason(certificate) ?? statusReason(certificate, now) ?? typeReason(certificate);
  const reason = itself ?? missingReason(certificate, covered, missing);
  const uncertain = certificate.namesComplete === false && missing.length > 0 && itself === undefined;
  return {
    covered,
    missing,
    usable: reason === undefined,
    ...(reason !== undefined && { reason }),
    ...(uncertain && { uncertain }),
  };
}

function regionReason(certificate: CertificateFacts): string | undefined {
  const region = certificate.arn.split(':')[3] ?? '';
  return region === edgeRegion ? undefined : `in ${region}; CloudFront reads only ${edgeRegion}`;
}

function statusReason({ status, notAfter, createdAt }: CertificateFacts, now: Date): string | undefined {
  switch (status) {
    case 'ISSUED':
      // ACM says EXPIRED a little later than the date does.
      return notAfter !== undefined && notAfter <= now
        ? `expired ${agoInWords(notAfter, now)} ago`
        : undefined;
    case 'PENDING_VALIDATION':
      return createdAt === undefined
        ? 'waiting for validation'
        : `waiting for validation for ${agoInWords(createdAt, now)}`;
    case 'EXPIRED':
      return notAfter === undefined ? 'expired' : `expired ${agoInWords(notAfter, now)} ago`;
    case 'REVOKED':
      return 'revoked';
    case 'VALIDATION_TIMED_OUT':
      return 'not validated within 72 hours';
    case 'FAILED':
      return 'the request failed';
    case 'INACTIVE':
      return 'inactive';
    default:
      return `its status is ${status}`;
  }
}

function typeReason({ type, keyAlgorithm }: CertificateFacts): string | undefined {
  if (type === 'PRIVATE') return 'from a private authority, which browsers do not trust';
  return usableKeys.has(keyAlgorithm)
    ? undefined
    : `CloudFront does not take its key (${keyInWords(keyAlgorithm)})`;
}

function missingReason(
  { namesComplete }: CertificateFacts,
  covered: readonly string[],
  missing: readonly string[],
): string | undefined {
  const [first, ...others] = missing;
  if (first === undefined) return undefined;
  const names = `${readableName(first)}${others.length === 0 ? '' : ` and ${others.length} more`}`;
  if (namesComplete === false) return `not known to cover ${names}`;
  if (covered.length > 0)
    return `covers ${covered.length} of ${covered.length + missing.length}, not ${names}`;
  if (others.length === 0) return `does not cover ${names}`;
  return others.length === 1 ? 'covers neither name' : `covers none of the ${missing.length} names`;
}
