import type { BucketOperation } from './call.ts';
import { deleteObject, getObject, putObject } from './objects.ts';

/** Operations on an object, by method. */
export const objectOperations: Readonly<Record<string, BucketOperation>> = {
  PUT: {
    name: 'PutObject',
    write: true,
    run: ({ world, bucket, key, request }) => putObject(world, bucket, key, request),
  },
  GET: { name: 'GetObject', run: ({ bucket, key, request }) => getObject(bucket, key, request) },
  // Its answer loses its body on the way.
  HEAD: {
    name: 'HeadObject',
    action: 's3:GetObject',
    run: ({ bucket, key, request }) => getObject(bucket, key, request),
  },
  DELETE: {
    name: 'DeleteObject',
    write: true,
    run: ({ bucket, key }) => deleteObject(bucket, key),
  },
};
