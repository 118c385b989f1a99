import { deleteKey, deleteVersion, versionOf } from '../../object-versions.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import { storeObject } from '../../stored-objects.ts';
import type { Bucket, World } from '../../world.ts';
import { verifiedChecksum } from './checksums.ts';
import { holdConditions, unquoted } from './conditions.ts';
import { headersOf, headersToKeep } from './object-headers.ts';

/** In bytes of UTF-8. */
const longestKey = 1024;

/**
 * Throws `KeyTooLongError`, and what checksums and conditions throw.
 */
export function putObject(world: World, bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  refuseLongKey(key);
  // A copy of another object would be kept as an empty one.
  if (request.headers['x-amz-copy-source'] !== undefined)
    throw new Fault('NotImplemented', 'The sandbox does not copy objects.', 501);
  const checksum = verifiedChecksum(request);
  holdConditions(bucket, key, request);
  const { etag, versionId } = storeObject(world, bucket, key, {
    body: request.body,
    ...headersToKeep(request),
    ...(checksum === undefined ? {} : { checksum }),
  });
  return {
    status: 200,
    headers: {
      etag,
      ...(checksum === undefined ? {} : { [checksum[0]]: checksum[1] }),
      ...versionHeader(versionId),
    },
    body: '',
  };
}

/** Throws `KeyTooLongError`. */
export function refuseLongKey(key: string): void {
  if (Buffer.byteLength(key) > longestKey) throw new Fault('KeyTooLongError', 'Your key is too long');
}

/** Also for HEAD, whose answer loses its body on the way. Throws `NoSuchKey`, `NoSuchVersion`. */
export function getObject(world: World, bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  const wanted = request.url.searchParams.get('versionId');
  const stored = wanted === null ? bucket.objects.get(key) : versionOf(bucket, key, wanted);
  if (stored === undefined && wanted !== null)
    throw new Fault('NoSuchVersion', 'The specified version does not exist.', 404);
  if (stored === undefined) throw new Fault('NoSuchKey', 'The specified key does not exist.', 404);
  const wantsChecksum = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  const headers = {
    ...headersOf(stored),
    ...(wantsChecksum && stored.checksum ? { [stored.checksum[0]]: stored.checksum[1] } : {}),
    ...versionHeader(stored.versionId),
    // By the clock that `last-modified` goes by.
    date: world.clock.now().toUTCString(),
  };
  const known = request.headers['if-none-match'];
  if (known !== undefined && unquoted(known) === unquoted(stored.etag))
    return { status: 304, headers, body: '' };
  return { status: 200, headers, body: stored.body };
}

/** What is not there is deleted too. Throws `PreconditionFailed`, `NoSuchKey`. */
export function deleteObject(world: World, bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  holdConditions(bucket, key, request);
  const wanted = request.url.searchParams.get('versionId');
  const isMarker =
    wanted === null ? bucket.versioning === 'Enabled' : deleteVersion(bucket, key, wanted) === 'marker';
  const versionId = wanted ?? deleteKey(world, bucket, key);
  const headers = { ...versionHeader(versionId), ...(isMarker && { 'x-amz-delete-marker': 'true' }) };
  return { status: 204, headers, body: '' };
}

function versionHeader(versionId: string | undefined): Readonly<Record<string, string>> {
  return versionId === undefined ? {} : { 'x-amz-version-id': versionId };
}
