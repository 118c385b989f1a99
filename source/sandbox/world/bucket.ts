export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  /** What a key holds now. */
  readonly objects: Map<string, StoredObject>;
  /** What keys held before, and the markers of their deletion, the newest first; absent: no versions were ever kept. */
  earlier?: Map<string, EarlierVersion[]>;
  /** By upload id; absent: none was ever begun. */
  uploads?: Map<string, MultipartUpload>;
  policy?: string;
  readonly tags: Readonly<Record<string, string>>;
  versioning?: 'Enabled' | 'Suspended';
  /** Of what is put from now on. Default: AES256, as every bucket has since 2023. */
  encryption?: BucketEncryption;
  /** Absent: none, as buckets from before 2023 have it. */
  publicAccessBlock?: PublicAccessBlock;
  /** Absent: none, as buckets from before 2023 have it: ACLs count. */
  ownership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
  acl?: 'private' | 'public-read';
  website?: { readonly indexDocument: string };
}

export interface BucketEncryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /** Absent with KMS: the key `aws/s3`. */
  readonly keyId?: string;
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export type EarlierVersion =
  | { readonly kind: 'object'; readonly stored: StoredObject }
  | { readonly kind: 'marker'; readonly versionId: string; readonly modified: Date };

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly modified: Date;
  /** Absent: it was put while the bucket kept no versions. */
  readonly versionId?: string;
  /** The KMS key that it is encrypted with; absent: S3's own encryption. */
  readonly keyId?: string;
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
