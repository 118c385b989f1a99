import { policyVerdict } from '../../bucket-policy.ts';
import { type AwsRequest, Fault } from '../../service.ts';
import type { Bucket, World } from '../../world.ts';

/**
 * Lets a caller to a bucket: the bucket's policy may deny it, and must allow it to another account. Whether the caller's own policies
 * allow it was asked before. Throws `AccessDenied`.
 */
export function admit(world: World, bucket: Bucket, key: string, action: string, request: AwsRequest): void {
  const { account, arn } = request.credential;
  const owner = [...world.accounts.values()].find(({ buckets }) => buckets.get(bucket.name) === bucket)?.id;
  const expected = request.headers['x-amz-expected-bucket-owner'];
  if (expected !== undefined && expected !== owner) throw new Fault('AccessDenied', 'Access Denied', 403);
  const encryption = request.headers['x-amz-server-side-encryption'];
  const verdict = policyVerdict(bucket, {
    principal: `AWS:${arn}`,
    action,
    key,
    context: {
      // Plain HTTP on the loopback interface stands for TLS.
      'aws:securetransport': 'true',
      'aws:principalarn': arn,
      'aws:principalaccount': account,
      'aws:principalisawsservice': 'false',
      ...(encryption === undefined ? {} : { 's3:x-amz-server-side-encryption': encryption }),
    },
  });
  if (verdict === 'allow' || (verdict === 'silent' && account === owner)) return;
  const because =
    verdict === 'deny'
      ? 'with an explicit deny in a resource-based policy'
      : `because no resource-based policy allows the ${action} action`;
  const resource = `arn:aws:s3:::${bucket.name}${key === '' ? '' : `/${key}`}`;
  throw new Fault(
    'AccessDenied',
    `User: ${arn} is not authorized to perform: ${action} on resource: "${resource}" ${because}`,
    403,
  );
}
