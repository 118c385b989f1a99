import { putFile } from '../../source/sandbox/stored-objects.ts';
import type { Bucket, World } from '../../source/sandbox/world.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { account, region } from './support.ts';

export const stranger = '444455556666';

/** A bucket as S3 made them before 2023: nothing is blocked, ACLs count. */
export function addBucket(
  world: World,
  name: string,
  more: Partial<Bucket> = {},
  owner: string = account,
): Bucket {
  const bucket: Bucket = {
    name,
    region,
    created: new Date('2026-01-01T00:00:00Z'),
    objects: new Map(),
    tags: {},
    ...more,
  };
  accountOf(world, owner).buckets.set(name, bucket);
  return bucket;
}

export function addObjects(world: World, bucket: Bucket, keys: readonly string[], body = 'x'): void {
  for (const key of keys) putFile(world, bucket, key, body);
}

/** How often each operation was called. */
export function callsOf(world: World): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation } of world.calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
