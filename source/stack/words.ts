/**
 * Words for resources that carry no `aws:copilot:description`: Copilot describes what people know and leaves out functions,
 * security group rules and everything that an update removes.
 */

/** Copilot's own logical ids whose type alone would say too little. */
const byLogicalId: Readonly<Record<string, string>> = {
  AddonsStack: 'Addons of the environment',
  CertificateReplicator: 'Certificate copy in us-east-1',
  CertificateReplicatorFunction: 'Certificate replicator function',
  CertificateValidationFunction: 'Certificate validation function',
  CloudFrontOriginAccessControl: 'Origin access control',
  CustomDomainAction: 'DNS records of the aliases',
  CustomDomainFunction: 'DNS records function',
  CustomResourceRole: "Functions' role",
  DNSDelegationFunction: 'DNS delegation function',
  DelegateDNSAction: "Delegation of the environment's DNS zone",
  EnvironmentHostedZone: "Environment's DNS zone",
  EnvironmentManagerRole: 'Environment manager role',
  EnvControllerAction: 'What the service needs of the environment',
  HTTPListener: 'HTTP listener',
  HTTPSCert: 'Certificate of the load balancer',
  HTTPSListener: 'HTTPS listener',
  PublicHTTPLoadBalancerSecurityGroup: "Load balancer's security group for HTTP",
  PublicHTTPSLoadBalancerSecurityGroup: "Load balancer's security group for HTTPS",
  PublicLoadBalancer: 'Load balancer',
  UniqueAliasesAction: 'Unique aliases',
  UniqueJSONValuesFunction: 'Unique aliases function',
  UniqueJSONValuesFunctionRole: "Unique aliases function's role",
};

const byType: Readonly<Record<string, string>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': 'Scaling target',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'Scaling policy',
  'AWS::CertificateManager::Certificate': 'Certificate',
  'AWS::CloudFormation::CustomResource': 'Custom resource',
  'AWS::CloudFormation::Stack': 'Nested stack',
  'AWS::CloudFormation::WaitCondition': 'Wait condition',
  'AWS::CloudFormation::WaitConditionHandle': 'Wait condition handle',
  'AWS::CloudFront::CachePolicy': 'Cache policy',
  'AWS::CloudFront::Distribution': 'CloudFront distribution',
  'AWS::CloudFront::Function': 'CloudFront function',
  'AWS::CloudFront::OriginAccessControl': 'Origin access control',
  'AWS::CloudFront::OriginRequestPolicy': 'Origin request policy',
  'AWS::CloudFront::ResponseHeadersPolicy': 'Response headers policy',
  'AWS::CloudWatch::Alarm': 'Alarm',
  'AWS::DynamoDB::Table': 'DynamoDB table',
  'AWS::EC2::EIP': 'Elastic IP address',
  'AWS::EC2::InternetGateway': 'Internet gateway',
  'AWS::EC2::NatGateway': 'NAT gateway',
  'AWS::EC2::Route': 'Route',
  'AWS::EC2::RouteTable': 'Route table',
  'AWS::EC2::SecurityGroup': 'Security group',
  'AWS::EC2::SecurityGroupEgress': 'Security group rule, outgoing',
  'AWS::EC2::SecurityGroupIngress': 'Security group rule, incoming',
  'AWS::EC2::Subnet': 'Subnet',
  'AWS::EC2::SubnetRouteTableAssociation': "Subnet's route table",
  'AWS::EC2::VPC': 'VPC',
  'AWS::EC2::VPCGatewayAttachment': "VPC's internet gateway",
  'AWS::ECS::Cluster': 'ECS cluster',
  'AWS::ECS::Service': 'ECS service',
  'AWS::ECS::TaskDefinition': 'ECS task definition',
  'AWS::EFS::FileSystem': 'EFS file system',
  'AWS::EFS::MountTarget': 'EFS mount target',
  'AWS::ElasticLoadBalancingV2::Listener': 'Listener',
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': "Listener's certificate",
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'Listener rule',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Load balancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'Target group',
  'AWS::IAM::ManagedPolicy': 'Managed policy',
  'AWS::IAM::Policy': 'Policy',
  'AWS::IAM::Role': 'Role',
  'AWS::KMS::Key': 'Key',
  'AWS::Lambda::Function': 'Function',
  'AWS::Lambda::Permission': "Function's permission",
  'AWS::Logs::LogGroup': 'Log group',
  'AWS::Route53::HostedZone': 'DNS zone',
  'AWS::Route53::RecordSet': 'DNS record',
  'AWS::Route53::RecordSetGroup': 'DNS records',
  'AWS::S3::Bucket': 'Bucket',
  'AWS::S3::BucketPolicy': 'Bucket policy',
  'AWS::SNS::Topic': 'Topic',
  'AWS::SQS::Queue': 'Queue',
  'AWS::SSM::Parameter': 'Parameter',
  'AWS::ServiceDiscovery::PrivateDnsNamespace': 'Private DNS namespace',
  'AWS::ServiceDiscovery::Service': 'Service discovery',
  'AWS::StepFunctions::StateMachine': 'State machine',
  'AWS::WAFv2::WebACL': 'Web ACL',
};

/** Words for a kind of resource, without knowing which one: "Security group". */
export function wordsForType(resourceType: string): string {
  return byType[resourceType] ?? spelledOut(resourceType.split('::').at(-1) ?? resourceType);
}

/** Words for one resource: Copilot's own by name, others by type with the logical id where the type alone is not enough. */
export function wordsFor(logicalId: string, resourceType: string): string {
  const own = byLogicalId[logicalId];
  if (own !== undefined) return own;
  if (resourceType.startsWith('Custom::')) return spelledOut(logicalId);
  const words = wordsForType(resourceType);
  return words.replaceAll(' ', '').toLowerCase() === logicalId.toLowerCase()
    ? words
    : `${words} ${logicalId}`;
}

/** `PrivateDnsNamespace` → "Private dns namespace"; runs of capitals stay: `VPCLink` → "VPC link". */
function spelledOut(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [name];
  return words
    .map((word, index) => (index === 0 || /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
}
