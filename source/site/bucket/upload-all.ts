import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { ObjectHeaders } from '../../aws/s3-uploads.ts';
import { UserError } from '../../errors.ts';
import type { DeployedFile } from '../deployed.ts';
import { headersHash } from '../headers.ts';
import type { SiteEvent } from '../site-event.ts';
import { afterSuccess, afterThrottling, firstLimit } from '../upload-limit.ts';
import type { PlannedUpload } from '../upload-plan.ts';
import type { HeldClaim } from './held-claim.ts';
import { inParallel } from './in-parallel.ts';
import { memoryBudget } from './memory-budget.ts';
import type { SiteBucket } from './site-bucket.ts';
import { type Uploaded, uploadFile } from './upload-file.ts';

export interface UploadAllOptions {
  readonly claim: HeldClaim;
  /** Where a key's file lies, absolute. */
  readonly pathOf: (key: string) => string;
  readonly headersOf: (key: string) => ObjectHeaders;
  readonly onUploaded: (key: string, uploaded: Uploaded, file: DeployedFile) => void;
  readonly emit: (event: SiteEvent) => void;
  readonly signal: AbortSignal;
}

/** How often an upload is tried anew that S3 turned away with every attempt of the SDK, and the first pause before, in milliseconds. */
const [mostRounds, firstPause] = [5, 2000];

/**
 * Uploads what is planned, class by class: no page is begun before everything that it may ask for is there.
 * @throws UserError `deploy-overtaken`, and what `uploadFile` throws
 */
export async function uploadAll(
  site: SiteBucket,
  uploads: readonly PlannedUpload[],
  options: UploadAllOptions,
): Promise<void> {
  const memory = memoryBudget();
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, options.claim.lost, failed.signal]);
  setMaxListeners(0, signal); // one for each request under way
  let limit = firstLimit;

  async function uploadOne(upload: PlannedUpload): Promise<void> {
    const { key, reason } = upload;
    const say = (state: 'begun' | 'part-sent' | 'done', bytes: number) =>
      options.emit({ type: 'site-upload', state, key, reason, bytes });
    say('begun', upload.size);
    let sent = 0;
    const headers = options.headersOf(key);
    const uploaded = await uploadFile(
      site,
      { key, path: options.pathOf(key), headers },
      {
        memory,
        signal,
        onSent(bytes) {
          sent += bytes;
          say('part-sent', bytes);
        },
        onFailedAttempt({ throttled, code }) {
          if (signal.aborted) return;
          if (throttled) limit = afterThrottling(limit, Date.now());
          options.emit({ type: 'site-attempt-failed', key, code, limit: limit.most });
        },
      },
    );
    limit = afterSuccess(limit);
    const file = deployedFile(uploaded, headers);
    options.onUploaded(key, uploaded, file);
    say('done', Math.max(0, uploaded.stamp.size - sent));
  }

  async function persistently(upload: PlannedUpload): Promise<void> {
    for (let round = 1; ; round++) {
      await options.claim.ensure();
      signal.throwIfAborted();
      try {
        await uploadOne(upload);
        return;
      } catch (error) {
        if (!isThrottled(error) || round === mostRounds) {
          failed.abort(error);
          throw error;
        }
        await wait(firstPause * 2 ** (round - 1), undefined, { signal });
      }
    }
  }

  for (const fileClass of ['fingerprinted', 'other', 'page']) {
    const ofClass = uploads.filter((upload) => upload.fileClass === fileClass);
    await inParallel(ofClass, () => limit.most, persistently);
  }
}

function isThrottled(error: unknown): boolean {
  return error instanceof UserError && error.code === 'throttled';
}

function deployedFile({ hash, stamp }: Uploaded, headers: ObjectHeaders): DeployedFile {
  return {
    size: stamp.size,
    modified: Math.floor(stamp.modified / 1000),
    hash,
    headers: headersHash(headers),
  };
}
