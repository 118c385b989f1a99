import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import { storeObject } from '../../stored-objects.ts';
import type { Bucket, World } from '../../world.ts';

/** Throws `PreconditionFailed`. */
export function putObject(world: World, bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  if (request.headers['if-none-match'] === '*' && bucket.objects.has(key)) {
    throw new Fault(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  }
  const { etag } = storeObject(world, bucket, key, {
    body: request.body,
    contentType: request.headers['content-type'] ?? 'binary/octet-stream',
  });
  return { status: 200, headers: { etag }, body: '' };
}

/** Also for HEAD, whose answer loses its body on the way. Throws `NoSuchKey`. */
export function getObject(bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  const stored = bucket.objects.get(key);
  if (stored === undefined) throw new Fault('NoSuchKey', 'The specified key does not exist.', 404);
  const headers = {
    etag: stored.etag,
    'last-modified': stored.modified.toUTCString(),
    'content-type': stored.contentType,
    'accept-ranges': 'bytes',
  };
  if (request.headers['if-none-match'] === stored.etag) return { status: 304, headers, body: '' };
  return { status: 200, headers, body: stored.body };
}

export function deleteObject(bucket: Bucket, key: string): AwsResponse {
  bucket.objects.delete(key);
  return { status: 204, headers: {}, body: '' };
}
