import type { Bucket } from '../../source/sandbox/world.ts';
import { accountOf, type WorldOptions } from '../../source/sandbox/world-factory.ts';
import { account, type OpenedAws, openAws, region } from './support.ts';

export interface OpenedBucket extends OpenedAws {
  readonly bucket: Bucket;
}

/** A sandbox with an empty bucket `site`, and the caller's connection to it. */
export async function openBucket(options: WorldOptions = {}): Promise<OpenedBucket> {
  const opened = await openAws(options);
  const bucket: Bucket = { name: 'site', region, created: new Date(0), objects: new Map(), tags: {} };
  accountOf(opened.world, account).buckets.set(bucket.name, bucket);
  return { ...opened, bucket };
}
