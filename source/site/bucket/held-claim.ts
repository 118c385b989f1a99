import { deleteObjectIf, writeObjectIf } from '../../aws/s3-objects.ts';
import { exitCode, UserError } from '../../errors.ts';
import { type Claim, claimKey, encodeClaim, leaseMilliseconds } from '../claim.ts';
import { readClaim } from './read-state.ts';
import type { SiteBucket } from './site-bucket.ts';

/** The claim of this deploy, kept alive in the background. */
export interface HeldClaim {
  /** Aborted when somebody else took the bucket over. */
  readonly lost: AbortSignal;
  /** Nothing may be written without it: waits for a sign of life when the last one is old. @throws UserError `deploy-overtaken` */
  ensure(): Promise<void>;
  /** Everything is done: the claim goes. */
  release(): Promise<void>;
  /** The deploy stops here and leaves the rest to the next one, at once. */
  leave(): Promise<void>;
}

/** Milliseconds between two signs of life. */
const pause = leaseMilliseconds / 4;

/** Milliseconds after which nothing is written before another sign of life; well before others may take over. */
const longestSilence = leaseMilliseconds / 2;

/**
 * Takes the claim, in place of the one with `replacing`, which no longer holds.
 * @throws UserError `deploy-under-way` when somebody else was faster
 */
export async function takeClaim(
  site: SiteBucket,
  first: Claim,
  replacing: string | undefined,
): Promise<HeldClaim> {
  const lost = new AbortController();
  let etag = '';
  let lastSign = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let stopped = false;

  async function write(more: Partial<Claim> = {}): Promise<void> {
    const body = encodeClaim({ ...first, ...more });
    const begun = Date.now();
    const condition =
      etag === '' ? (replacing === undefined ? 'if-absent' : { ifMatch: replacing }) : { ifMatch: etag };
    const object = { key: claimKey, body, contentType: 'application/json', contentEncoding: 'gzip' };
    etag = (await writeObjectIf(site.connection, site.bucket, condition, object)) ?? (await ownEtag());
    lastSign = begun;
  }

  /** When an answer got lost, the second attempt finds what the first one wrote. */
  async function ownEtag(): Promise<string> {
    const found = await readClaim(site);
    if (found?.claim?.id === first.id) return found.etag;
    const error = etag === '' ? underWay(site.bucket) : overtaken(site.bucket);
    lost.abort(error);
    throw error;
  }

  /** One at a time. */
  function sign(): Promise<void> {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  function schedule(): void {
    if (stopped) return;
    // A sign that cannot be given is given later; `ensure` holds the uploads back meanwhile.
    timer = setTimeout(
      () =>
        void sign()
          .catch(() => undefined)
          .finally(schedule),
      pause,
    );
    timer.unref();
  }

  async function stop(): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    await writing?.catch(() => undefined);
  }

  await write();
  schedule();
  return {
    lost: lost.signal,
    async ensure() {
      lost.signal.throwIfAborted();
      if (Date.now() - lastSign > longestSilence) await sign();
    },
    async release() {
      await stop();
      await deleteObjectIf(site.connection, site.bucket, claimKey, etag);
    },
    async leave() {
      await stop();
      if (!lost.signal.aborted) await write({ ended: true });
    },
  };
}

export function underWay(bucket: string, silentFor?: number): UserError {
  const seconds = silentFor === undefined ? undefined : Math.ceil((leaseMilliseconds - silentFor) / 1000);
  return new UserError({
    code: 'deploy-under-way',
    message: `Deploying to ${bucket}: another deploy of the site is under way.`,
    next: [
      'Wait until it is done, then run the same command again',
      ...(seconds === undefined
        ? []
        : [`If it was killed on another machine, run the same command again in ${seconds} s`]),
    ],
  });
}

export function overtaken(bucket: string): UserError {
  return new UserError({
    code: 'deploy-overtaken',
    message: `Deploying to ${bucket}: another deploy took over, because this one gave no sign of life for a while.`,
    next: ['See whether the other one is done, then run the same command again'],
    exitCode: exitCode.unfinished,
  });
}
