import { countObjects, type ObjectCount } from '../../aws/browse-bucket.ts';
import { type Connection, inRegion } from '../../aws/connection.ts';
import { type BucketFacts, inspectBucket } from '../../aws/inspect-bucket.ts';
import { keyPrefix, pathOfKey, servesKey } from '../../cdn/path-pattern.ts';
import { diagnoseObject } from '../../cdn/static-diagnosis/index.ts';
import { UserError } from '../../errors.ts';
import { readBeginning } from '../../network/read-beginning.ts';
import type { Facts } from '../../plan/facts.ts';
import type { ObjectProof, StaticAssetsDesired, StaticFacts } from '../../plan/static-facts.ts';
import { edgeReader } from '../../plan/static-steps.ts';

export interface StaticAsked {
  readonly caller: Connection;
  readonly facts: Facts;
  readonly wanted: StaticAssetsDesired;
  readonly connectTo: string | undefined;
  readonly signal: AbortSignal;
}

/** The bucket, what the pattern serves, and what the distribution answers for one of the files. */
export async function readStaticFiles(asked: StaticAsked): Promise<StaticFacts> {
  const { caller, facts, signal } = asked;
  const bucket = await inspectBucket(caller, asked.wanted.bucket, facts.environment.account, signal).catch(
    (error: unknown) => {
      if (error instanceof UserError && error.code === 'bucket-not-found' && asked.wanted.make)
        return undefined;
      throw error;
    },
  );
  // One that is to be made comes beside the environment; made by an earlier run, it is where it is.
  const wanted = { ...asked.wanted, region: bucket?.region ?? facts.environment.region };
  const placed = { ...asked, wanted };
  const served = bucket === undefined ? undefined : await countServed(placed);
  const proof =
    bucket === undefined || served === undefined ? undefined : await tryOne(placed, bucket, served);
  return { wanted, bucket, served, ...(proof !== undefined && { proof }) };
}

/** Undefined where the bucket may not be listed. */
async function countServed({ caller, wanted, signal }: StaticAsked): Promise<ObjectCount | undefined> {
  try {
    const keys = { prefix: keyPrefix(wanted.path), matches: (key: string) => servesKey(wanted.path, key) };
    return await countObjects(inRegion(caller, wanted.region), wanted.bucket, keys, { signal });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Under the distribution's own name: it leads there whatever DNS says of the others. */
async function tryOne(
  { facts, wanted, connectTo, signal }: StaticAsked,
  bucket: BucketFacts,
  served: ObjectCount,
): Promise<ObjectProof | undefined> {
  const { distribution, deployed } = facts;
  const reader = edgeReader(facts, wanted);
  const key = served.example?.key;
  const isThere = deployed.cdn.staticAssets?.path === wanted.path;
  if (key === undefined || reader === undefined || distribution?.status !== 'Deployed' || !isThere)
    return undefined;
  const url = `https://${distribution.domainName}${pathOfKey(key)}`;
  const answer = await readBeginning({
    url,
    ...(connectTo !== undefined && { connectTo }),
    signal,
    timeoutMilliseconds: 10_000,
  });
  const diagnosis = diagnoseObject(answer, {
    reader,
    key,
    pathPattern: wanted.path,
    bucket,
    keyExists: true,
    distributionStatus: distribution.status,
  });
  const parts = [
    answer.status === undefined
      ? (answer.error ?? 'no answer')
      : `${answer.status} in ${Math.round(answer.milliseconds)} ms`,
    answer.headers['x-cache'],
    answer.headers['content-type'],
  ];
  return { url, key, diagnosis, text: parts.filter((part) => part !== undefined && part !== '').join(', ') };
}
