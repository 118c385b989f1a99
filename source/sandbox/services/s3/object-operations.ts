import { type AwsRequest, Fault, type Operation } from '../../service.ts';
import type { World } from '../../world.ts';
import { reads, writes } from '../operations.ts';
import { bucketFor } from './buckets.ts';
import { deleteObjects } from './delete-objects.ts';
import { abortUpload, completeUpload, createUpload, listUploads, uploadPart } from './multipart.ts';
import type { S3Address } from './names.ts';
import { deleteObject, getObject, putObject } from './objects.ts';

/** What is asked of an object, of an upload in parts, or of many objects at once; undefined: of something else. */
export function objectOperation(
  world: World,
  { bucket, key }: S3Address,
  request: AwsRequest,
  namespace: string,
): Operation | undefined {
  const query = request.url.searchParams;
  const found = () => bucketFor(world, bucket, request);
  const onBucket = { resource: `arn:aws:s3:::${bucket}` };
  const onObject = { resource: `arn:aws:s3:::${bucket}/${key}` };
  const asPut = { ...onObject, action: 's3:PutObject' };
  const is = (method: string, ...names: readonly string[]) =>
    request.method === method && names.every((name) => query.has(name));

  if (bucket === '') return undefined;
  if (key === '') {
    if (is('POST', 'delete')) {
      const run = () => deleteObjects(found(), request, namespace);
      return writes('DeleteObjects', run, {
        resource: `arn:aws:s3:::${bucket}/*`,
        action: 's3:DeleteObject',
      });
    }
    if (is('GET', 'uploads')) {
      const run = () => listUploads(found(), request, namespace);
      return reads('ListMultipartUploads', run, { ...onBucket, action: 's3:ListBucketMultipartUploads' });
    }
    return undefined;
  }
  if (is('POST', 'uploads')) {
    return writes(
      'CreateMultipartUpload',
      () => createUpload(world, found(), key, request, namespace),
      asPut,
    );
  }
  if (is('PUT', 'uploadId', 'partNumber')) {
    return writes('UploadPart', () => uploadPart(world, found(), key, request), asPut);
  }
  if (is('POST', 'uploadId')) {
    const run = () => completeUpload(world, found(), key, request, namespace);
    return writes('CompleteMultipartUpload', run, asPut);
  }
  if (is('DELETE', 'uploadId')) {
    const run = () => abortUpload(found(), key, request);
    return writes('AbortMultipartUpload', run, { ...onObject, action: 's3:AbortMultipartUpload' });
  }
  return undefined;
}

/** What is asked of an object itself, with nothing in the query that names a part of it; undefined: something else. */
export function plainObjectOperation(
  world: World,
  { bucket, key }: S3Address,
  request: AwsRequest,
): Operation | undefined {
  const found = () => bucketFor(world, bucket, request);
  const onObject = { resource: `arn:aws:s3:::${bucket}/${key}` };
  switch (request.method) {
    case 'PUT':
      // A copy of another object would be kept as an empty one.
      if (request.headers['x-amz-copy-source'] !== undefined)
        throw new Fault('NotImplemented', 'The sandbox does not copy objects.', 501);
      return writes('PutObject', () => putObject(world, found(), key, request), onObject);
    case 'GET':
      return reads('GetObject', () => getObject(world, found(), key, request), onObject);
    case 'HEAD':
      return reads('HeadObject', () => getObject(world, found(), key, request), {
        ...onObject,
        action: 's3:GetObject',
      });
    case 'DELETE':
      return writes('DeleteObject', () => deleteObject(found(), key, request), onObject);
    default:
      return undefined;
  }
}
