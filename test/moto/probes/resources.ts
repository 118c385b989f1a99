// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import { randomUUID } from 'node:crypto';
import { type Emulator, makeStack, type Probe, physicalIds, refusal, update } from './emulator.ts';

export const distribution = `  Distribution:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Origins: [{Id: one, DomainName: origin.example.com, CustomOriginConfig: {OriginProtocolPolicy: http-only}}]
        DefaultCacheBehavior: {TargetOriginId: one, ViewerProtocolPolicy: allow-all, CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad}
`;

const others = `  AccessControl:
    Type: AWS::CloudFront::OriginAccessControl
    Properties:
      OriginAccessControlConfig:
        {Name: !Ref 'AWS::StackName', OriginAccessControlOriginType: s3, SigningBehavior: always, SigningProtocol: sigv4}
  Network: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}
  Namespace:
    Type: AWS::ServiceDiscovery::PrivateDnsNamespace
    Properties: {Name: prod.shop.local, Vpc: !Ref Network}
  Alarm: {Type: 'AWS::CloudWatch::Alarm', Properties: {Threshold: 1}}
`;

export const group = (rule: string, description = 'Who may reach the load balancer') => `Resources:
  Network: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: ${description}
      VpcId: !Ref Network
      SecurityGroupIngress: [{${rule}, IpProtocol: tcp, FromPort: 80, ToPort: 80}]
`;

/** The bucket's name is what the function behind the custom resource answers. */
const customResource = (name: string) => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Function:
    Type: AWS::Lambda::Function
    Properties: {Code: {ZipFile: '// Answers.'}, Handler: index.handler, Role: !GetAtt Role.Arn, Runtime: nodejs24.x}
  Action:
    Type: Custom::UniqueJSONValuesFunction
    Properties: {ServiceToken: !GetAtt Function.Arn, Aliases: '{"web":["${name}"]}', FilterFor: web}
  Bucket:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Join ['-', !GetAtt Action.UniqueValues]}
`;

const never = (seconds: number) => `Conditions: {Never: !Equals [one, other]}
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: ${seconds}}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Condition: Never
    Properties: {GroupDescription: Not made ${seconds}}
`;

export const aboutResources: readonly Probe[] = [
  {
    does: 'makes distributions, access controls of origins, namespaces of services and alarms',
    instead: async (emulator) => {
      const ids = await physicalIds(
        emulator,
        await makeStack(emulator, `Resources:\n${distribution}${others}`),
      );
      const wanted = ['Distribution', 'AccessControl', 'Namespace', 'Alarm'];
      const missing = wanted.filter((id) => !ids.has(id));
      return missing.length === 0 ? undefined : `there is no ${missing.join(' and no ')} afterwards`;
    },
  },
  {
    does: 'changes the rules of a security group in place',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, group('CidrIp: 0.0.0.0/0'));
      const before = (await physicalIds(emulator, stack)).get('Group');
      await update(emulator, stack, group('SourcePrefixListId: pl-1'));
      const after = (await physicalIds(emulator, stack)).get('Group');
      return before === after ? undefined : 'another group is there afterwards';
    },
  },
  {
    does: 'waits for what the function of a custom resource answers, and passes it on',
    instead: async (emulator) => {
      const name = `told-${randomUUID()}`;
      const made = makeStack(emulator, customResource(name));
      const refused = await refusal(made);
      if (refused !== undefined) return refused;
      const bucket = (await physicalIds(emulator, await made)).get('Bucket');
      return bucket === name ? undefined : `the bucket is called ${bucket}`;
    },
  },
  {
    does: 'reads !Condition within !And',
    instead: (emulator) => conditioned(emulator, '!And [!Condition Always, !Equals [one, one]]'),
  },
  {
    does: 'leaves alone what changes under a condition that does not hold',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, never(1));
      return refusal(update(emulator, stack, never(2)));
    },
  },
  {
    does: 'tells the name servers of a hosted zone, which environments with a managed domain hand on',
    instead: (emulator) =>
      refusal(
        makeStack(
          emulator,
          `Resources:
  Zone: {Type: 'AWS::Route53::HostedZone', Properties: {Name: prod.shop.example.com}}
  Topic: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !Join [' ', !GetAtt Zone.NameServers]}}
`,
        ),
      ),
  },
];

async function conditioned(emulator: Emulator, condition: string): Promise<string | undefined> {
  const template = `Conditions:
  Always: !Equals [one, one]
  Both: ${condition}
Resources:
  Topic: {Type: 'AWS::SNS::Topic'}
  Other: {Type: 'AWS::SNS::Topic', Condition: Both}
`;
  const ids = await physicalIds(emulator, await makeStack(emulator, template));
  return ids.has('Other') ? undefined : 'it takes the whole for false';
}
