import type { AwsRequest } from '../../service.ts';
import { type BucketOperation, namespace } from './call.ts';
import { deleteObjects } from './delete-objects.ts';
import { abortUpload, completeUpload, createUpload, listUploads, uploadPart } from './multipart.ts';
import { deleteObject, getObject, putObject } from './objects.ts';

const isOfVersion = ({ url }: AwsRequest) => url.searchParams.has('versionId');
const readAction = (request: AwsRequest) => (isOfVersion(request) ? 's3:GetObjectVersion' : 's3:GetObject');

const asPut = { action: 's3:PutObject', write: true } as const;

/** Operations on an object, or on an upload of one in parts, by method and subresource. */
export const objectOperations: Readonly<Record<string, BucketOperation>> = {
  PUT: {
    name: 'PutObject',
    write: true,
    run: ({ world, bucket, key, request }) => putObject(world, bucket, key, request),
  },
  GET: {
    name: 'GetObject',
    action: readAction,
    run: ({ world, bucket, key, request }) => getObject(world, bucket, key, request),
  },
  // Its answer loses its body on the way.
  HEAD: {
    name: 'HeadObject',
    action: readAction,
    run: ({ world, bucket, key, request }) => getObject(world, bucket, key, request),
  },
  DELETE: {
    name: 'DeleteObject',
    write: true,
    action: (request) => (isOfVersion(request) ? 's3:DeleteObjectVersion' : 's3:DeleteObject'),
    run: ({ world, bucket, key, request }) => deleteObject(world, bucket, key, request),
  },
  'POST uploads': {
    ...asPut,
    name: 'CreateMultipartUpload',
    run: ({ world, bucket, key, request }) => createUpload(world, bucket, key, request, namespace),
  },
  'PUT uploadId': {
    ...asPut,
    name: 'UploadPart',
    run: ({ world, bucket, key, request }) => uploadPart(world, bucket, key, request),
  },
  'POST uploadId': {
    ...asPut,
    name: 'CompleteMultipartUpload',
    run: ({ world, bucket, key, request }) => completeUpload(world, bucket, key, request, namespace),
  },
  'DELETE uploadId': {
    name: 'AbortMultipartUpload',
    write: true,
    run: ({ bucket, key, request }) => abortUpload(bucket, key, request),
  },
};

/** Operations on many objects of a bucket at once. */
export const manyObjectsOperations: Readonly<Record<string, BucketOperation>> = {
  'POST delete': {
    name: 'DeleteObjects',
    // S3 asks for each key; here versions and keys are not mixed in one request.
    action: ({ body }) => (body.includes('<VersionId>') ? 's3:DeleteObjectVersion' : 's3:DeleteObject'),
    on: 'objects',
    write: true,
    run: ({ world, bucket, request }) => deleteObjects(world, bucket, request, namespace),
  },
  'GET uploads': {
    name: 'ListMultipartUploads',
    action: 's3:ListBucketMultipartUploads',
    run: ({ bucket, request }) => listUploads(bucket, request, namespace),
  },
};
