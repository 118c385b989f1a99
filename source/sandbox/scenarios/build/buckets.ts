import { putFile } from '../../stored-objects.ts';
import type { Bucket, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import type { Scenario } from '../scenario.ts';

export function addBuckets(world: World, { application, buckets }: Scenario): void {
  for (const { name, region, objects } of buckets ?? []) {
    const bucket: Bucket = { name, region, created: world.clock.now(), objects: new Map(), tags: {} };
    for (const [key, text] of Object.entries(objects ?? {})) putFile(world, bucket, key, text);
    accountOf(world, application.account).buckets.set(name, bucket);
  }
}
