import { memberText, parseXml } from '../../protocol/index.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import type { Bucket, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { malformedXml } from './call.ts';

/**
 * Makes a bucket in the region that was asked. New ones are closed to the public and have no ACLs, as since April 2023.
 * Throws `InvalidBucketName`, `IllegalLocationConstraintException`, `InvalidLocationConstraint`, `BucketAlreadyExists`,
 * `BucketAlreadyOwnedByYou`.
 */
export function createBucket(world: World, name: string, request: AwsRequest): AwsResponse {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || /\.\.|^\d+(\.\d+){3}$|^xn--|-s3alias$/.test(name)) {
    throw new Fault('InvalidBucketName', 'The specified bucket is not valid.');
  }
  checkLocation(request);
  const created = { status: 200, headers: { location: `/${name}` }, body: '' };
  const { account } = request.credential;
  for (const owner of world.accounts.values()) {
    if (!owner.buckets.has(name)) continue;
    // For the sake of old programs, us-east-1 takes a bucket of one's own once more.
    if (owner.id === account && request.region === 'us-east-1') return created;
    throw owner.id === account ? alreadyYours() : alreadyThere();
  }
  const ownership = request.headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced';
  if (!isOwnership(ownership)) throw malformedXml();
  accountOf(world, account).buckets.set(name, {
    name,
    region: request.region,
    created: world.clock.now(),
    objects: new Map(),
    tags: {},
    ownership,
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
  });
  return created;
}

function checkLocation({ body, region }: AwsRequest): void {
  const configuration = body.length === 0 ? undefined : parseXml(body.toString('utf8'), []);
  const location = memberText(configuration, 'CreateBucketConfiguration', 'LocationConstraint');
  if (location === 'us-east-1') {
    throw new Fault('InvalidLocationConstraint', 'The specified location-constraint is not valid');
  }
  if ((location ?? 'us-east-1') === region) return;
  throw new Fault(
    'IllegalLocationConstraintException',
    `The ${location ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function isOwnership(text: string): text is NonNullable<Bucket['ownership']> {
  return ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'].includes(text);
}

function alreadyYours(): Fault {
  return new Fault(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
  );
}

function alreadyThere(): Fault {
  return new Fault(
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    409,
  );
}
