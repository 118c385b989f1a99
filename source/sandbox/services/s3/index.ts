import { restXmlResponse, s3Fault } from '../../protocol/index.ts';
import { type AwsRequest, Fault, type Operation, type Service } from '../../service.ts';
import type { World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { reads, writes } from '../operations.ts';
import { admit } from './admit.ts';
import { bucketOperations } from './bucket-operations.ts';
import { bucketFor, bucketOf, listBuckets } from './buckets.ts';
import { type BucketOperation, namespace } from './call.ts';
import { createBucket } from './create-bucket.ts';
import { addressOf } from './names.ts';
import { objectOperations } from './object-operations.ts';
import { RegionFault } from './region-fault.ts';

export const s3: Service = {
  name: 's3',
  family: 's3',
  throttlingCode: 'SlowDown',
  operation(request, world): Operation {
    const { bucket, key } = addressOf(request);
    const { method } = request;
    if (bucket === '') {
      if (method === 'GET') return listing(request, world);
      throw notModelled(request);
    }
    const asked = [method, ...subresourceOf(request)].join(' ');
    if (key === '' && asked === 'PUT') {
      return writes('CreateBucket', () => createBucket(world, bucket, request), {
        resource: `arn:aws:s3:::${bucket}`,
      });
    }
    const operation = (key === '' ? bucketOperations : objectOperations)[asked];
    if (operation === undefined) throw notModelled(request);
    return onBucket(operation, request, world);
  },
  fault(fault, request) {
    const { bucket, key } = addressOf(request);
    const region = fault instanceof RegionFault ? fault.region : undefined;
    return s3Fault(
      fault,
      request.requestId,
      {
        BucketName: bucket || undefined,
        Key: key || undefined,
        Endpoint: fault.code === 'PermanentRedirect' ? `s3.${region}.amazonaws.com` : undefined,
      },
      region === undefined ? {} : { 'x-amz-bucket-region': region },
    );
  },
};

function listing(request: AwsRequest, world: World): Operation {
  const run = () => {
    const account = accountOf(world, request.credential.account);
    const answer = listBuckets(account, request.url.searchParams);
    return restXmlResponse('ListAllMyBucketsResult', namespace, answer);
  };
  return reads('ListBuckets', run, { action: 's3:ListAllMyBuckets' });
}

function onBucket(
  { name, action: asked = `s3:${name}`, on, write, run }: BucketOperation,
  request: AwsRequest,
  world: World,
): Operation {
  const address = addressOf(request);
  const { key } = address;
  const action = typeof asked === 'string' ? asked : asked(request);
  const perform = () => {
    // Where a bucket is may be asked in every region.
    const find = name === 'GetBucketLocation' ? bucketOf : bucketFor;
    const bucket = find(world, address.bucket, request);
    try {
      admit(world, bucket, key, action, request);
    } catch (error) {
      // Also those who may not look at a bucket are told where it is.
      throw error instanceof Fault && name === 'HeadBucket' ? new RegionFault(bucket.region, error) : error;
    }
    return run({ world, request, bucket, key });
  };
  const object = on === 'objects' ? '*' : key;
  const resource = `arn:aws:s3:::${address.bucket}${object === '' ? '' : `/${object}`}`;
  return (write === true ? writes : reads)(name, perform, { action, resource });
}

/** What a request asks for instead of the list or the object: `?acl`, `?versioning` and the like. */
const subresources = [
  'accelerate',
  'acl',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'lifecycle',
  'location',
  'logging',
  'notification',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'tagging',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
];

function subresourceOf({ url }: AwsRequest): readonly string[] {
  return subresources.filter((name) => url.searchParams.has(name));
}

function notModelled(request: AwsRequest): Fault {
  return new Fault('NotImplemented', `The sandbox does not model ${request.method} ${request.url}.`, 501);
}
