import { restXmlResponse } from '../../protocol/index.ts';
import { bucketSettings } from './bucket-settings.ts';
import { locationOf } from './buckets.ts';
import { type BucketOperation, namespace, nothing } from './call.ts';
import { listObjects } from './list-objects.ts';
import { listVersions } from './list-versions.ts';
import { manyObjectsOperations } from './object-operations.ts';
import { policyOperations } from './policy-operations.ts';

/** Operations on a bucket, by method and subresource: `GET policy`, and `HEAD` alone. */
export const bucketOperations: Readonly<Record<string, BucketOperation>> = {
  ...bucketSettings,
  ...policyOperations,
  ...manyObjectsOperations,
  'GET location': {
    name: 'GetBucketLocation',
    run: ({ bucket }) => locationOf(bucket, namespace),
  },
  'GET versions': {
    name: 'ListObjectVersions',
    action: 's3:ListBucketVersions',
    run: ({ bucket, request }) => listVersions(bucket, request.url.searchParams),
  },
  GET: {
    name: 'ListObjectsV2',
    action: 's3:ListBucket',
    run: ({ bucket, request }) =>
      restXmlResponse('ListBucketResult', namespace, listObjects(bucket, request.url.searchParams)),
  },
  HEAD: {
    name: 'HeadBucket',
    action: 's3:ListBucket',
    run: ({ bucket }) => ({ ...nothing(200), headers: { 'x-amz-bucket-region': bucket.region } }),
  },
};
