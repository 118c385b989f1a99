import type { CacheBehavior, Distribution, DistributionConfig, Origin } from '../../world.ts';

/** The config in the API's shape: lists with their `Quantity`, defaults filled in. */
export function describeConfig({ id, config }: Distribution) {
  return {
    CallerReference: id,
    Aliases: listOf('CNAME', config.Aliases ?? []),
    DefaultRootObject: config.DefaultRootObject ?? '',
    Origins: listOf('Origin', config.Origins.map(describeOrigin)),
    OriginGroups: { Quantity: 0 },
    DefaultCacheBehavior: describeBehavior(config.DefaultCacheBehavior),
    CacheBehaviors: listOf(
      'CacheBehavior',
      (config.CacheBehaviors ?? []).map((behavior) => ({
        PathPattern: behavior.PathPattern,
        ...describeBehavior(behavior),
      })),
    ),
    CustomErrorResponses: listOf(
      'CustomErrorResponse',
      (config.CustomErrorResponses ?? []).map((page) => ({
        ErrorCode: page.ErrorCode,
        ResponsePagePath: page.ResponsePagePath ?? '',
        ResponseCode: String(page.ResponseCode ?? ''),
        ErrorCachingMinTTL: page.ErrorCachingMinTTL,
      })),
    ),
    Comment: config.Comment ?? '',
    Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
    PriceClass: config.PriceClass ?? 'PriceClass_All',
    Enabled: config.Enabled,
    ViewerCertificate: describeCertificate(config.ViewerCertificate),
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: config.WebACLId ?? '',
    HttpVersion: config.HttpVersion ?? 'http1.1',
    IsIPV6Enabled: config.IPV6Enabled ?? false,
    Staging: false,
  };
}

function listOf<Item>(name: string, items: readonly Item[]) {
  return { Quantity: items.length, Items: items.length === 0 ? undefined : { [name]: items } };
}

function describeOrigin(origin: Origin) {
  const custom = origin.CustomOriginConfig;
  return {
    Id: origin.Id,
    DomainName: origin.DomainName,
    OriginPath: origin.OriginPath ?? '',
    CustomHeaders: { Quantity: 0 },
    S3OriginConfig:
      origin.S3OriginConfig === undefined
        ? undefined
        : { OriginAccessIdentity: origin.S3OriginConfig.OriginAccessIdentity ?? '' },
    CustomOriginConfig:
      custom === undefined
        ? undefined
        : {
            HTTPPort: custom.HTTPPort ?? 80,
            HTTPSPort: custom.HTTPSPort ?? 443,
            OriginProtocolPolicy: custom.OriginProtocolPolicy,
            OriginSslProtocols: listOf('SslProtocol', ['TLSv1', 'TLSv1.1', 'TLSv1.2']),
            OriginReadTimeout: 30,
            OriginKeepaliveTimeout: 5,
          },
    ConnectionAttempts: 3,
    ConnectionTimeout: 10,
    OriginShield: { Enabled: false },
    OriginAccessControlId: origin.OriginAccessControlId ?? '',
  };
}

function describeBehavior(behavior: CacheBehavior) {
  const methods = behavior.AllowedMethods ?? ['GET', 'HEAD'];
  return {
    TargetOriginId: behavior.TargetOriginId,
    TrustedSigners: { Enabled: false, Quantity: 0 },
    TrustedKeyGroups: { Enabled: false, Quantity: 0 },
    ViewerProtocolPolicy: behavior.ViewerProtocolPolicy,
    AllowedMethods: {
      ...listOf('Method', methods),
      CachedMethods: listOf('Method', ['HEAD', 'GET']),
    },
    SmoothStreaming: false,
    Compress: behavior.Compress ?? false,
    LambdaFunctionAssociations: { Quantity: 0 },
    FunctionAssociations: listOf(
      'FunctionAssociation',
      (behavior.FunctionAssociations ?? []).map(({ FunctionARN, EventType }) => ({ FunctionARN, EventType })),
    ),
    FieldLevelEncryptionId: '',
    CachePolicyId: behavior.CachePolicyId,
    OriginRequestPolicyId: behavior.OriginRequestPolicyId,
    ResponseHeadersPolicyId: behavior.ResponseHeadersPolicyId,
  };
}

function describeCertificate(certificate: DistributionConfig['ViewerCertificate']) {
  if (certificate?.AcmCertificateArn === undefined) {
    return {
      CloudFrontDefaultCertificate: true,
      SSLSupportMethod: 'vip',
      MinimumProtocolVersion: 'TLSv1',
      CertificateSource: 'cloudfront',
    };
  }
  return {
    CloudFrontDefaultCertificate: false,
    ACMCertificateArn: certificate.AcmCertificateArn,
    SSLSupportMethod: certificate.SslSupportMethod ?? 'sni-only',
    MinimumProtocolVersion: certificate.MinimumProtocolVersion ?? 'TLSv1',
    Certificate: certificate.AcmCertificateArn,
    CertificateSource: 'acm',
  };
}
