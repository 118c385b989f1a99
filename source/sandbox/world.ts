import type { Account } from './world/account.ts';
import type { SandboxClock } from './world/clock.ts';
import type { Call, Visit } from './world/history.ts';
import type { Identifiers } from './world/identifiers.ts';
import type { Credential } from './world/identity.ts';
import type { Knobs } from './world/knobs.ts';

export type { Account, Region } from './world/account.ts';
export type {
  Bucket,
  EarlierVersion,
  MultipartUpload,
  PublicAccessBlock,
  StoredObject,
} from './world/bucket.ts';
export type { Certificate, CertificateRequest, CertificateValidation } from './world/certificate.ts';
export type { SandboxClock } from './world/clock.ts';
export type {
  CacheBehavior,
  Distribution,
  DistributionConfig,
  Invalidation,
  KeptAnswer,
  Origin,
} from './world/distribution.ts';
export type { Call, Visit } from './world/history.ts';
export type { DnsChange, HostedZone, RecordSet } from './world/hosted-zone.ts';
export type { Identifiers } from './world/identifiers.ts';
export type { Credential, Role } from './world/identity.ts';
export type { CertificateQuotas, Knobs } from './world/knobs.ts';
export type {
  Listener,
  ListenerAction,
  ListenerRule,
  LoadBalancer,
  TargetGroup,
} from './world/load-balancer.ts';
export type { Parameter } from './world/parameter.ts';
export type { IngressRule, PrefixList, SecurityGroup } from './world/security-group.ts';
export type { StackSet } from './world/stack-set.ts';

/**
 * The state of the small AWS: plain data that every service reads and writes. Services never import each other; they meet here.
 * Regional things live under an account and a region, global ones (CloudFront, Route 53, IAM, S3 names) under an account.
 */
export interface World {
  readonly clock: SandboxClock;
  /** When the world was made; credentials expire counted from here. */
  readonly startedAt: Date;
  readonly identifiers: Identifiers;
  readonly knobs: Knobs;
  readonly accounts: Map<string, Account>;
  /** Access key id → who signs with it. AssumeRole adds to it. */
  readonly credentials: Map<string, Credential>;
  /** Every call that arrived, oldest first; tests ask it "was anything written?". */
  readonly calls: Call[];
  /** Every request that the front door answered, oldest first. */
  readonly visits: Visit[];
}
