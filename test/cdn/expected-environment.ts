// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import type { EnvironmentCdnSettings } from '../../source/cdn/environment-patch.ts';
import { viewTemplate } from '../../source/cdn/template-view.ts';

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Template = { Metadata: Tree; Resources: Tree; Outputs: Tree } & Tree;
type Tree = { [key: string]: Value };

/** Builds, from a template with the CDN off, what Copilot's own template says with the settings: written anew, from the outside. */
export function expectedEnvironment(off: Template, settings: EnvironmentCdnSettings): Template {
  const template = structuredClone(off);
  const { cdn } = settings;
  template.Metadata.Manifest = settings.manifest;
  for (const [id, port] of [
    ['PublicHTTPLoadBalancerSecurityGroup', 80],
    ['PublicHTTPSLoadBalancerSecurityGroup', 443],
  ] as const) {
    tree(tree(template.Resources[id]).Properties).SecurityGroupIngress = ingress(settings, port);
  }
  tree(template.Outputs.PublicALBAccessible).Value = settings.restrictIngress === null;
  if (cdn === null) return template;

  const named = cdn.certificate !== undefined || settings.hasDomain;
  const replicated = cdn.certificate === undefined && !settings.publicCertificates;
  if (named) Object.assign(template.Resources, uniqueAliases(cdn.staticAssets?.alias));
  if (cdn.staticAssets) template.Resources.CloudFrontOriginAccessControl = accessControl;
  template.Resources.CloudFrontDistribution = distribution(cdn, named, replicated);
  if (replicated) Object.assign(template.Resources, replicator);
  template.Outputs.CloudFrontDomainName = {
    Condition: 'CreateALB',
    Value: getAtt('CloudFrontDistribution', 'DomainName'),
    Description: 'The domain name of the CloudFront distribution.',
    Export: { Name: { 'Fn::Sub': '${AWS::StackName}-CloudFrontDomainName' } },
  };
  if (template.Resources.CustomDomainAction !== undefined) {
    Object.assign(tree(tree(template.Resources.CustomDomainAction).Properties), {
      PublicAccessDNS: getAtt('CloudFrontDistribution', 'DomainName'),
      PublicAccessHostedZone: 'Z2FDTNDATAQYW2',
    });
  }
  if (cdn.certificate !== undefined) importCertificate(template, cdn.certificate);
  return template;
}

function ingress({ restrictIngress, sourceIps }: EnvironmentCdnSettings, port: number): Value[] {
  const rule = (source: Tree, Description: string): Tree => ({
    ...source,
    Description,
    FromPort: port,
    IpProtocol: 'tcp',
    ToPort: port,
  });
  const list = restrictIngress?.prefixListId;
  if (list === undefined && sourceIps.length === 0)
    return [rule({ CidrIp: '0.0.0.0/0' }, `Allow from anyone on port ${port}`)];
  return [
    ...(list === undefined
      ? []
      : [rule({ SourcePrefixListId: list }, `Allow ingress from prefix list ${list} on port ${port}`)]),
    ...sourceIps.map((range) =>
      rule({ CidrIp: range }, `Allow ingress from source IP ${range} on port ${port}`),
    ),
  ];
}

const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];
const originId = { 'Fn::Sub': 'copilot-${AppName}-${EnvironmentName}-origin' };
const bucketId = { 'Fn::Sub': 'copilot-${AppName}-${EnvironmentName}-s3' };

function distribution(
  cdn: NonNullable<EnvironmentCdnSettings['cdn']>,
  named: boolean,
  replicated: boolean,
): Tree {
  const viewer = cdn.terminateTls ? 'redirect-to-https' : 'allow-all';
  const shown = (arn: Value): Tree => ({
    AcmCertificateArn: arn,
    MinimumProtocolVersion: 'TLSv1.2_2021',
    SslSupportMethod: 'sni-only',
  });
  const assets = cdn.staticAssets;
  return {
    Metadata: { 'aws:copilot:description': 'The CloudFront distribution in front of the load balancer' },
    Condition: 'CreateALB',
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        ...(named && { Aliases: getAtt('UniqueAliasesAction', 'UniqueValues') }),
        DefaultCacheBehavior: {
          AllowedMethods: methods,
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          TargetOriginId: originId,
          OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
          ViewerProtocolPolicy: viewer,
        },
        Enabled: true,
        IPV6Enabled: true,
        Origins: [
          {
            Id: originId,
            DomainName: getAtt('PublicLoadBalancer', 'DNSName'),
            CustomOriginConfig: { OriginProtocolPolicy: cdn.terminateTls ? 'http-only' : 'match-viewer' },
          },
          ...(assets
            ? [
                {
                  Id: bucketId,
                  DomainName: assets.location,
                  OriginAccessControlId: { Ref: 'CloudFrontOriginAccessControl' },
                  S3OriginConfig: { OriginAccessIdentity: '' },
                },
              ]
            : []),
        ],
        ...(assets && {
          CacheBehaviors: [
            {
              AllowedMethods: methods,
              ViewerProtocolPolicy: viewer,
              CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
              Compress: true,
              TargetOriginId: bucketId,
              PathPattern: assets.path,
            },
          ],
        }),
        ...(cdn.certificate !== undefined && { ViewerCertificate: shown(cdn.certificate) }),
        ...(replicated && {
          ViewerCertificate: {
            'Fn::If': ['DelegateDNS', shown({ Ref: 'CertificateReplicator' }), { Ref: 'AWS::NoValue' }],
          },
        }),
      },
    },
  };
}

