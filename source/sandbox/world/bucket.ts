export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  readonly objects: Map<string, StoredObject>;
  /** By upload id; absent: none was ever begun. */
  uploads?: Map<string, MultipartUpload>;
  policy?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly modified: Date;
  /** What else was sent to be kept with it, as HTTP headers: `cache-control`, `x-amz-meta-…`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The checksum that was verified, as a header: `x-amz-checksum-crc32`. */
  readonly checksum?: readonly [name: string, value: string];
}

/** An upload in parts that is neither completed nor aborted. */
export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  readonly initiated: Date;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** By part number. */
  readonly parts: Map<number, UploadedPart>;
}

export interface UploadedPart {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
}
