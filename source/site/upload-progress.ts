import type { SiteEvent, UploadEvent } from './site-event.ts';

/** How far the uploads of a deploy are, for whoever shows it. */
export interface UploadProgress {
  readonly files: Amount;
  readonly bytes: Amount;
  readonly retries: number;
  /** Of the last attempt that failed. */
  readonly lastCode?: string;
  /** Keys under way → when they were begun, in milliseconds. The oldest comes first. */
  readonly underWay: ReadonlyMap<string, number>;
  readonly startedAt?: number;
  /** Moments, and what was done then, over the last seconds. */
  readonly marks: readonly Mark[];
}

export interface Amount {
  readonly done: number;
  readonly total: number;
}

interface Mark {
  readonly at: number;
  readonly bytes: number;
  readonly files: number;
}

/** What a file costs beside its content, in bytes that would take as long: of a thousand small ones the content is the least. */
const perFile = 64 * 1024;

/** Milliseconds over which the rate is taken, and between two marks. */
const [rateWindow, markDistance] = [5000, 250];

export const noProgress: UploadProgress = {
  files: { done: 0, total: 0 },
  bytes: { done: 0, total: 0 },
  retries: 0,
  underWay: new Map(),
  marks: [],
};

/** The progress after an event that happened at `now`, in milliseconds. */
export function progressAfter(progress: UploadProgress, event: SiteEvent, now: number): UploadProgress {
  switch (event.type) {
    case 'site-planned':
      return {
        ...noProgress,
        files: { done: 0, total: event.files },
        bytes: { done: 0, total: event.bytes },
        startedAt: now,
        marks: [{ at: now, bytes: 0, files: 0 }],
      };
    case 'site-upload':
      return afterUpload(progress, event, now);
    case 'site-attempt-failed':
      return { ...progress, retries: progress.retries + 1, lastCode: event.code };
    default:
      return progress;
  }
}

function afterUpload(progress: UploadProgress, event: UploadEvent, now: number): UploadProgress {
  const underWay = new Map(progress.underWay);
  if (event.state === 'begun') {
    underWay.set(event.key, now);
    return { ...progress, underWay };
  }
  if (event.state === 'done') underWay.delete(event.key);
  const bytes = { ...progress.bytes, done: progress.bytes.done + event.bytes };
  const files = { ...progress.files, done: progress.files.done + (event.state === 'done' ? 1 : 0) };
  return {
    ...progress,
    underWay,
    bytes,
    files,
    marks: withMark(progress.marks, { at: now, bytes: bytes.done, files: files.done }),
  };
}

/** The last mark before the window stays, or a slow upload would have none. */
function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const recent = marks.filter(({ at }, index) => mark.at - at <= rateWindow || index === marks.length - 1);
  const last = recent.at(-1);
  return last !== undefined && mark.at - last.at < markDistance ? recent : [...recent, mark];
}

export interface Pace {
  /** Bytes a second over the last seconds; undefined: nothing can be said yet. */
  readonly rate?: number;
  /** Milliseconds until everything is uploaded, at that pace. */
  readonly remaining?: number;
  /** What has been under way longest, and for how many milliseconds. */
  readonly slowest?: { readonly key: string; readonly milliseconds: number };
}

export function paceOf({ marks, bytes, files, underWay }: UploadProgress, now: number): Pace {
  const [first] = marks;
  const [slowest] = underWay;
  const seconds = first === undefined ? 0 : (now - first.at) / 1000;
  const rate = first !== undefined && seconds > 0 ? (bytes.done - first.bytes) / seconds : undefined;
  const effort = first === undefined ? 0 : bytes.done - first.bytes + (files.done - first.files) * perFile;
  const left = bytes.total - bytes.done + (files.total - files.done) * perFile;
  return {
    ...(rate !== undefined && { rate }),
    ...(effort > 0 && seconds > 0 && { remaining: (left / effort) * seconds * 1000 }),
    ...(slowest && { slowest: { key: slowest[0], milliseconds: now - slowest[1] } }),
  };
}
