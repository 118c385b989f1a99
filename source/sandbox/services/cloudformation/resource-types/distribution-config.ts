import type { CacheBehavior, DistributionConfig, Origin } from '../../../world.ts';
import {
  listOf,
  optionalText,
  type Properties,
  propertiesOf,
  textOf,
  textsOf,
  truthOf,
  type Value,
} from '../value.ts';

/** Reads `DistributionConfig` as CloudFormation writes it. */
export function readDistributionConfig(value: Value | undefined): DistributionConfig {
  const config = propertiesOf(value);
  const certificate =
    config.ViewerCertificate === undefined ? undefined : propertiesOf(config.ViewerCertificate);
  const behaviors = listOf(config.CacheBehaviors).map((one) => {
    const behavior = propertiesOf(one);
    return { ...readBehavior(behavior), PathPattern: textOf(behavior.PathPattern) };
  });
  return {
    Enabled: truthOf(config.Enabled),
    DefaultCacheBehavior: readBehavior(propertiesOf(config.DefaultCacheBehavior)),
    Origins: listOf(config.Origins).map((origin) => readOrigin(propertiesOf(origin))),
    ...(config.Aliases === undefined ? {} : { Aliases: textsOf(config.Aliases) }),
    ...(config.CacheBehaviors === undefined ? {} : { CacheBehaviors: behaviors }),
    ...(config.CustomErrorResponses === undefined
      ? {}
      : {
          CustomErrorResponses: listOf(config.CustomErrorResponses).map((page) =>
            readErrorPage(propertiesOf(page)),
          ),
        }),
    ...(config.IPV6Enabled === undefined ? {} : { IPV6Enabled: truthOf(config.IPV6Enabled) }),
    ...texts(config, ['Comment', 'PriceClass', 'HttpVersion', 'WebACLId', 'DefaultRootObject']),
    ...(certificate === undefined
      ? {}
      : {
          ViewerCertificate: {
            ...texts(certificate, ['AcmCertificateArn', 'MinimumProtocolVersion', 'SslSupportMethod']),
            ...(certificate.CloudFrontDefaultCertificate === undefined
              ? {}
              : { CloudFrontDefaultCertificate: truthOf(certificate.CloudFrontDefaultCertificate) }),
          },
        }),
  };
}

function readBehavior(behavior: Properties): CacheBehavior {
  const policy = textOf(behavior.ViewerProtocolPolicy);
  return {
    TargetOriginId: textOf(behavior.TargetOriginId),
    ViewerProtocolPolicy: policy === 'redirect-to-https' || policy === 'https-only' ? policy : 'allow-all',
    ...(behavior.AllowedMethods === undefined ? {} : { AllowedMethods: textsOf(behavior.AllowedMethods) }),
    ...(behavior.Compress === undefined ? {} : { Compress: truthOf(behavior.Compress) }),
    ...texts(behavior, ['CachePolicyId', 'OriginRequestPolicyId', 'ResponseHeadersPolicyId']),
    ...(behavior.FunctionAssociations === undefined
      ? {}
      : { FunctionAssociations: listOf(behavior.FunctionAssociations).map(readAssociation) }),
  };
}

function readAssociation(value: Value) {
  const association = propertiesOf(value);
  return { EventType: textOf(association.EventType), FunctionARN: textOf(association.FunctionARN) };
}

function readErrorPage(page: Properties) {
  return {
    ErrorCode: Number(textOf(page.ErrorCode)),
    ErrorCachingMinTTL: Number(optionalText(page.ErrorCachingMinTTL) ?? '10'),
    ...texts(page, ['ResponsePagePath']),
    ...(page.ResponseCode === undefined ? {} : { ResponseCode: Number(textOf(page.ResponseCode)) }),
  };
}

function readOrigin(origin: Properties): Origin {
  const custom =
    origin.CustomOriginConfig === undefined ? undefined : propertiesOf(origin.CustomOriginConfig);
  const policy = textOf(custom?.OriginProtocolPolicy);
  return {
    Id: textOf(origin.Id),
    DomainName: textOf(origin.DomainName),
    ...texts(origin, ['OriginPath', 'OriginAccessControlId']),
    ...(origin.S3OriginConfig === undefined
      ? {}
      : { S3OriginConfig: texts(propertiesOf(origin.S3OriginConfig), ['OriginAccessIdentity']) }),
    ...(custom === undefined
      ? {}
      : {
          CustomOriginConfig: {
            OriginProtocolPolicy: policy === 'http-only' || policy === 'https-only' ? policy : 'match-viewer',
            ...(custom.HTTPPort === undefined ? {} : { HTTPPort: Number(textOf(custom.HTTPPort)) }),
            ...(custom.HTTPSPort === undefined ? {} : { HTTPSPort: Number(textOf(custom.HTTPSPort)) }),
          },
        }),
  };
}

function texts<Name extends string>(
  of: Properties,
  names: readonly Name[],
): { readonly [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name of names) {
    const value = optionalText(of[name]);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
