import type { Reason } from './upload-plan.ts';

/** Everything that happens during a deploy, said once. */
export type SiteEvent =
  | PlannedEvent
  | UploadEvent
  | AttemptEvent
  | DeletedEvent
  | { readonly type: 'site-recorded' }
  | { readonly type: 'site-invalidation-failed'; readonly why: string };

/** What is going to be done. */
export interface PlannedEvent {
  readonly type: 'site-planned';
  readonly files: number;
  readonly bytes: number;
  readonly unchanged: number;
  readonly deletes: number;
}

export interface UploadEvent {
  readonly type: 'site-upload';
  readonly state: 'begun' | 'part-sent' | 'done';
  readonly key: string;
  readonly reason: Reason;
  /** Of the whole file when it is begun; sent since the event before in the other states. */
  readonly bytes: number;
}

/** An attempt that failed and is made again. */
export interface AttemptEvent {
  readonly type: 'site-attempt-failed';
  readonly key: string;
  /** AWS's or the network's code: `SlowDown`, `ECONNRESET`. */
  readonly code: string;
  /** How many uploads may be under way at once from now on. */
  readonly limit: number;
}

export interface DeletedEvent {
  readonly type: 'site-deleted';
  readonly keys: number;
}
