import type { BucketFacts } from '../../aws/inspect-bucket.ts';
import type { EdgeReader } from '../bucket-policy/index.ts';

/** What is known besides the answer. Whatever is absent could not be found out. */
export interface StaticFacts {
  readonly reader: EdgeReader;
  readonly key: string;
  readonly pathPattern: string;
  /** Read after the answer came. */
  readonly bucket?: BucketFacts;
  readonly keyExists?: boolean;
  /** CloudFront's own word: `InProgress`, `Deployed`. */
  readonly distributionStatus?: string;
  /** Since this program wrote the bucket's policy. */
  readonly secondsSincePolicy?: number;
}

/** Seconds within which a policy that was just written may not count everywhere yet. */
const policySettles = 60;

export function isPolicyFresh({ secondsSincePolicy }: StaticFacts): boolean {
  return secondsSincePolicy !== undefined && secondsSincePolicy < policySettles;
}

export interface Diagnosis {
  readonly cause:
    | 'served'
    | 'propagating'
    | 'policy-missing'
    | 'policy-denies'
    | 'object-missing'
    | 'key-policy'
    | 'plain-http'
    | 'bucket-missing'
    | 'wrong-region'
    | 'not-the-bucket'
    | 'edge-refused'
    | 'origin-unreachable'
    | 'busy'
    | 'no-answer'
    | 'unknown';
  /** What is wrong, in one or two sentences. */
  readonly says: string;
  /** What to do, the best first; empty: nothing. */
  readonly next: readonly string[];
}

export const askAgain =
  'Ask again in a minute: the edge remembers an error for ten seconds, and settings take a while to reach it';
