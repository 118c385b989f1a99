import { restXmlResponse, s3Fault } from '../../protocol/index.ts';
import { Fault, type Operation, type Service } from '../../service.ts';
import { accountOf } from '../../world-factory.ts';
import { reads } from '../operations.ts';
import { bucketFor, bucketOf, listBuckets, locationOf } from './buckets.ts';
import { listObjects } from './list-objects.ts';
import { addressOf } from './names.ts';
import { objectOperation, plainObjectOperation } from './object-operations.ts';
import { RedirectFault } from './redirect-fault.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

export const s3: Service = {
  name: 's3',
  family: 's3',
  throttlingCode: 'SlowDown',
  operation(request, world): Operation {
    const address = addressOf(request);
    const { bucket, key } = address;
    const query = request.url.searchParams;
    const onBucket = { resource: `arn:aws:s3:::${bucket}` };

    const onObjects = objectOperation(world, address, request, namespace);
    if (onObjects !== undefined) return onObjects;

    if (bucket === '' && request.method === 'GET') {
      return reads(
        'ListBuckets',
        () => {
          const account = accountOf(world, request.credential.account);
          return restXmlResponse('ListAllMyBucketsResult', namespace, listBuckets(account, query));
        },
        { action: 's3:ListAllMyBuckets' },
      );
    }
    if (bucket !== '' && key === '') {
      if (request.method === 'GET' && query.has('location')) {
        return reads('GetBucketLocation', () => locationOf(bucketOf(world, bucket), namespace), {
          ...onBucket,
          action: 's3:GetBucketLocation',
        });
      }
      if (request.method === 'GET' && query.has('policy')) {
        return reads(
          'GetBucketPolicy',
          () => {
            const { policy } = bucketFor(world, bucket, request);
            if (policy === undefined) {
              throw new Fault('NoSuchBucketPolicy', 'The bucket policy does not exist', 404);
            }
            return { status: 200, headers: { 'content-type': 'application/json' }, body: policy };
          },
          onBucket,
        );
      }
      if (request.method === 'GET' && !hasSubresource(query)) {
        const name = query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
        return reads(
          name,
          () =>
            restXmlResponse(
              'ListBucketResult',
              namespace,
              listObjects(bucketFor(world, bucket, request), query),
            ),
          { ...onBucket, action: 's3:ListBucket' },
        );
      }
      if (request.method === 'HEAD') {
        return reads(
          'HeadBucket',
          () => ({
            status: 200,
            headers: { 'x-amz-bucket-region': bucketFor(world, bucket, request).region },
            body: '',
          }),
          { ...onBucket, action: 's3:ListBucket' },
        );
      }
    }
    if (key !== '' && !hasSubresource(query)) {
      const operation = plainObjectOperation(world, address, request);
      if (operation !== undefined) return operation;
    }
    throw new Fault('NotImplemented', `The sandbox does not model ${request.method} ${request.url}.`, 501);
  },
  fault(fault, request) {
    const { bucket, key } = addressOf(request);
    const region = fault instanceof RedirectFault ? fault.region : undefined;
    return s3Fault(
      fault,
      request.requestId,
      {
        BucketName: bucket || undefined,
        Key: key || undefined,
        Endpoint: region && `s3.${region}.amazonaws.com`,
      },
      region === undefined ? {} : { 'x-amz-bucket-region': region },
    );
  },
};

/** `?acl`, `?versioning` and the like ask for something else than the object or the list. */
const subresources = [
  'acl',
  'cors',
  'encryption',
  'policyStatus',
  'publicAccessBlock',
  'tagging',
  'uploads',
  'uploadId',
  'versioning',
  'versions',
  'website',
  'attributes',
];

function hasSubresource(query: URLSearchParams): boolean {
  return subresources.some((name) => query.has(name));
}
