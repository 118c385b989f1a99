import { cloudFront } from './statement.ts';

/** How a bucket encrypts what is put into it. */
export interface BucketEncryption {
  /** S3's own word: `AES256`, `aws:kms`, `aws:kms:dsse`. */
  readonly algorithm: string;
  /** ARN, id or alias; absent: the key that AWS keeps for S3 (`aws/s3`). */
  readonly keyId?: string;
}

export type KeyNeed =
  | { readonly kind: 'none' }
  /** `statement` goes into the key's policy, by whoever looks after the key; this program does not write it. */
  | { readonly kind: 'statement'; readonly keyId: string; readonly statement: string; readonly says: string }
  | { readonly kind: 'unreadable'; readonly says: string; readonly next: string };

/**
 * What CloudFront needs to read what the bucket encrypts (AWS, "Restrict access to an Amazon S3 origin", SSE-KMS). The setting is that
 * for new objects: older ones keep the encryption that they were put with.
 */
export function keyNeed({ algorithm, keyId }: BucketEncryption, distributionArn: string): KeyNeed {
  if (!algorithm.startsWith('aws:kms')) return { kind: 'none' };
  if (keyId === undefined || /(^|:|\/)(alias\/)?aws\/s3$/.test(keyId)) {
    return {
      kind: 'unreadable',
      says: 'The bucket encrypts with the key that AWS keeps for S3 (aws/s3). Nobody can change its policy, so CloudFront never gets to read what it encrypts.',
      next: 'Set the encryption of the bucket to SSE-S3 or to a key of your own, and put the objects again',
    };
  }
  return {
    kind: 'statement',
    keyId,
    statement: JSON.stringify(decryptStatement(distributionArn), null, 2),
    says: `The bucket encrypts with the KMS key ${keyId}. Besides the bucket's policy, the key's own policy must let the distribution decrypt, and visitors must come by HTTPS.`,
  };
}

function decryptStatement(distributionArn: string) {
  return {
    Sid: 'AllowCloudFrontServicePrincipalSSE-KMS',
    Effect: 'Allow',
    Principal: { Service: [cloudFront] },
    Action: ['kms:Decrypt'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': distributionArn } },
  };
}
