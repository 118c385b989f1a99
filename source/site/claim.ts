import type { FileRows } from './deployed.ts';
import { type DeployedFile, filesIn, refuseNewer, rowsOf } from './deployed.ts';
import { ownPrefix } from './keys.ts';
import { decodeJson, encodeJson, isRecord } from './stored-json.ts';

/**
 * While a deploy is under way, and after one that did not come to its end, this object is in the bucket. It keeps others out, and says
 * what is not as the list of what is deployed says.
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
  /** Keys that were there before and that it overwrites or deletes: what is there now, only `done` knows. */
  readonly touched: readonly string[];
  /** What it has uploaded so far. */
  readonly done: ReadonlyMap<string, DeployedFile>;
}

const version = 1;

interface StoredClaim extends FileRows {
  readonly version: number;
  readonly id: string;
  readonly machine: string;
  readonly process: number;
  readonly ended: boolean;
  readonly touched: readonly string[];
}

export function encodeClaim({ done, ...claim }: Claim): Uint8Array {
  const stored: StoredClaim = { version, ...claim, ...rowsOf(done) };
  return encodeJson(stored);
}

/**
 * Undefined when it cannot be read as one.
 * @throws UserError `deploy-list-newer`
 */
export function decodeClaim(body: Uint8Array): Claim | undefined {
  const read = decodeJson(body);
  if (!isRecord(read) || typeof read.version !== 'number') return undefined;
  refuseNewer(read.version);
  const { id, machine, process, ended, touched } = read;
  const done = filesIn(read);
  if (typeof id !== 'string' || typeof machine !== 'string' || typeof process !== 'number') return undefined;
  if (done === undefined || !Array.isArray(touched)) return undefined;
  const keys: readonly unknown[] = touched;
  return {
    id,
    machine,
    process,
    ended: ended === true,
    touched: keys.filter((key) => typeof key === 'string'),
    done,
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

const nothingKnown = { size: 0, modified: 0, headers: '' };

/** What is there after an interrupted deploy: what is known of it, and no more. */
export function afterInterruption(
  files: ReadonlyMap<string, DeployedFile>,
  claim: Claim,
): ReadonlyMap<string, DeployedFile> {
  const known = new Map(files);
  for (const key of claim.touched) known.set(key, { ...(files.get(key) ?? nothingKnown), hash: undefined });
  for (const [key, file] of claim.done) known.set(key, file);
  return known;
}
