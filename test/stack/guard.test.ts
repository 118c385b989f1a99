import { describe, expect, it } from 'vitest';
import { judge, type ProposedChange, tagsKept } from '../../source/stack/guard.ts';

const change = (
  logicalId: string,
  resourceType: string,
  more: Partial<ProposedChange> = {},
): ProposedChange => ({
  kind: 'resource',
  stack: 'shop-prod',
  logicalId,
  resourceType,
  description: logicalId,
  action: 'modify',
  replacement: 'no',
  properties: [],
  ...more,
});
const distribution = (more: Partial<ProposedChange> = {}) =>
  change('CloudFrontDistribution', 'AWS::CloudFront::Distribution', more);
const group = (more: Partial<ProposedChange> = {}) =>
  change('PublicHTTPLoadBalancerSecurityGroup', 'AWS::EC2::SecurityGroup', more);
const balancer = (more: Partial<ProposedChange> = {}) =>
  change('PublicLoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', more);

const expected = [
  { logicalId: 'CloudFrontDistribution', action: 'add' },
  { logicalId: 'PublicHTTPLoadBalancerSecurityGroup', action: 'modify' },
  { logicalId: 'CloudFrontDomainName', action: 'add' },
] as const;

describe('the guard', () => {
  it.each<[string, ProposedChange]>([
    ["adding the CDN's own", distribution({ action: 'add' })],
    ['changing in place what the patch names', group()],
  ])('allows %s', (_, proposed) => {
    const { verdict, changes } = judge([proposed], expected);
    expect(verdict).toBe('allowed');
    expect(changes[0]).not.toHaveProperty('reason');
  });

  it.each<[string, ProposedChange, RegExp]>([
    [
      'a resource that the patch does not add',
      change('Queue', 'AWS::SQS::Queue', { action: 'add' }),
      /would be added/,
    ],
    ['a resource that the patch does not change', balancer(), /would be changed, which this deployment/],
    ['a replacement that CloudFormation is not sure of', group({ replacement: 'maybe' }), /may be replaced/],
    ['an import', distribution({ action: 'import' }), /exists already/],
    [
      'an action that is not known yet',
      change('AddonsStack', 'AWS::CloudFormation::Stack', { action: 'dynamic' }),
      /cannot tell yet/,
    ],
    ['a policy action that is new', group({ policyAction: 'Archive' }), /announces Archive/],
    [
      'a change in a nested stack, whatever its name',
      distribution({ action: 'add', nested: true }),
      /would be added/,
    ],
    [
      'a new distribution in place of the one that is named',
      distribution({ replacement: 'yes' }),
      /another domain name/,
    ],
  ])('asks about %s', (_, proposed, reason) => {
    const { verdict, changes } = judge([proposed], expected);
    expect(verdict).toBe('ask');
    expect(changes[0]?.reason).toMatch(reason);
  });

  const protectedTypes = [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'AWS::ElasticLoadBalancingV2::Listener',
    'AWS::EC2::VPC',
    'AWS::EC2::SecurityGroup',
    'AWS::S3::Bucket',
    'AWS::IAM::Role',
    'AWS::Route53::HostedZone',
  ];
  it.each(protectedTypes)('refuses to remove or replace a %s, even one that the patch names', (type) => {
    const named = [{ logicalId: 'Theirs', action: 'remove' }] as const;
    const removed = judge([change('Theirs', type, { action: 'remove', policyAction: 'Delete' })], named);
    const replaced = judge(
      [change('Theirs', type, { replacement: 'yes', policyAction: 'ReplaceAndDelete' })],
      named,
    );
    expect([removed.verdict, replaced.verdict]).toEqual(['refused', 'refused']);
    expect(removed.changes[0]?.reason).toMatch(/would be removed, and it is not part of the CDN/);
    expect(replaced.changes[0]?.reason).toMatch(/would be replaced by a new one/);
  });

  it('refuses to remove a distribution that the patch means to keep', () => {
    expect(judge([distribution({ action: 'remove' })], expected).verdict).toBe('refused');
  });

  it('refuses to remove a distribution of the same name in a nested stack', () => {
    const off = [{ logicalId: 'CloudFrontDistribution', action: 'remove' }] as const;
    expect(judge([distribution({ action: 'remove', nested: true })], off).verdict).toBe('refused');
  });

  it("allows taking down the CDN's own, its role included", () => {
    const own = ['CloudFrontDistribution', 'UniqueJSONValuesFunctionRole', 'UniqueAliasesAction'];
    const removals = own.map((id) =>
      change(id, 'AWS::IAM::Role', { action: 'remove', policyAction: 'Delete' }),
    );
    const named = own.map((logicalId) => ({ logicalId, action: 'remove' as const }));
    expect(judge(removals, named).verdict).toBe('allowed');
  });

  it('allows in-place changes that only follow from allowed ones, however long the chain', () => {
    const chain = [
      change('CustomDomainAction', 'Custom::CustomDomainFunction', {
        followsFrom: ['PublicLoadBalancer.DNSName'],
      }),
      balancer({ followsFrom: ['PublicHTTPLoadBalancerSecurityGroup.GroupId'] }),
      group(),
    ];
    expect(judge(chain, expected).verdict).toBe('allowed');
  });

  it('asks about an in-place change that follows from one the patch does not make', () => {
    const odd = balancer({ followsFrom: ['SomethingElse.Arn'] });
    expect(judge([odd], expected).verdict).toBe('ask');
  });

  it('asks about an in-place change that follows from one that is asked about', () => {
    const follower = balancer({ followsFrom: ['PublicHTTPLoadBalancerSecurityGroup.GroupId'] });
    const { changes } = judge([group({ replacement: 'maybe' }), follower], expected);
    expect(changes.map((one) => one.verdict)).toEqual(['ask', 'ask']);
  });

  it('does not let a replacement pass because it follows from an allowed change', () => {
    const followed = { followsFrom: ['PublicHTTPLoadBalancerSecurityGroup.GroupId'] };
    expect(judge([group(), balancer({ ...followed, replacement: 'maybe' })], expected).verdict).toBe('ask');
    expect(judge([group(), balancer({ ...followed, replacement: 'yes' })], expected).verdict).toBe('refused');
  });

  it('allows the check of a nested stack that CloudFormation makes by itself', () => {
    const stack = change('AddonsStack', 'AWS::CloudFormation::Stack', { followsFrom: [] });
    expect(judge([stack], expected).verdict).toBe('allowed');
    expect(judge([balancer({ followsFrom: [] })], expected).verdict).toBe('ask');
  });

  it.each<[string, string, string | undefined, string | undefined]>([
    ['a deletion policy', 'DeletionPolicy', 'Retain', undefined],
    [
      'the TLS policy',
      'Properties.DistributionConfig.ViewerCertificate.MinimumProtocolVersion',
      'TLSv1.2_2021',
      'TLSv1',
    ],
    [
      'the public access block',
      'Properties.PublicAccessBlockConfiguration.BlockPublicPolicy',
      'true',
      'false',
    ],
    ['the web ACL', 'Properties.DistributionConfig.WebACLId', 'arn:aws:wafv2:1', undefined],
  ])('refuses to weaken %s of a resource that the patch names', (_, path, before, after) => {
    const property = {
      path,
      replacement: 'never' as const,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
    expect(judge([distribution({ properties: [property] })], expected).verdict).toBe('refused');
  });

  it('lets a protection become stronger', () => {
    const path = 'Properties.DistributionConfig.ViewerCertificate.MinimumProtocolVersion';
    const stronger = { path, before: 'TLSv1', after: 'TLSv1.2_2021', replacement: 'never' as const };
    expect(judge([distribution({ properties: [stronger] })], expected).verdict).toBe('allowed');
  });

  describe('a replacement that hangs on references', () => {
    const rule = (more: Partial<ProposedChange> = {}) =>
      change('FromLoadBalancer', 'AWS::EC2::SecurityGroupIngress', {
        replacement: 'maybe',
        policyAction: 'ReplaceAndDelete',
        followsFrom: ['PublicHTTPLoadBalancerSecurityGroup.GroupId'],
        replacedOnlyBy: ['PublicHTTPLoadBalancerSecurityGroup.GroupId'],
        ...more,
      });

    it.each(['maybe', 'yes'] as const)(
      'cannot come when they are the identity of what changes in place: %s',
      (replacement) => {
        const { verdict, changes } = judge([group(), rule({ replacement })], expected);
        expect(verdict).toBe('allowed');
        expect(changes[1]).toMatchObject({
          replacement: 'no',
          follows: ['PublicHTTPLoadBalancerSecurityGroup'],
        });
      },
    );

    it('cannot come, however long the chain', () => {
      const next = change('Next', 'AWS::EC2::SecurityGroupIngress', {
        replacement: 'yes',
        followsFrom: ['FromLoadBalancer'],
        replacedOnlyBy: ['FromLoadBalancer'],
      });
      expect(judge([next, rule(), group()], expected).verdict).toBe('allowed');
    });

    it.each<[string, ProposedChange, ProposedChange]>([
      [
        'an attribute that an update may change',
        group(),
        rule({ replacement: 'yes', replacedOnlyBy: ['PublicHTTPLoadBalancerSecurityGroup.Version'] }),
      ],
      [
        'what is replaced itself',
        distribution({ replacement: 'yes' }),
        rule({ replacement: 'yes', replacedOnlyBy: ['CloudFrontDistribution.DomainName'] }),
      ],
      [
        'what a custom resource answers',
        change('UniqueAliasesAction', 'Custom::UniqueJSONValuesFunction'),
        rule({ replacement: 'yes', replacedOnlyBy: ['UniqueAliasesAction.Arn'] }),
      ],
      ['what is not in the change set', group(), rule({ replacement: 'yes', replacedOnlyBy: ['Vpc'] })],
      ['nothing', group(), rule({ replacement: 'yes', replacedOnlyBy: [] })],
    ])('is refused when it hangs on %s', (_, cause, proposed) => {
      expect(judge([cause, proposed], expected).changes[1]).toMatchObject({ verdict: 'refused' });
    });
  });

  it('refuses the whole when one change is refused', () => {
    const { verdict, changes } = judge([group(), balancer(), balancer({ action: 'remove' })], expected);
    expect(verdict).toBe('refused');
    expect(changes.map((one) => one.verdict)).toEqual(['allowed', 'ask', 'refused']);
  });
});

describe('the guard, told that nothing else may change', () => {
  const rule = (more: Partial<ProposedChange> = {}) =>
    change('HTTPListenerRuleWithDomain1', 'AWS::ElasticLoadBalancingV2::ListenerRule', more);
  const named = [{ logicalId: 'HTTPListenerRuleWithDomain1', action: 'modify' }] as const;
  const onlyActions = (proposed: readonly ProposedChange[]) =>
    judge(proposed, named, undefined, { properties: ['Properties.Actions'] });
  const property = (path: string) => ({ path, replacement: 'never' as const });

  it.each([['Properties.Actions'], ['Properties.Actions.0.Type']])('allows %s of what is named', (path) => {
    expect(onlyActions([rule({ properties: [property(path)] })]).verdict).toBe('allowed');
  });

  it.each<[string, ProposedChange, RegExp]>([
    [
      'another property of it',
      rule({ properties: [property('Properties.Actions'), property('Properties.Priority')] }),
      /Properties\.Priority of HTTPListenerRuleWithDomain1 would be changed/,
    ],
    [
      'a property that only begins alike',
      rule({ properties: [property('Properties.ActionsOld')] }),
      /would be/,
    ],
    ['its replacement', rule({ replacement: 'yes' }), /would be replaced/],
    ['a task definition', change('TaskDefinition', 'AWS::ECS::TaskDefinition'), /would be changed/],
    [
      'what only follows from it',
      change('Service', 'AWS::ECS::Service', { followsFrom: ['HTTPListenerRuleWithDomain1.RuleArn'] }),
      /would be changed/,
    ],
    ['a new resource', change('Queue', 'AWS::SQS::Queue', { action: 'add' }), /would be added/],
  ])('refuses %s', (_, proposed, reason) => {
    const judged = onlyActions([proposed]);
    expect(judged.verdict).toBe('refused');
    expect(judged.changes[0]?.reason).toMatch(reason);
  });

  it('lets CloudFormation look at the stack of addons, and refuses what it finds there', () => {
    const addons = change('AddonsStack', 'AWS::CloudFormation::Stack', { followsFrom: [] });
    expect(onlyActions([addons]).verdict).toBe('allowed');
    const inside = change('Table', 'AWS::DynamoDB::Table', { nested: true });
    expect(onlyActions([addons, inside]).verdict).toBe('refused');
  });
});

describe('stack tags', () => {
  const tags = { 'copilot-application': 'shop', 'copilot-environment': 'prod' };

  it('are kept when more come', () => {
    expect(tagsKept(tags, { ...tags, team: 'web' })).toEqual({ kept: true, lost: [] });
  });

  it('are lost when one is missing or has another value', () => {
    expect(tagsKept(tags, { 'copilot-application': 'store' })).toEqual({
      kept: false,
      lost: ['copilot-application', 'copilot-environment'],
    });
  });
});
