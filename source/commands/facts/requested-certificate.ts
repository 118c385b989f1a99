import { type RequestedCertificate, readRequestedCertificate } from '../../aws/certificate-requests.ts';
import { type Connection, inRegion } from '../../aws/connection.ts';
import type { CertificateFacts } from '../../cdn/certificate-coverage.ts';
import { edgeRegion } from '../../cdn/edge-region.ts';
import type { CertificateRequestFacts } from '../../plan/facts.ts';

export interface RequestAsked {
  readonly caller: Connection;
  readonly names: readonly string[];
  /** The certificates of us-east-1. */
  readonly listed: readonly CertificateFacts[];
  /** What an earlier run asked for, by its journal. */
  readonly noted: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Whether a certificate for exactly these names was asked for before, by whomever: then it is that one to go on with, and no second is
 * requested. The list tells it, on any machine; the journal does where the list cannot be read.
 */
export async function readCertificateRequest(asked: RequestAsked): Promise<CertificateRequestFacts> {
  const { caller, names, listed, noted, signal } = asked;
  const same = listed.filter(
    (certificate) =>
      certificate.type === 'AMAZON_ISSUED' &&
      certificate.namesComplete !== false &&
      sameNames(certificate.names, names),
  );
  const open = same
    .filter(({ status }) => goesOn(status))
    .toSorted((one, other) => (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0));
  const arns = [...new Set([...(noted === undefined ? [] : [noted]), ...open.map(({ arn }) => arn)])];
  let requested: RequestedCertificate | undefined;
  const over = same.filter(({ status }) => !goesOn(status)).map(({ arn }) => arn);
  for (const arn of arns) {
    const found = await readRequestedCertificate(inRegion(caller, edgeRegion), arn, signal);
    if (found === undefined || !sameNames(found.names, names)) continue;
    if (goesOn(found.status)) {
      requested = found;
      break;
    }
    over.push(arn);
  }
  return { requested, instead: [...new Set(over)] };
}

function goesOn(status: string): boolean {
  return status === 'PENDING_VALIDATION' || status === 'ISSUED';
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  const plain = (names: readonly string[]) => [...new Set(names.map((name) => name.toLowerCase()))].sort();
  return plain(one).join() === plain(other).join();
}
