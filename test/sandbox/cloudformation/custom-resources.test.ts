import { describe, expect, test } from 'vitest';
import { addHostedZone } from '../../../source/sandbox/hosted-zones.ts';
import type { HostedZone } from '../../../source/sandbox/world.ts';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import {
  account,
  type Bench,
  eventsOf,
  makeStack,
  openBench,
  putCertificate,
  region,
  startUpdate,
} from './support.ts';

function custom(type: string, properties: object): string {
  const resource = { Type: `Custom::${type}`, Properties: { ServiceToken: 'arn', ...properties } };
  return JSON.stringify({ Resources: { Action: resource } });
}

describe('Custom::UniqueJSONValuesFunction', () => {
  test.each([
    [
      'lists each name of the workloads that count once, sorted',
      {
        Aliases: '{"a":["x.com","y.com"],"b":["x.com"],"c":["z.com"]}',
        FilterFor: 'a,b',
        AdditionalStrings: ['s.com'],
      },
      ['s.com', 'x.com', 'y.com'],
    ],
    ['lists nothing without aliases', { Aliases: '', FilterFor: '' }, []],
  ])('%s', (_, properties, expected) => {
    const stack = makeStack(openBench(), custom('UniqueJSONValuesFunction', properties));
    expect(stack.resources.get('Action')).toMatchObject({
      physicalId: 'Action',
      attributes: { UniqueValues: expected },
    });
  });
});

describe('Custom::CertificateReplicatorFunction', () => {
  const target = ({ world }: Bench) => regionOf(world, account, 'us-east-1').certificates;

  test('asks for the same names in the other region, and anew on every update', () => {
    const bench = openBench();
    const first = putCertificate(bench.world, region, ['a.example.com', 'b.example.com']);
    const second = putCertificate(bench.world, region, ['c.example.com']);
    const properties = (arn: string) => ({ CertificateArn: arn, TargetRegion: 'us-east-1' });
    const stack = makeStack(bench, custom('CertificateReplicatorFunction', properties(first)));
    const before = stack.resources.get('Action')?.physicalId ?? '';
    expect(target(bench).get(before)).toMatchObject({
      status: 'ISSUED',
      names: ['a.example.com', 'b.example.com'],
    });
    startUpdate(bench, stack, custom('CertificateReplicatorFunction', properties(second)));
    bench.clock.runAll();
    expect([...target(bench).values()].map(({ names }) => names)).toEqual([['c.example.com']]);
    expect(eventsOf(stack).slice(-3)).toEqual([
      'Action DELETE_IN_PROGRESS',
      'Action DELETE_COMPLETE',
      'shop-prod UPDATE_COMPLETE',
    ]);
  });
});

describe('Custom::CustomDomainFunction', () => {
  function open(): { readonly bench: Bench; readonly zone: HostedZone } {
    const bench = openBench();
    const zone = addHostedZone(bench.world, { account, name: 'example.com' });
    return { bench, zone };
  }
  const to = (target: string, names: readonly string[]) =>
    custom('CustomDomainFunction', {
      AppName: 'shop',
      EnvName: 'prod',
      DomainName: 'example.com',
      Aliases: JSON.stringify({ api: names }),
      PublicAccessDNS: target,
      PublicAccessHostedZone: 'Z1',
    });

  test('leads the names to the target', () => {
    const { bench, zone } = open();
    const stack = makeStack(bench, to('lb.amazonaws.com', ['a.example.com', 'other.org']));
    startUpdate(bench, stack, to('d1.cloudfront.net', ['a.example.com']));
    bench.clock.runAll();
    expect(zone.records.get('a.example.com A')?.alias?.dnsName).toBe('d1.cloudfront.net');
    expect([...zone.records.keys()].some((key) => key.startsWith('other'))).toBe(false);
  });

  test('fails to remove a name in the update that moves the others', () => {
    const { bench } = open();
    const stack = makeStack(bench, to('lb.amazonaws.com', ['a.example.com', 'b.example.com']));
    startUpdate(bench, stack, to('d1.cloudfront.net', ['a.example.com']));
    bench.clock.runAll();
    expect(eventsOf(stack)).toContainEqual(
      expect.stringMatching(
        /^Action UPDATE_FAILED: Received response status \[FAILED\] from custom resource\. Message returned: .*values provided do not match the current values/,
      ),
    );
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

describe('Custom::RulePriorityFunction', () => {
  const listener = `
  Balancer: {Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer'}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: []}
`;
  const rule = (path: string, after: string) => `
  Priority${after}:
    Type: Custom::RulePriorityFunction
    ${after === '' ? '' : 'DependsOn: Rule'}
    Properties: {ServiceToken: f, RulePath: ['${path}'], ListenerArn: !Ref Listener}
  Rule${after}:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: !GetAtt Priority${after}.Priority
      Conditions: [{Field: path-pattern, PathPatternConfig: {Values: ['${path}*']}}]
      Actions: [{Type: forward, TargetGroupArn: t}]
`;

  test.each([
    ['/', [50_000, 49_999]],
    ['/api', [1, 2]],
  ])('finds a free priority for %s', (path, expected) => {
    const bench = openBench();
    makeStack(bench, `Resources:${listener}${rule(path, '')}${rule(path, '2')}`);
    const [balancer] = bench.home.region.loadBalancers.values();
    const [found] = balancer?.listeners.values() ?? [];
    expect([...(found?.rules.values() ?? [])].map(({ priority }) => priority)).toEqual(expected);
  });
});

describe('Custom::EnvControllerFunction', () => {
  const environment = `
Parameters: {ALBWorkloads: {Type: String, Default: web}, Aliases: {Type: String, Default: ''}}
Resources: {Topic: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !Ref ALBWorkloads}}}
Outputs: {HTTPListenerArn: {Value: !Sub 'of \${ALBWorkloads}'}}
`;
  const service = (aliases: string) => `
Resources:
  Controller:
    Type: Custom::EnvControllerFunction
    Properties: {ServiceToken: f, Workload: api, Aliases: [${aliases}], EnvStack: shop-prod, Parameters: [ALBWorkloads, Aliases]}
  Reader: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !GetAtt Controller.HTTPListenerArn}}
`;

  test('tells the environment what the service needs, waits, and hands on its outputs', () => {
    const bench = openBench();
    const stack = makeStack(bench, environment);
    const own = makeStack(bench, service('a.example.com'), { name: 'shop-prod-api' });
    expect(Object.fromEntries(stack.settings.parameters)).toEqual({
      ALBWorkloads: 'web,api',
      Aliases: '{"api":["a.example.com"]}',
    });
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(own.resources.get('Reader')?.properties.DisplayName).toBe('of web,api');
  });

  test('leaves the environment alone when nothing is new', () => {
    const bench = openBench();
    const stack = makeStack(bench, environment, {
      parameters: { ALBWorkloads: 'web,api', Aliases: '{"api":["a.example.com"]}' },
    });
    makeStack(bench, service('a.example.com'), { name: 'shop-prod-api' });
    expect(stack.events).toEqual([]);
  });

  test('fails when the update of the environment fails', () => {
    const bench = openBench();
    makeStack(bench, environment);
    bench.world.knobs.failures.set('shop-prod/Topic', 'Not today');
    expect(() => makeStack(bench, service(''), { name: 'shop-prod-api' })).toThrow('ROLLBACK_COMPLETE');
  });
});
