import { putFile } from '../../stored-objects.ts';
import type { Bucket, PublicAccessBlock, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import type { BucketScenario, Scenario } from '../scenario.ts';

const closed: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

export function addBuckets(world: World, { application, buckets }: Scenario): void {
  for (const scenario of buckets ?? []) {
    const bucket = bucketOf(world, scenario);
    for (const [key, text] of Object.entries(scenario.objects ?? {})) putFile(world, bucket, key, text);
    accountOf(world, application.account).buckets.set(bucket.name, bucket);
  }
}

const dayMilliseconds = 86_400_000;

function bucketOf(world: World, scenario: BucketScenario): Bucket {
  const { name, region, policy, isPrivate, website, madeDaysAgo = 0 } = scenario;
  return {
    name,
    region,
    created: new Date(world.clock.now().getTime() - madeDaysAgo * dayMilliseconds),
    objects: new Map(),
    tags: {},
    ...(policy !== undefined && { policy: JSON.stringify(policy) }),
    ...(isPrivate === true && { publicAccessBlock: closed, ownership: 'BucketOwnerEnforced' }),
    ...(website !== undefined && { website: { indexDocument: website } }),
  };
}
