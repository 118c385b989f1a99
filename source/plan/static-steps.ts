import { publicBy } from '../cdn/bucket-concerns.ts';
import { type EdgeReader, shownPolicy, withDistribution } from '../cdn/bucket-policy/index.ts';
import { locationOf } from '../copilot/bucket-location.ts';
import type { FileChange } from '../event.ts';
import type { Desired } from './desired.ts';
import type { Facts } from './facts.ts';
import { fileChange } from './file-change.ts';
import type { StaticAssetsDesired } from './static-facts.ts';
import type { BucketStep, ObjectsStep, PolicyStep } from './step.ts';

/** What the manifest and the template say of it; undefined: as it is deployed. Null: none. */
export function staticAssetsIn({ staticAssets }: Desired) {
  if (staticAssets === undefined || staticAssets === null) return staticAssets;
  const { bucket, region, path, alias } = staticAssets;
  return { alias, location: locationOf(bucket, region), path };
}

/** Who reads the bucket once the distribution stands; undefined until then. */
export function edgeReader(facts: Facts, { bucket, path }: StaticAssetsDesired): EdgeReader | undefined {
  const { distribution, environment } = facts;
  if (distribution === undefined) return undefined;
  const distributionArn = `arn:aws:cloudfront::${environment.account}:distribution/${distribution.id}`;
  return { bucket, distributionArn, pathPattern: path };
}

/** The bucket is made, or closed to the public, before anything names it. */
export function bucketSteps(facts: Facts, { staticAssets }: Desired): BucketStep[] {
  if (!staticAssets || !(staticAssets.make || staticAssets.close)) return [];
  const { bucket, make } = staticAssets;
  const there = facts.staticFiles?.bucket;
  const done = there !== undefined && (make || publicBy(there) === 'nothing');
  return [
    {
      kind: 'bucket',
      id: 'bucket',
      title: 'Bucket',
      target: bucket,
      wanted: staticAssets,
      done,
      summary: make ? 'made: private, encrypted, versioned' : 'closed to everybody but those it names',
      whenDone: make ? 'is there, private' : 'is closed to the public',
      why: make
        ? 'The distribution has to have a bucket to read.'
        : 'What CloudFront serves needs no public bucket; open, everybody could go past the CDN.',
      changes: [],
    },
  ];
}

/** After the distribution, whose ARN the statement names. */
export function policySteps(facts: Facts, { staticAssets }: Desired): PolicyStep[] {
  if (!staticAssets) return [];
  const reader = edgeReader(facts, staticAssets);
  const policy = facts.staticFiles?.bucket?.policy;
  const readable = policy?.known === true;
  const merge = reader !== undefined && readable ? withDistribution(policy.value, reader) : undefined;
  const done = merge?.kind === 'unchanged';
  return [
    {
      kind: 'policy',
      id: 'bucket-policy',
      title: 'Bucket policy',
      target: staticAssets.bucket,
      wanted: staticAssets,
      done,
      summary: 'lets the distribution read, and nobody else in addition',
      whenDone: 'lets the distribution read',
      why: 'Without it every file is answered with 403; Copilot leaves it to be written by hand.',
      changes:
        merge?.kind === 'changed'
          ? [policyChange(staticAssets.bucket, policy?.known ? policy.value : undefined, merge.text)]
          : [],
    },
  ];
}

/** S3 gives a policy in one line; for people it is laid out. */
export function policyChange(bucket: string, before: string | undefined, after: string): FileChange {
  return fileChange(
    `policy of ${bucket}`,
    before === undefined ? '' : shownPolicy(before),
    shownPolicy(after),
  );
}

/** One real object through the distribution. Where there is none yet, there is nothing to try. */
export function objectsSteps(facts: Facts, { staticAssets }: Desired): ObjectsStep[] {
  if (!staticAssets) return [];
  const { staticFiles } = facts;
  const none = staticFiles?.served?.example === undefined;
  const cause = staticFiles?.proof?.diagnosis.cause;
  const done = facts.distribution?.status === 'Deployed' && (none || cause === 'served');
  return [
    {
      kind: 'objects',
      id: 'objects',
      title: 'Files',
      target: staticAssets.path,
      wanted: staticAssets,
      done,
      summary: none ? 'none there yet, nothing to try' : 'one of them is asked for at the edge',
      whenDone: none ? 'no file there yet to be tried' : `served: ${staticFiles?.proof?.text ?? ''}`,
      why: 'A file that arrives says more than a policy that looks right.',
      changes: [],
    },
  ];
}
