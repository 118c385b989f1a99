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
  /** By id. */
  invalidations?: Map<string, Invalidation>;
  /** What the edge keeps, by the path that it asked the origin for. */
  kept?: Map<string, KeptAnswer>;
}

export interface Invalidation {
  readonly id: string;
  readonly callerReference: string;
  readonly paths: readonly string[];
  readonly created: Date;
  status: 'InProgress' | 'Completed';
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly since: Date;
  readonly until: Date;
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
  readonly CustomErrorResponses?: readonly {
    readonly ErrorCode: number;
    readonly ResponseCode?: number;
    readonly ResponsePagePath?: string;
    /** Seconds. */
    readonly ErrorCachingMinTTL: number;
  }[];
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
  readonly ResponseHeadersPolicyId?: string;
  readonly FunctionAssociations?: readonly {
    readonly EventType: string;
    readonly FunctionARN: string;
  }[];
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
