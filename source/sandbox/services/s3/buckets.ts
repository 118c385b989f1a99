import { restXmlResponse, xmlDeclaration } from '../../protocol/index.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import type { Account, Bucket, World } from '../../world.ts';
import { pageOf } from '../operations.ts';
import { redirectFault } from './region-fault.ts';

/** Names of buckets are one space for all accounts. Throws `NoSuchBucket`. */
export function bucketOf(world: World, name: string): Bucket {
  const found = [...world.accounts.values()]
    .flatMap((account) => [...account.buckets.values()])
    .find((bucket) => bucket.name === name);
  if (found === undefined) throw new Fault('NoSuchBucket', 'The specified bucket does not exist', 404);
  return found;
}

/** The bucket, for a request to its own region. Throws `NoSuchBucket`, `PermanentRedirect`. */
export function bucketFor(world: World, name: string, request: AwsRequest): Bucket {
  const bucket = bucketOf(world, name);
  if (bucket.region !== request.region) throw redirectFault(bucket.region);
  return bucket;
}

/** By `prefix`, `bucket-region`, `max-buckets` and `continuation-token`. */
export function listBuckets(account: Account, query: URLSearchParams) {
  const prefix = query.get('prefix') ?? '';
  const region = query.get('bucket-region');
  // Regions are told only to those who ask for a page or a part.
  const tellsRegion = ['prefix', 'bucket-region', 'max-buckets', 'continuation-token'].some((name) =>
    query.has(name),
  );
  const wanted = [...account.buckets.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .filter((bucket) => region === null || bucket.region === region)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = pageOf(
    wanted,
    query.get('continuation-token') ?? undefined,
    Number(query.get('max-buckets') ?? '10000'),
  );
  return {
    Owner: { ID: account.id },
    Buckets: {
      Bucket: page.items.map((bucket) => ({
        Name: bucket.name,
        CreationDate: bucket.created,
        BucketRegion: tellsRegion ? bucket.region : undefined,
      })),
    },
    ContinuationToken: page.next,
    Prefix: query.get('prefix') ?? undefined,
  };
}

/** Buckets in us-east-1 answer with an empty location. */
export function locationOf(bucket: Bucket, namespace: string): AwsResponse {
  const answer = restXmlResponse('LocationConstraint', namespace, {});
  const region = bucket.region === 'us-east-1' ? '' : bucket.region;
  return {
    ...answer,
    body: `${xmlDeclaration}<LocationConstraint xmlns="${namespace}">${region}</LocationConstraint>`,
  };
}
