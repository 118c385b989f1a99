import { describe, expect, test } from 'vitest';
import { addHostedZone } from '../../../source/sandbox/hosted-zones.ts';
import type { Stack } from '../../../source/sandbox/services/cloudformation/stack.ts';
import {
  account,
  type Bench,
  makeStack,
  openBench,
  putCertificate,
  putObject,
  startUpdate,
} from './support.ts';

interface Opened {
  readonly bench: Bench;
  readonly stack: Stack;
  readonly after: string;
}

/** An environment in small: names lead to a load balancer, and then to a distribution. */
function open(): Opened {
  const bench = openBench();
  addHostedZone(bench.world, { account, name: 'example.com' });
  const certificate = putCertificate(bench.world, 'us-east-1', ['*.example.com']);
  const [list] = bench.home.region.prefixLists.keys();
  const inner =
    "Parameters: {Delay: {Type: String}}\nResources: {Q: {Type: 'AWS::SQS::Queue', Properties: {D: !Ref Delay}}}";
  const url = putObject(bench.world, 'inner.yml', inner);
  const template = (rule: string, target: string, delay: number, more: string) => `
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: g
      VpcId: v
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, ${rule}}]
  Balancer: {Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {SecurityGroups: [!Ref Group]}}
  Parameter: {Type: 'AWS::SSM::Parameter', Properties: {Name: 'at-${delay}', Type: String, Value: v}}
  Nested: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: '${url}', Parameters: {Delay: ${delay}}}}
  Names:
    Type: Custom::CustomDomainFunction
    Properties:
      ServiceToken: f
      AppName: shop
      EnvName: prod
      DomainName: example.com
      Aliases: '{"api":["api.example.com"]}'
      PublicAccessDNS: !GetAtt ${target}.DNSName
      PublicAccessHostedZone: Z1
${more}`;
  const distribution = `
  Control: {Type: 'AWS::CloudFront::OriginAccessControl', Properties: {OriginAccessControlConfig: {Name: c}}}
  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: r}}
  Distribution:
    Type: AWS::CloudFront::Distribution
    DependsOn: Role
    Properties:
      DistributionConfig:
        Enabled: true
        Aliases: [api.example.com]
        DefaultCacheBehavior: {TargetOriginId: o, ViewerProtocolPolicy: allow-all}
        Origins: [{Id: o, DomainName: !GetAtt Balancer.DNSName, OriginAccessControlId: !Ref Control}]
        ViewerCertificate: {AcmCertificateArn: '${certificate}'}
`;
  const stack = makeStack(bench, template('CidrIp: 0.0.0.0/0', 'Balancer', 1, ''));
  const after = template(`SourcePrefixListId: ${list}`, 'Distribution', 2, distribution);
  return { bench, stack, after };
}

/** What an update that came to nothing must leave as it was. */
function stateOf({ bench, stack }: Opened): unknown {
  const owner = bench.world.accounts.get(account);
  const { region } = bench.home;
  return structuredClone({
    resources: [...stack.resources.values()].map(({ logicalId, physicalId, properties, attributes }) => ({
      logicalId,
      physicalId,
      properties,
      attributes,
    })),
    groups: region.securityGroups,
    balancers: [...region.loadBalancers.keys()],
    parameters: [...region.parameters.keys()],
    zones: owner?.hostedZones,
    distributions: owner?.distributions,
    controls: owner?.originAccessControls,
    roles: [...(owner?.roles.keys() ?? [])],
    nested: [...region.stacks.values()].length,
    used: [...(owner?.regions.get('us-east-1')?.certificates.values() ?? [])].map(({ inUseBy }) => inUseBy),
    outputs: stack.outputs,
    template: stack.settings.template.text,
  });
}

test('the update itself works', () => {
  const opened = open();
  startUpdate(opened.bench, opened.stack, opened.after);
  opened.bench.clock.runAll();
  expect(opened.stack.status).toBe('UPDATE_COMPLETE');
});

describe('everything is as before', () => {
  test.each(['Group', 'Parameter', 'Nested', 'Q', 'Control', 'Role', 'Distribution', 'Names'])(
    'when %s fails',
    (logicalId) => {
      const opened = open();
      const before = stateOf(opened);
      opened.bench.world.knobs.failures.set(logicalId, 'Not today');
      startUpdate(opened.bench, opened.stack, opened.after);
      opened.bench.clock.runAll();
      expect(opened.stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(stateOf(opened)).toEqual(before);
    },
  );

  test.each(Array.from({ length: 27 }, (_, index) => index * 10))(
    'when it is cancelled after %i seconds',
    (seconds) => {
      const opened = open();
      const before = stateOf(opened);
      startUpdate(opened.bench, opened.stack, opened.after);
      opened.bench.clock.runFor(seconds);
      expect(opened.stack.status).toBe('UPDATE_IN_PROGRESS');
      opened.stack.operation?.turnBack('User Initiated');
      opened.bench.clock.runAll();
      expect(opened.stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(stateOf(opened)).toEqual(before);
    },
  );
});
