import { refuseNewer } from './deployed.ts';
import { ownPrefix } from './keys.ts';
import { decodeJson, encodeJson, isRecord } from './stored-json.ts';

/**
 * While a deploy is under way, and after one that did not come to its end, this object is in the bucket. It keeps others out, and says
 * since when the bucket is not as the list of what is deployed says.
 */
export const claimKey = `${ownPrefix}under-way.json`;

/** How long a claim holds after its last sign of life. */
export const leaseMilliseconds = 60_000;

export interface Claim {
  /** Of the deploy. */
  readonly id: string;
  /** Of the machine, and the process there. */
  readonly machine: string;
  readonly process: number;
  /** Whether the deploy has stopped and left the rest to the next one. */
  readonly ended: boolean;
  /** What was written before is as the list says. By S3's clock, in milliseconds since 1970. */
  readonly since: number;
  /** Paths that a deploy before it changed and may not have invalidated. */
  readonly pending: readonly string[];
}

const version = 1;

export function encodeClaim(claim: Claim): Uint8Array {
  return encodeJson({ version, ...claim });
}

/**
 * Undefined when it cannot be read as one.
 * @throws UserError `deploy-list-newer`
 */
export function decodeClaim(body: Uint8Array): Claim | undefined {
  const read = decodeJson(body);
  if (!isRecord(read) || typeof read.version !== 'number') return undefined;
  refuseNewer(read.version);
  const { id, machine, process, ended, since, pending } = read;
  if (typeof id !== 'string' || typeof machine !== 'string') return undefined;
  if (typeof process !== 'number' || typeof since !== 'number' || !Array.isArray(pending)) return undefined;
  const paths: readonly unknown[] = pending;
  return {
    id,
    machine,
    process,
    ended: ended === true,
    since,
    pending: paths.filter((path) => typeof path === 'string'),
  };
}

/** Who asks whether a claim still holds, and when. */
export interface Claimant {
  readonly machine: string;
  /** Whether a process of this machine runs. */
  readonly isRunning: (process: number) => boolean;
}

/** Whether the deploy that made the claim may still be at work. `silentFor`: milliseconds since its last sign of life. */
export function holds(claim: Claim, silentFor: number, { machine, isRunning }: Claimant): boolean {
  if (claim.ended) return false;
  if (claim.machine === machine && !isRunning(claim.process)) return false;
  return silentFor < leaseMilliseconds;
}
