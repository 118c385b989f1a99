import { countObjects } from '../../aws/browse-bucket.ts';
import { type Connection, inRegion } from '../../aws/connection.ts';
import { type BucketFacts, inspectBucket } from '../../aws/inspect-bucket.ts';
import { keyPrefix, pathOfKey, servesKey } from '../../cdn/path-pattern.ts';
import type { StaticAssets } from '../../cdn/settings.ts';
import { diagnoseObject } from '../../cdn/static-diagnosis/index.ts';
import { readLocation } from '../../copilot/bucket-location.ts';
import { UserError } from '../../errors.ts';
import { readBeginning } from '../../network/read-beginning.ts';
import type { LiveDistribution, SampleObject, StaticAssetsSeen } from '../../plan/status/facts.ts';
import type { ReadOptions } from '../facts/read-facts.ts';
import { known } from './known.ts';

interface AssetsAsked {
  readonly caller: Connection;
  readonly account: string;
  readonly live: LiveDistribution | undefined;
  readonly options: ReadOptions;
}

/** The bucket behind the static assets, and one object of it asked for under the distribution's own name. */
export async function readStaticAssets(
  assets: StaticAssets | undefined,
  asked: AssetsAsked,
): Promise<StaticAssetsSeen | undefined> {
  if (assets === undefined) return undefined;
  const { caller, account, options } = asked;
  const none = { known: true, value: undefined } as const;
  const bucket = readLocation(assets.location)?.bucket;
  if (bucket === undefined) return { ...assets, bucket, seen: 'gone', sample: none };
  const seen = await inspectBucket(caller, bucket, account, options.signal).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'bucket-not-found') return 'gone' as const;
    throw error;
  });
  if (seen === 'gone') return { ...assets, bucket, seen, sample: none };
  const sample = await known(options.signal, () => readSample(assets, seen, asked));
  return { ...assets, bucket, seen, sample };
}

/** The smallest object among the first thousand keys. */
async function readSample(
  { path }: StaticAssets,
  seen: BucketFacts,
  { caller, live, options }: AssetsAsked,
): Promise<SampleObject | undefined> {
  const { connectTo, signal } = options;
  const there = seen.region === undefined ? caller : inRegion(caller, seen.region);
  const wanted = { prefix: keyPrefix(path), matches: (key: string) => servesKey(path, key) };
  const { example } = await countObjects(there, seen.name, wanted, { pages: 1, signal });
  if (example === undefined) return undefined;
  const { key } = example;
  if (live?.status !== 'Deployed' || !live.enabled) return { key, diagnosis: undefined };
  const answer = await readBeginning({
    url: `https://${live.domainName}${pathOfKey(key)}`,
    ...(connectTo !== undefined && { connectTo }),
    signal,
    timeoutMilliseconds: 10_000,
  });
  const reader = { bucket: seen.name, distributionArn: live.arn, pathPattern: path };
  const about = { reader, key, pathPattern: path, bucket: seen, keyExists: true };
  return { key, diagnosis: diagnoseObject(answer, { ...about, distributionStatus: live.status }) };
}
