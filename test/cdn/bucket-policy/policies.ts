import type { EdgeReader } from '../../../source/cdn/bucket-policy/index.ts';

export const arn = 'arn:aws:cloudfront::111122223333:distribution/E1';
export const otherArn = 'arn:aws:cloudfront::111122223333:distribution/E2';
export const reader: EdgeReader = { bucket: 'assets', distributionArn: arn, pathPattern: 'static/*' };

/** The statement that AWS's own page shows, for a distribution or several. */
export function readStatement(arns: string | readonly string[], more: object = {}): object {
  return {
    Sid: 'AllowCloudFrontServicePrincipalReadOnly',
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::assets/*',
    Condition: { StringEquals: { 'AWS:SourceArn': arns } },
    ...more,
  };
}

export const tlsOnly = {
  Sid: 'TlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::assets', 'arn:aws:s3:::assets/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

export const publicRead = {
  Sid: 'PublicRead',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::assets/*',
};

/** As S3 gives policies back: without white space. */
export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
