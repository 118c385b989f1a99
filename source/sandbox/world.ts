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

/** Time as the sandbox tells it. Durations are given in AWS's seconds and pass `speed` times faster. */
export interface SandboxClock {
  now(): Date;
  /** Calls back after so many of AWS's seconds; returns a function that calls it off. Stops with the world. */
  after(seconds: number, run: () => void): () => void;
  /** Calls off everything that is still to come; nothing new is taken. */
  stop(): void;
}

/** Makes ids and takes chances, the same ones every time for the same seed. */
export interface Identifiers {
  /** So many hexadecimal digits: `sg-0123…`. */
  hex(length: number): string;
  /** So many capital letters and digits: a distribution's id after its `E`. */
  letters(length: number): string;
  uuid(): string;
  /** From 0 up to, not including, 1. */
  fraction(): number;
}

export interface Knobs {
  /** 1 is AWS's own pace; 60 makes a minute of AWS a second. */
  speed: number;
  /** Added to every answer, in real milliseconds. */
  latencyMilliseconds: number;
  /** 0 to 1: the share of calls that are answered with the service's throttling error. */
  throttleRate: number;
  /** Logical id → the reason with which CloudFormation fails its creation or update. */
  readonly failures: Map<string, string>;
  /**
   * Logical id → what every change set of its stack proposes for it, though no template asks for that: shows what guards
   * do. It is proposed only; executing the change set does what the template says.
   */
  proposals?: Map<string, 'remove' | 'replace'>;
  /** How many items CloudFormation puts on a page; default 100, as AWS. */
  pageSize?: number;
  /** Credentials are refused as expired from so many real seconds after the start on; null: never. */
  expireCredentialsAfterSeconds: number | null;
  /** Actions that are denied, as IAM writes them: `acm:ListCertificates`, `route53:*`. */
  readonly denied: Set<string>;
}

export interface Credential {
  readonly accessKeyId: string;
  readonly account: string;
  /** arn:aws:iam::111122223333:user/dev or arn:aws:sts::…:assumed-role/NAME/SESSION */
  readonly arn: string;
  readonly userId: string;
  /** Of an assumed role: the role's name, so that its permissions can be looked up. */
  readonly role?: string;
  readonly expires?: Date;
}

export interface Call {
  readonly at: Date;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly identity: string;
  /** True when the operation changes something in AWS. */
  readonly write: boolean;
  readonly status: number;
  readonly errorCode?: string;
}

export interface Account {
  readonly id: string;
  readonly regions: Map<string, Region>;
  readonly roles: Map<string, Role>;
  readonly distributions: Map<string, Distribution>;
  readonly originAccessControls: Map<string, OriginAccessControl>;
  readonly hostedZones: Map<string, HostedZone>;
  /** Changes of records, by id without `/change/`. */
  readonly dnsChanges: Map<string, DnsChange>;
  readonly buckets: Map<string, Bucket>;
}

export interface Region {
  readonly name: string;
  readonly account: string;
  readonly parameters: Map<string, Parameter>;
  /** By stack id. Deleted stacks stay, as in AWS. */
  readonly stacks: Map<string, unknown>;
  /** By name. They only tell where their instances are; the instances' stacks are stacks like any other. */
  readonly stackSets: Map<string, StackSet>;
  readonly exports: Map<string, { readonly value: string; readonly stackId: string }>;
  readonly certificates: Map<string, Certificate>;
  readonly prefixLists: Map<string, PrefixList>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly functions: Map<string, LambdaFunction>;
}

export interface StackSet {
  /** `NAME:UUID` */
  readonly id: string;
  readonly name: string;
  readonly instances: readonly StackInstance[];
}

export interface StackInstance {
  readonly account: string;
  readonly region: string;
  readonly stackId: string;
}

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** Principals (account root ARNs, service names) that may assume it. */
  readonly trusts: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Actions it may use, `*` as a wildcard; undefined: everything. `ACTION on RESOURCE` allows it on that resource only,
   * where the service says which resource is meant.
   */
  readonly allows?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly version: number;
  readonly modified: Date;
}

export interface Certificate {
  readonly arn: string;
  readonly domainName: string;
  readonly names: readonly string[];
  status:
    | 'PENDING_VALIDATION'
    | 'ISSUED'
    | 'INACTIVE'
    | 'EXPIRED'
    | 'VALIDATION_TIMED_OUT'
    | 'REVOKED'
    | 'FAILED';
  readonly keyAlgorithm:
    | 'RSA_1024'
    | 'RSA_2048'
    | 'RSA_3072'
    | 'RSA_4096'
    | 'EC_prime256v1'
    | 'EC_secp384r1'
    | 'EC_secp521r1';
  readonly type: 'AMAZON_ISSUED' | 'IMPORTED' | 'PRIVATE';
  readonly created: Date;
  notBefore?: Date;
  notAfter?: Date;
  readonly inUseBy: Set<string>;
  failureReason?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly maxEntries: number;
  readonly addressFamily: 'IPv4' | 'IPv6';
}

