import type { ObjectCount } from '../aws/browse-bucket.ts';
import type { BucketFacts } from '../aws/inspect-bucket.ts';
import type { Diagnosis } from '../cdn/static-diagnosis/index.ts';

/** What is true of the static files that are desired. */
export interface StaticFacts {
  readonly wanted: StaticAssetsDesired;
  /** Undefined: it is to be made. */
  readonly bucket: BucketFacts | undefined;
  /** What the pattern serves; undefined: the bucket may not be listed. */
  readonly served: ObjectCount | undefined;
  /** What the distribution answered for one of the objects; undefined: not asked yet, or there is none. */
  readonly proof?: ObjectProof;
}

export interface ObjectProof {
  readonly url: string;
  readonly key: string;
  readonly diagnosis: Diagnosis;
  /** "200 in 41 ms, Miss from cloudfront, text/css" */
  readonly text: string;
}

/** Static files from a bucket, behind the distribution. */
export interface StaticAssetsDesired {
  readonly bucket: string;
  readonly region: string;
  /** CloudFront's pattern: `static/*`. */
  readonly path: string;
  readonly alias: string;
  /** It is to be made first. */
  readonly make: boolean;
  /** All public access to it is to be blocked. */
  readonly close: boolean;
}
