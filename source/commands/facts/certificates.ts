import { type CertificateSummary, certificatePages } from '../../aws/acm.ts';
import { type Connection, inRegion } from '../../aws/connection.ts';
import { type RankedCertificate, rankCertificates } from '../../cdn/certificate-rank.ts';
import { edgeRegion } from '../../cdn/edge-region.ts';
import { createCover, normalName } from '../../cdn/host-name.ts';
import type { CertificatesKnown } from '../../wizard/setup-known.ts';
import { type Description, describeSome } from './described-certificates.ts';

/** At most so many certificates are asked for one by one: those whose names are cut off, then the best to learn what uses them. */
const mostDescribed = 10;
const mostDescribedForUse = 5;

/** Pages of the environment's own region that are looked at for a hint: two thousand certificates and more. */
const mostPagesElsewhere = 3;

export interface CertificatesAsked {
  readonly caller: Connection;
  /** Fitting certificates there are told of, too: CloudFront does not read them. */
  readonly environmentRegion: string;
  /** All of them must be covered. */
  readonly names: readonly string[];
  /** Told after each page, and when more is known of some. */
  readonly arrived: (known: CertificatesKnown) => void;
  readonly signal: AbortSignal;
}

/**
 * The certificates in us-east-1, ranked for the names. At most 10 are described, 5 at a time.
 * @throws UserError when the list cannot be read; what `arrived` was told before stays true
 */
export async function findCertificates(asked: CertificatesAsked): Promise<CertificatesKnown> {
  const { caller, names, arrived, signal } = asked;
  const edge = inRegion(caller, edgeRegion);
  const elsewhere = fittingElsewhere(asked);
  let found: readonly CertificateSummary[] = [];
  let ranked: readonly RankedCertificate[] = [];
  const take = (next: readonly CertificateSummary[]): void => {
    // Thousands are ranked in tens of milliseconds: not twice the same.
    if (next !== found) ranked = rankCertificates(next, names, new Date());
    found = next;
  };
  const tell = (pending: boolean, more: Partial<CertificatesKnown> = {}): CertificatesKnown => {
    const known = { pending, ranked, elsewhere: [], ...more };
    arrived(known);
    return known;
  };
  for await (const page of certificatePages(edge, signal)) {
    take([...found, ...page]);
    tell(true);
  }
  const unnamed = await describeSome(edge, namesUnknown(ranked).slice(0, mostDescribed), signal);
  take(unnamed.applyTo(found));
  tell(false);
  const room = Math.min(mostDescribedForUse, mostDescribed - unnamed.asked);
  const used = await describeSome(edge, usersUnknown(ranked).slice(0, room), signal);
  take(used.applyTo(found));
  return tell(false, { elsewhere: await elsewhere, ...partly(unnamed, used) });
}

/** The same for a conversation: a list that cannot be read is told, not thrown, because an ARN can still be typed. */
export async function readCertificates(
  caller: Connection,
  environmentRegion: string,
  names: readonly string[],
  arrived: (known: CertificatesKnown) => void,
  signal: AbortSignal,
): Promise<CertificatesKnown> {
  let known: CertificatesKnown = { pending: true, ranked: [], elsewhere: [] };
  const take = (next: CertificatesKnown): void => {
    known = next;
    arrived(known);
  };
  try {
    await findCertificates({ caller, environmentRegion, names, arrived: take, signal });
  } catch (error) {
    signal.throwIfAborted();
    const failure = error instanceof Error ? error.message : String(error);
    take({ ...known, pending: false, failure });
  }
  return known;
}

/** Those that may fit come first, the more so the more names they are known to cover; then those of which not even one name is known. */
function namesUnknown(ranked: readonly RankedCertificate[]): readonly string[] {
  const cutOff = ranked.filter(({ uncertain }) => uncertain === true);
  const nameless = ranked.filter(({ names }) => names.length === 0);
  return [...new Set([...cutOff, ...nameless].map(({ arn }) => arn))];
}

function usersUnknown(ranked: readonly RankedCertificate[]): readonly string[] {
  return ranked
    .filter(({ usable, inUse, inUseBy }) => usable && inUse === true && inUseBy === undefined)
    .map(({ arn }) => arn);
}

function partly(...descriptions: readonly Description[]): Partial<CertificatesKnown> {
  const failure = descriptions.find((description) => description.failure !== undefined)?.failure;
  return failure === undefined ? {} : { partly: failure };
}

/** Only a hint: it costs a page or three, and where it cannot be had it is missed by nobody. */
async function fittingElsewhere(asked: CertificatesAsked): Promise<CertificatesKnown['elsewhere']> {
  const { caller, environmentRegion: region, names, signal } = asked;
  const normal = names.map(normalName);
  if (region === edgeRegion || normal.length === 0) return [];
  const found: { domainName: string; region: string }[] = [];
  try {
    const pages = certificatePages(inRegion(caller, region), signal, { issuedWith: commonPart(normal) });
    let looked = 0;
    for await (const page of pages) {
      for (const { names: patterns, domainName, status } of page) {
        if (status === 'ISSUED' && normal.every(createCover(patterns))) found.push({ domainName, region });
      }
      looked += 1;
      if (looked === mostPagesElsewhere) break;
    }
  } catch {
    // What was found before is true all the same.
  }
  return found;
}

/**
 * What a name of every fitting certificate must have in it: `a.b.example.com` is covered by itself and by `*.b.example.com` alone. Of
 * the names the longest such text, which finds the fewest others.
 */
function commonPart(normal: readonly string[]): string {
  const parts = normal.map((name) => {
    const parent = name.slice(name.indexOf('.') + 1);
    return parent.includes('.') ? parent : name;
  });
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
