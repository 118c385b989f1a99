export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  readonly objects: Map<string, StoredObject>;
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

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly modified: Date;
  /** The KMS key that it is encrypted with; absent: S3's own encryption. */
  readonly keyId?: string;
}
