import { agoInWords } from './ago-in-words.ts';
import { nameCovers } from './host-name.ts';

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
}

export interface Coverage {
  readonly covered: readonly string[];
  readonly missing: readonly string[];
  /** CloudFront can show it for all the names. */
  readonly usable: boolean;
  /** Why it is not usable, for people, short: "waiting for validation for 3 days". */
  readonly reason?: string;
}

/** What CloudFront takes from ACM: "Requirements for using SSL/TLS certificates with CloudFront", key type and size. */
const usableKeys = new Set(['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1']);

/** Whether CloudFront can show the certificate for the names, and why not. Names are compared as hosts are: case does not count. */
export function coverage(certificate: CertificateFacts, neededNames: readonly string[], now: Date): Coverage {
  const covered = neededNames.filter((name) =>
    certificate.names.some((pattern) => nameCovers(pattern, name)),
  );
  const missing = neededNames.filter((name) => !covered.includes(name));
  const reason =
    regionReason(certificate) ??
    statusReason(certificate, now) ??
    typeReason(certificate) ??
    missingReason(certificate, missing);
  return { covered, missing, usable: reason === undefined, ...(reason !== undefined && { reason }) };
}

function regionReason(certificate: CertificateFacts): string | undefined {
  const region = certificate.arn.split(':')[3] ?? '';
  return region === 'us-east-1' ? undefined : `in ${region}; CloudFront reads only us-east-1`;
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
    : `its key is ${keyAlgorithm}, which CloudFront does not take`;
}

function missingReason({ namesComplete }: CertificateFacts, missing: readonly string[]): string | undefined {
  const [first, ...others] = missing;
  if (first === undefined) return undefined;
  const names = others.length === 0 ? first : `${first} and ${others.length} more`;
  return namesComplete === false ? `not known to cover ${names}` : `does not cover ${names}`;
}

export interface RankedCertificate extends CertificateFacts, Coverage {
  /** For a list: what sets it apart, a few words each. */
  readonly columns: readonly string[];
  /** At most one of a list: usable, and the best of them. */
  readonly recommended: boolean;
  /** Why it is recommended, one short clause. */
  readonly because?: string;
}

/** All certificates, the best first: usable ones, then by names covered, by renewing themselves, by validity left. */
export function rankCertificates(
  certificates: readonly CertificateFacts[],
  needed: readonly string[],
  now: Date,
): RankedCertificate[] {
  const judged = certificates.map((certificate) => ({
    ...certificate,
    ...coverage(certificate, needed, now),
  }));
  const ranked = judged.toSorted(
    (one, other) =>
      Number(other.usable) - Number(one.usable) ||
      other.covered.length - one.covered.length ||
      Number(renewsItself(other)) - Number(renewsItself(one)) ||
      (other.notAfter?.getTime() ?? 0) - (one.notAfter?.getTime() ?? 0) ||
      (one.arn < other.arn ? -1 : 1),
  );
  return ranked.map((certificate, index) => {
    const recommended = index === 0 && certificate.usable;
    return {
      ...certificate,
      columns: columns(certificate, needed, now),
      recommended,
      ...(recommended && { because: because(certificate, needed) }),
    };
  });
}

/** ACM renews what it issued itself, and never what was imported. */
function renewsItself({ type, renewalEligible }: CertificateFacts): boolean {
  return type === 'AMAZON_ISSUED' && renewalEligible !== false;
}

function columns(certificate: CertificateFacts & Coverage, needed: readonly string[], now: Date): string[] {
  const { covered, notAfter } = certificate;
  const count =
    covered.length === needed.length
      ? coversAll(needed.length)
      : `covers ${covered.length} of ${needed.length}`;
  const validity = notAfter === undefined ? '' : `valid for ${agoInWords(now, notAfter)}`;
  return [count, renewsItself(certificate) ? 'renews itself' : validity].filter((text) => text !== '');
}

function because(certificate: CertificateFacts, needed: readonly string[]): string {
  const names =
    needed.length === 0
      ? 'it is issued'
      : needed.length === 1
        ? 'it covers the name'
        : `it covers all ${needed.length} names`;
  return renewsItself(certificate) ? `${names} and renews itself` : `${names} and is valid the longest`;
}

function coversAll(count: number): string {
  if (count === 0) return '';
  if (count === 1) return 'covers it';
  return count === 2 ? 'covers both' : `covers all ${count}`;
}
