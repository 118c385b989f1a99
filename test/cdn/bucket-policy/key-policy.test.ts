import { expect, test } from 'vitest';
import { keyNeed } from '../../../source/cdn/bucket-policy/index.ts';
import { arn } from './policies.ts';

const key = 'arn:aws:kms:us-west-2:111122223333:key/12345678-90ab-cdef-1234-567890abcdef';

test("S3's own encryption needs nothing", () => {
  expect(keyNeed({ algorithm: 'AES256' }, arn)).toEqual({ kind: 'none' });
});

test.each(['aws:kms', 'aws:kms:dsse'])('%s needs a statement in the policy of the key', (algorithm) => {
  const need = keyNeed({ algorithm, keyId: key }, arn);
  if (need.kind !== 'statement') throw new Error(need.kind);
  expect(need.says).toContain(key);
  expect(JSON.parse(need.statement)).toEqual({
    Sid: 'AllowCloudFrontServicePrincipalSSE-KMS',
    Effect: 'Allow',
    Principal: { Service: ['cloudfront.amazonaws.com'] },
    Action: ['kms:Decrypt'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': arn } },
  });
});

test.each([undefined, 'alias/aws/s3', 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3'])(
  "what AWS's own key encrypts is never read: %s",
  (keyId) => {
    const need = keyNeed({ algorithm: 'aws:kms', ...(keyId !== undefined && { keyId }) }, arn);
    expect(need).toMatchObject({ kind: 'unreadable', next: expect.stringContaining('SSE-S3') });
  },
);
