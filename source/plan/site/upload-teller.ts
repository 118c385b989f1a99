import type { Emit, UploadEvent } from '../../event.ts';
import type { SiteEvent } from '../../site/site-event.ts';
import { noProgress, paceOf, progressAfter } from '../../site/upload-progress.ts';

/** Milliseconds between two words about the same upload. */
const between = 250;

/** Tells how far the uploads are, not more often than anybody reads. @param now in milliseconds */
export function uploadTeller(
  step: string,
  emit: Emit,
  now: () => number,
): { readonly hear: (event: SiteEvent) => void; readonly end: () => void } {
  let progress = noProgress;
  let toldAt = Number.NEGATIVE_INFINITY;
  let isTold = true;
  const tell = (at: number): void => {
    toldAt = at;
    isTold = true;
    emit(uploadEvent(step, progress, at));
  };
  return {
    hear: (event) => {
      const at = now();
      progress = progressAfter(progress, event, at);
      if (event.type === 'site-invalidation-failed')
        emit({
          type: 'notice',
          code: 'invalidation-failed',
          level: 'warning',
          message: `The files are deployed, but CloudFront keeps the old ones for as long as their headers say: ${event.why} The next deploy asks again.`,
        });
      isTold = event.type === 'site-planned' && event.files === 0;
      if (!isTold && at - toldAt >= between) tell(at);
    },
    end: () => {
      if (!isTold) tell(now());
    },
  };
}

function uploadEvent(step: string, progress: typeof noProgress, at: number): UploadEvent {
  const { files, bytes, retries, lastCode } = progress;
  const { rate, remaining, slowest } = paceOf(progress, at);
  return {
    type: 'upload',
    step,
    files,
    bytes,
    ...(rate !== undefined && { bytesPerSecond: Math.round(rate) }),
    ...(remaining !== undefined && { millisecondsLeft: Math.round(remaining) }),
    ...(slowest !== undefined && {
      slowest: { key: slowest.key, milliseconds: Math.round(slowest.milliseconds) },
    }),
    retries,
    ...(lastCode !== undefined && { lastCode }),
  };
}