function uniqueAliases(additional: string | undefined): Tree {
  return {
    UniqueJSONValuesFunctionRole: {
      Metadata: { 'aws:copilot:description': 'A role for the function that lists the names of services' },
      Type: 'AWS::IAM::Role',
      Condition: 'CreateALB',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
          ],
        },
        Path: '/',
        ManagedPolicyArns: [
          { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
        ],
      },
    },
    UniqueJSONValuesFunction: lambda(
      'CreateALB',
      'A function that lists the names of services',
      'index.handler',
      600,
      'UniqueJSONValuesFunctionRole',
      'unique.zip',
    ),
    UniqueAliasesAction: {
      Metadata: { 'aws:copilot:description': 'The names that the distribution answers for' },
      Condition: 'CreateALB',
      Type: 'Custom::UniqueJSONValuesFunction',
      Properties: {
        ServiceToken: getAtt('UniqueJSONValuesFunction', 'Arn'),
        Aliases: { Ref: 'Aliases' },
        ...(additional !== undefined && { AdditionalStrings: [additional] }),
        FilterFor: { Ref: 'ALBWorkloads' },
      },
    },
  };
}

const replicator: Tree = {
  CertificateReplicatorFunction: lambda(
    'DelegateDNS',
    'A function that copies the certificate to us-east-1',
    'index.certificateReplicateHandler',
    900,
    'CustomResourceRole',
    'replicator.zip',
  ),
  CertificateReplicator: {
    Metadata: { 'aws:copilot:description': 'The copy of the certificate in us-east-1' },
    Condition: 'DelegateDNS',
    Type: 'Custom::CertificateReplicatorFunction',
    Properties: {
      ServiceToken: getAtt('CertificateReplicatorFunction', 'Arn'),
      AppName: { Ref: 'AppName' },
      EnvName: { Ref: 'EnvironmentName' },
      TargetRegion: 'us-east-1',
      EnvRegion: { Ref: 'AWS::Region' },
      CertificateArn: { Ref: 'HTTPSCert' },
    },
  },
};

const accessControl: Tree = {
  Metadata: { 'aws:copilot:description': 'The signature with which CloudFront reads the bucket' },
  Type: 'AWS::CloudFront::OriginAccessControl',
  Properties: {
    OriginAccessControlConfig: {
      Description: 'Access control for static s3 origin',
      Name: { 'Fn::Sub': 'copilot-${AppName}-${EnvironmentName}-origin-access-control' },
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    },
  },
};

function lambda(
  Condition: string,
  description: string,
  Handler: string,
  Timeout: number,
  role: string,
  key: string,
): Tree {
  return {
    Metadata: { 'aws:copilot:description': description },
    Type: 'AWS::Lambda::Function',
    Condition,
    Properties: {
      Code: { S3Bucket: 'artifacts', S3Key: `scripts/${key}` },
      Handler,
      Timeout,
      MemorySize: 512,
      Role: getAtt(role, 'Arn'),
      Runtime: 'nodejs24.x',
    },
  };
}

function importCertificate(template: Template, arn: string): void {
  const [policy] = list(tree(tree(template.Resources.EnvironmentManagerRole).Properties).Policies);
  const statements = list(tree(tree(policy).PolicyDocument).Statement);
  const statement = statements.map(tree).find(({ Sid }) => Sid === 'ImportedCertificates');
  if (statement !== undefined) list(statement.Resource).push(arn);
  else
    statements.unshift({
      Sid: 'ImportedCertificates',
      Effect: 'Allow',
      Action: ['acm:DescribeCertificate'],
      Resource: [arn],
    });
}

function getAtt(id: string, name: string): Tree {
  return { 'Fn::GetAtt': [id, name] };
}

function tree(value: Value | undefined): Tree {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`no map: ${JSON.stringify(value)}`);
  return value;
}

function list(value: Value | undefined): Value[] {
  if (!Array.isArray(value)) throw new Error(`no list: ${JSON.stringify(value)}`);
  return value;
}

/** What a template says, as something that can be changed. */
export function dataOf(template: string): Template {
  // Through the view: what was read a moment ago is not read again, and reading is what these tests spend their time on.
  return JSON.parse(JSON.stringify(viewTemplate(template).at([])));
}
