import { type CertificateFacts, type Coverage, coverageOf, neededNames } from './certificate-coverage.ts';
import {
  daysInWords,
  daysUntil,
  endInWords,
  issuerInWords,
  keyInWords,
  usersInWords,
} from './certificate-words.ts';
import { readableName } from './host-name.ts';

export interface RankedCertificate extends CertificateFacts, Coverage {
  /** What people call it: its domain name, and the beginning of its id where several are called the same. */
  readonly title: string;
  /** For a list, of a usable one: what sets it apart, a few words each. */
  readonly columns: readonly string[];
  /** What else there is to know: who issued it, its key, its end, what uses it. */
  readonly details: readonly string[];
  /** At most one of a list: usable, and the best of them. */
  readonly recommended: boolean;
  /** Why it is recommended, one short clause. */
  readonly because?: string;
}

type Judged = CertificateFacts & Coverage;

/** All certificates, the best first: usable ones, then by names covered, by how long they hold without anybody doing something. */
export function rankCertificates(
  certificates: readonly CertificateFacts[],
  names: readonly string[],
  now: Date,
): RankedCertificate[] {
  const needed = neededNames(names);
  const judged = certificates.map((certificate) => ({
    ...certificate,
    ...coverageOf(certificate, needed, now),
  }));
  const ranked = judged.toSorted(
    (one, other) =>
      Number(other.usable) - Number(one.usable) ||
      other.covered.length - one.covered.length ||
      Number(endsSoon(one, now)) - Number(endsSoon(other, now)) ||
      Number(renewsItself(other)) - Number(renewsItself(one)) ||
      hope(other) - hope(one) ||
      (other.notAfter?.getTime() ?? 0) - (one.notAfter?.getTime() ?? 0) ||
      (one.arn < other.arn ? -1 : 1),
  );
  const repeated = repeatedNames(ranked);
  return ranked.map((certificate, index) => {
    const { arn, domainName } = certificate;
    const recommended = index === 0 && certificate.usable;
    const name = readableName(domainName);
    return {
      ...certificate,
      title: repeated.has(domainName) ? `${name} ${arn.replace(/^.*\//, '').slice(0, 8)}` : name,
      columns: certificate.usable ? columns(certificate, names, now) : [],
      details: details(certificate, now),
      recommended,
      ...(recommended && { because: because(certificate, names) }),
    };
  });
}

function repeatedNames(certificates: readonly CertificateFacts[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(
    certificates.flatMap(({ domainName }) => {
      if (seen.has(domainName)) return [domainName];
      seen.add(domainName);
      return [];
    }),
  );
}

/**
 * ACM renews what it issued itself, and never what was imported. It calls one that nothing uses ineligible; CloudFront's using it
 * changes that.
 */
export function renewsItself({ type, inUse, renewalEligible }: CertificateFacts): boolean {
  return type === 'AMAZON_ISSUED' && (renewalEligible !== false || inUse !== true);
}

const soonDays = 30;

/** Somebody has to do something about it within a month. */
function endsSoon(certificate: CertificateFacts, now: Date): boolean {
  const { notAfter } = certificate;
  return notAfter !== undefined && !renewsItself(certificate) && daysUntil(notAfter, now) < soonDays;
}

/** Of certificates that cannot be used: what is issued is nearer to it than what waits, and that than what is over. */
function hope({ status }: CertificateFacts): number {
  return ['PENDING_VALIDATION', 'ISSUED'].indexOf(status);
}

function columns(certificate: Judged, names: readonly string[], now: Date): string[] {
  const { notAfter } = certificate;
  const days = notAfter === undefined ? '' : daysInWords(daysUntil(notAfter, now));
  return [...coversAll(names.length), days, renewalColumn(certificate, now)];
}

function renewalColumn(certificate: CertificateFacts, now: Date): string {
  if (renewsItself(certificate)) return 'renews itself';
  const kind = certificate.type === 'IMPORTED' ? 'imported' : 'not renewed';
  return endsSoon(certificate, now) ? `${kind}, ends soon` : kind;
}

/** What the columns have not said already. */
function details(certificate: Judged, now: Date): string[] {
  const { keyAlgorithm, inUse, inUseBy = [] } = certificate;
  const users = inUseBy.length > 0 ? ` by ${usersInWords(inUseBy)}` : '';
  const use = inUse === undefined ? [] : [inUse ? `in use${users}` : 'not in use'];
  return [origin(certificate, now), keyInWords(keyAlgorithm), ...use];
}

function origin(certificate: Judged, now: Date): string {
  const { type, notAfter, usable, inUse, renewalEligible } = certificate;
  const issuer = issuerInWords(type);
  const renews = renewsItself(certificate);
  if (usable && renews)
    return renewalEligible === false && inUse === false
      ? `${issuer}, who renews it once it is in use`
      : issuer;
  const end = notAfter === undefined ? '' : `, ${endInWords(notAfter, now)}`;
  return `${issuer}${end}${usable ? ', does not renew itself' : ''}`;
}

function because(certificate: CertificateFacts, needed: readonly string[]): string {
  const names =
    needed.length === 0
      ? 'it is issued'
      : needed.length === 1
        ? 'it covers the name'
        : needed.length === 2
          ? 'it covers both names'
          : `it covers all ${needed.length} names`;
  return renewsItself(certificate) ? `${names} and renews itself` : `${names} and is valid the longest`;
}

function coversAll(count: number): string[] {
  if (count === 0) return [];
  if (count === 1) return ['covers it'];
  return [count === 2 ? 'covers both' : `covers all ${count}`];
}