export interface IngressRule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidr?: string;
  readonly prefixListId?: string;
  readonly sourceGroupId?: string;
  readonly description?: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  ingress: readonly IngressRule[];
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly scheme: 'internet-facing' | 'internal';
  securityGroups: readonly string[];
  readonly listeners: Map<string, Listener>;
  readonly created: Date;
  /** The addresses that DNS gives for it. */
  readonly addresses: readonly string[];
}

export interface Listener {
  readonly arn: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  defaultActions: readonly ListenerAction[];
  certificates: readonly string[];
  readonly rules: Map<string, ListenerRule>;
}

export interface ListenerRule {
  readonly arn: string;
  priority: number;
  conditions: readonly {
    readonly field: 'host-header' | 'path-pattern' | 'source-ip';
    readonly values: readonly string[];
  }[];
  actions: readonly ListenerAction[];
}

export type ListenerAction =
  | { readonly type: 'forward'; readonly targetGroupArn: string }
  | {
      readonly type: 'redirect';
      readonly protocol: string;
      readonly port: string;
      readonly host: string;
      readonly path: string;
      readonly query: string;
      readonly statusCode: 'HTTP_301' | 'HTTP_302';
    }
  | { readonly type: 'fixed-response'; readonly statusCode: string; readonly body: string };

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly protocolVersion: 'HTTP1' | 'HTTP2' | 'GRPC';
  /** What the service behind it says, as plain text. */
  readonly answers: string;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly code: { readonly bucket: string; readonly key: string } | { readonly zipFile: string };
}

export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  status: 'InProgress' | 'Deployed';
  /** The `DistributionConfig` in CloudFormation's shape (lists are arrays), as last sent. */
  config: DistributionConfig;
  /** What the edge serves by: the config once it has been deployed. Undefined: not at the edge yet. */
  atEdge?: DistributionConfig;
  modified: Date;
  etag: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
}

export interface DistributionConfig {
  readonly Aliases?: readonly string[];
  readonly Enabled: boolean;
  readonly Comment?: string;
  readonly IPV6Enabled?: boolean;
  readonly PriceClass?: string;
  readonly HttpVersion?: string;
  readonly WebACLId?: string;
  readonly DefaultRootObject?: string;
  readonly DefaultCacheBehavior: CacheBehavior;
  readonly CacheBehaviors?: readonly (CacheBehavior & { readonly PathPattern: string })[];
  readonly Origins: readonly Origin[];
  readonly ViewerCertificate?: {
    readonly AcmCertificateArn?: string;
    readonly MinimumProtocolVersion?: string;
    readonly SslSupportMethod?: string;
    readonly CloudFrontDefaultCertificate?: boolean;
  };
}

export interface CacheBehavior {
  readonly TargetOriginId: string;
  readonly ViewerProtocolPolicy: 'allow-all' | 'redirect-to-https' | 'https-only';
  readonly AllowedMethods?: readonly string[];
  readonly CachePolicyId?: string;
  readonly OriginRequestPolicyId?: string;
  readonly Compress?: boolean;
}

export interface Origin {
  readonly Id: string;
  readonly DomainName: string;
  readonly OriginPath?: string;
  readonly OriginAccessControlId?: string;
  readonly S3OriginConfig?: { readonly OriginAccessIdentity?: string };
  readonly CustomOriginConfig?: {
    readonly OriginProtocolPolicy: 'http-only' | 'https-only' | 'match-viewer';
    readonly HTTPPort?: number;
    readonly HTTPSPort?: number;
  };
}

export interface OriginAccessControl {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface HostedZone {
  readonly id: string;
  /** Without the last dot. */
  readonly name: string;
  readonly private: boolean;
  readonly records: Map<string, RecordSet>;
}

/** Keyed in its zone by `NAME TYPE`, both as here. */
export interface RecordSet {
  /** Without the last dot, lower case. */
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly values?: readonly string[];
  readonly alias?: {
    readonly dnsName: string;
    readonly hostedZoneId: string;
    readonly evaluateTargetHealth: boolean;
  };
  readonly setIdentifier?: string;
  readonly weight?: number;
}

export interface DnsChange {
  readonly id: string;
  status: 'PENDING' | 'INSYNC';
  readonly submitted: Date;
  readonly comment?: string;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  readonly objects: Map<string, StoredObject>;
  policy?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly modified: Date;
}

export interface Visit {
  readonly at: Date;
  readonly host: string;
  readonly path: string;
  readonly scheme: 'http' | 'https';
  /** Where the visitor's connection ended. */
  readonly through: 'edge' | 'load-balancer' | 'nowhere';
  readonly status: number;
  /** Why it was answered so: "security group closed", "redirect rule", "no such alias at the edge". */
  readonly why: string;
  readonly userAgent: string;
}
