import { policyVerdict } from '../../bucket-policy.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import { storeObject } from '../../stored-objects.ts';
import type { Bucket, World } from '../../world.ts';
import { verifiedChecksum } from './checksums.ts';
import { holdConditions, unquoted } from './conditions.ts';
import { headersOf, headersToKeep } from './object-headers.ts';

/** In bytes of UTF-8. */
const longestKey = 1024;

/**
 * Throws `AccessDenied` where the bucket's policy denies it, `KeyTooLongError`, and what checksums and conditions throw.
 */
export function putObject(world: World, bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  admitPut(bucket, key, request);
  const checksum = verifiedChecksum(request);
  holdConditions(bucket, key, request);
  const { etag } = storeObject(world, bucket, key, {
    body: request.body,
    ...headersToKeep(request),
    ...(checksum === undefined ? {} : { checksum }),
  });
  return {
    status: 200,
    headers: { etag, ...(checksum === undefined ? {} : { [checksum[0]]: checksum[1] }) },
    body: '',
  };
}

/** Throws `AccessDenied` where the bucket's policy denies it, `KeyTooLongError`. */
export function admitPut(bucket: Bucket, key: string, request: AwsRequest): void {
  if (Buffer.byteLength(key) > longestKey) throw new Fault('KeyTooLongError', 'Your key is too long');
  const encryption = request.headers['x-amz-server-side-encryption'];
  const verdict = policyVerdict(bucket, {
    principal: `AWS:${request.credential.arn}`,
    action: 's3:PutObject',
    key,
    context: {
      // Plain HTTP on the loopback interface stands for TLS.
      'aws:securetransport': 'true',
      ...(encryption === undefined ? {} : { 's3:x-amz-server-side-encryption': encryption }),
    },
  });
  if (verdict !== 'deny') return;
  throw new Fault(
    'AccessDenied',
    `User: ${request.credential.arn} is not authorized to perform: s3:PutObject on resource: ` +
      `"arn:aws:s3:::${bucket.name}/${key}" with an explicit deny in a resource-based policy`,
    403,
  );
}

/** Also for HEAD, whose answer loses its body on the way. Throws `NoSuchKey`. */
export function getObject(world: World, bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  const stored = bucket.objects.get(key);
  if (stored === undefined) throw new Fault('NoSuchKey', 'The specified key does not exist.', 404);
  const wantsChecksum = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  const headers = {
    ...headersOf(stored),
    ...(wantsChecksum && stored.checksum ? { [stored.checksum[0]]: stored.checksum[1] } : {}),
    // By the clock that `last-modified` goes by.
    date: world.clock.now().toUTCString(),
  };
  const known = request.headers['if-none-match'];
  if (known !== undefined && unquoted(known) === unquoted(stored.etag))
    return { status: 304, headers, body: '' };
  return { status: 200, headers, body: stored.body };
}

/** What is not there is deleted too. Throws `PreconditionFailed`, `NoSuchKey`. */
export function deleteObject(bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  holdConditions(bucket, key, request);
  bucket.objects.delete(key);
  return { status: 204, headers: {}, body: '' };
}
