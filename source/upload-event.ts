/** How far the upload of a site's files is, several times a second at most. */
export interface UploadEvent {
  readonly type: 'upload';
  readonly step: string;
  readonly files: Amount;
  readonly bytes: Amount;
  /** Over the last seconds. */
  readonly bytesPerSecond?: number;
  readonly millisecondsLeft?: number;
  /** What has been under way longest. */
  readonly slowest?: { readonly key: string; readonly milliseconds: number };
  /** Attempts that failed and were made again. */
  readonly retries: number;
  /** AWS's or the network's code of the last of them: `SlowDown`. */
  readonly lastCode?: string;
}

export interface Amount {
  readonly done: number;
  readonly total: number;
}

/** A key of a site's bucket, and what a deploy would do with it. */
export interface ObjectEvent {
  readonly type: 'object';
  readonly key: string;
  /** `content`, `headers`: other ones than in the bucket; `gone`: the site has it no more, and it stays; `deleted`. */
  readonly reason: 'new' | 'content' | 'headers' | 'gone' | 'deleted';
  readonly bytes?: number;
  readonly contentType?: string;
  readonly cacheControl?: string;
}
