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
