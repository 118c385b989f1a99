/** Logical ids and paths of Copilot's environment template (v1.23 to v1.33) that the patch reads or writes. */
export const resourceTypes = {
  UniqueJSONValuesFunctionRole: 'AWS::IAM::Role',
  UniqueJSONValuesFunction: 'AWS::Lambda::Function',
  UniqueAliasesAction: 'Custom::UniqueJSONValuesFunction',
  CloudFrontOriginAccessControl: 'AWS::CloudFront::OriginAccessControl',
  CloudFrontDistribution: 'AWS::CloudFront::Distribution',
  CertificateReplicatorFunction: 'AWS::Lambda::Function',
  CertificateReplicator: 'Custom::CertificateReplicatorFunction',
} as const;

export type CdnResource = keyof typeof resourceTypes;

/** In the order in which Copilot writes them. */
export const cdnResources = [
  'UniqueJSONValuesFunctionRole',
  'UniqueJSONValuesFunction',
  'UniqueAliasesAction',
  'CloudFrontOriginAccessControl',
  'CloudFrontDistribution',
  'CertificateReplicatorFunction',
  'CertificateReplicator',
] as const satisfies readonly CdnResource[];

export const descriptions: Readonly<Record<CdnResource, string>> = {
  UniqueJSONValuesFunctionRole: 'A role for the function that lists the names of services',
  UniqueJSONValuesFunction: 'A function that lists the names of services',
  UniqueAliasesAction: 'The names that the distribution answers for',
  CloudFrontOriginAccessControl: 'The signature with which CloudFront reads the bucket',
  CloudFrontDistribution: 'The CloudFront distribution in front of the load balancer',
  CertificateReplicatorFunction: 'A function that copies the certificate to us-east-1',
  CertificateReplicator: 'The copy of the certificate in us-east-1',
};

export const distributionConfig = [
  'Resources',
  'CloudFrontDistribution',
  'Properties',
  'DistributionConfig',
] as const;
export const additionalStrings = [
  'Resources',
  'UniqueAliasesAction',
  'Properties',
  'AdditionalStrings',
] as const;
export const managerRole = ['Resources', 'EnvironmentManagerRole', 'Properties'] as const;
export const customDomainAction = ['Resources', 'CustomDomainAction', 'Properties'] as const;

export const securityGroups = [
  { logicalId: 'PublicHTTPLoadBalancerSecurityGroup', port: 80, protocol: 'HTTP' },
  { logicalId: 'PublicHTTPSLoadBalancerSecurityGroup', port: 443, protocol: 'HTTPS' },
] as const;

/** The zone of all distributions in Route 53. */
export const distributionHostedZone = 'Z2FDTNDATAQYW2';

/** For distributions that are new. Copilot's own template says TLSv1; what a distribution has, it keeps. */
export const newMinimumTls = 'TLSv1.2_2021';
