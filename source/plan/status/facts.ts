import type { Distribution } from '../../aws/cloudfront.ts';
import type { BucketFacts } from '../../aws/inspect-bucket.ts';
import type { CertificateFacts } from '../../cdn/certificate-coverage.ts';
import type { DeployedEnvironment } from '../../cdn/deployed-environment.ts';
import type { StaticAssets } from '../../cdn/settings.ts';
import type { Diagnosis } from '../../cdn/static-diagnosis/index.ts';
import type { EnvironmentManifest } from '../../copilot/environment-manifest/read.ts';
import type { EdgeAnswer, EnvironmentFacts, NameFacts, ServiceFacts, StackFacts } from '../facts.ts';
import type { Journal } from '../journal.ts';
import type { TlsFacts } from '../tls-facts.ts';

/** What could not be read costs its part only. */
export type Known<Value> =
  | { readonly known: true; readonly value: Value }
  /** `why` names the action that was denied, or what else kept it; `next` is the way out. */
  | { readonly known: false; readonly why: string; readonly next: readonly string[] };

/** Everything that is looked at to say whether a CDN is all right, at one moment. */
export interface StatusFacts {
  readonly now: Date;
  readonly application: { readonly name: string; readonly domain: string };
  readonly environment: EnvironmentFacts;
  readonly manifest: Known<ManifestSeen>;
  readonly journal: Known<Journal | undefined>;
  readonly stack: StackFacts;
  readonly deployed: DeployedEnvironment;
  readonly deployedManifest: Known<EnvironmentManifest | undefined>;
  readonly services: readonly ServiceFacts[];
  /** By service, the names in its manifest in the workspace. */
  readonly manifestAliases: Known<Readonly<Record<string, readonly string[]>>>;
  /** Undefined: the stack holds none; `gone`: the stack believes in one that is not there. */
  readonly distribution: Known<LiveDistribution | 'gone' | undefined>;
  /** What visitors are shown. Undefined: CloudFront's own; `gone`: ACM has none of that ARN. */
  readonly certificate: Known<CertificateFacts | 'gone' | undefined>;
  readonly names: readonly NameFacts[];
  /** What the distribution says for each of its names; empty until it is deployed. */
  readonly answers: readonly EdgeAnswer[];
  readonly loadBalancer: LoadBalancerSeen | undefined;
  readonly tls: Known<TlsFacts>;
  readonly staticAssets: Known<StaticAssetsSeen | undefined>;
}

export interface ManifestSeen {
  /** Relative to the workspace's root. */
  readonly path: string;
  /** Undefined: there is no such file. */
  readonly manifest: EnvironmentManifest | undefined;
}

/** What CloudFront itself says of the distribution. */
export type LiveDistribution = Omit<Distribution, 'etag' | 'modified'>;

/** What became of requests to the load balancer itself, past CloudFront. */
export interface LoadBalancerSeen {
  readonly name: string;
  /** "200 in 12 ms" by port; none: nobody answered. */
  readonly answers: readonly { readonly port: number; readonly text: string }[];
  /** Ids of its security groups, where the stack told them. */
  readonly securityGroups: readonly string[];
}

export interface StaticAssetsSeen extends StaticAssets {
  /** Undefined: the location is not the domain name of a bucket. */
  readonly bucket: string | undefined;
  readonly seen: BucketFacts | 'gone';
  /** An object that the pattern serves; undefined: the bucket holds none. */
  readonly sample: Known<SampleObject | undefined>;
}

export interface SampleObject {
  readonly key: string;
  /** What became of asking the distribution for it; undefined: it was not asked, being on its way. */
  readonly diagnosis: Diagnosis | undefined;
}

export function ifKnown<Value>(part: Known<Value>): Value | undefined {
  return part.known ? part.value : undefined;
}

/** The distribution that is there. */
export function liveDistribution({ distribution }: StatusFacts): LiveDistribution | undefined {
  const found = ifKnown(distribution);
  return found === 'gone' ? undefined : found;
}
