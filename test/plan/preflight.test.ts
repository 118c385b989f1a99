import { describe, expect, it } from 'vitest';
import { readDeployedEnvironment } from '../../source/cdn/deployed-environment.ts';
import type { Desired } from '../../source/plan/desired.ts';
import type { Facts } from '../../source/plan/facts.ts';
import type { Check } from '../../source/plan/preflight/check.ts';
import { preflight, preflightOfUpdate, refuseBlocked } from '../../source/plan/preflight/index.ts';
import { certificate, distribution, facts, manifest, workspace } from './facts-for-tests.ts';

const desired: Desired = { certificateNames: [], cdn: true, certificate, restrictIngress: true };
const tags = { 'copilot-application': 'shop', 'copilot-environment': 'prod' };
const ready: Facts = { ...facts(), stack: { ...facts().stack, tags } };

describe('an environment that nothing is wrong with', () => {
  it('passes every check', () => {
    const checks = [...preflight(ready, desired), ...preflightOfUpdate(ready, [])];
    expect(checks.filter((check) => check.verdict !== 'passed').map(({ title }) => title)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual([
      'stack-takes-updates',
      'roles',
      'names-are-free',
      'prefix-list',
      'security-group-rules',
      'manifest',
      'undeployed',
      'runtimes',
    ]);
    expect(() => refuseBlocked(checks)).not.toThrow();
  });
});

describe('the stack', () => {
  it.each([
    ['UPDATE_IN_PROGRESS', 'shop-prod is being updated now', 'copilot-cdn watch shop-prod'],
    ['UPDATE_ROLLBACK_FAILED', 'shop-prod is stuck', 'continue-update-rollback'],
    ['UPDATE_FAILED', 'shop-prod is stuck', 'rollback-stack'],
    ['ROLLBACK_COMPLETE', 'shop-prod is stuck', 'delete-stack'],
  ])('in %s: %s', (status, title, way) => {
    const check = found(
      preflight({ ...ready, stack: { ...ready.stack, status } }, desired),
      'stack-takes-updates',
    );
    expect(check).toMatchObject({ verdict: 'warning', title });
    expect(wayOf(check)).toContain(way);
  });

  it('without its tags: the manager role may not pass the execution role', () => {
    const untagged = { ...ready, stack: { ...ready.stack, tags: { 'copilot-application': 'shop' } } };
    expect(found(preflight(untagged, desired), 'roles')).toMatchObject({
      verdict: 'warning',
      title: 'shop-prod is without the tag copilot-environment',
    });
  });

  it('with another execution role than the record', () => {
    const outputs = { ...ready.stack.outputs, CFNExecutionRoleARN: 'arn:aws:iam::1:role/other' };
    const other = { ...ready, stack: { ...ready.stack, outputs } };
    expect(found(preflight(other, desired), 'roles')).toMatchObject({ verdict: 'warning' });
  });
});

describe('names', () => {
  const held: Facts = {
    ...ready,
    names: [
      {
        name: 'api.example.com',
        leadsTo: 'load-balancer',
        heldBy: { id: 'E2OTHER', domainName: 'd2.cloudfront.net' },
      },
    ],
  };

  it('that another distribution has block', () => {
    expect(() => refuseBlocked(preflight(held, desired))).toThrow(
      expect.objectContaining({
        code: 'name-on-another-distribution',
        message: expect.stringContaining('api.example.com is with E2OTHER (d2.cloudfront.net)'),
      }),
    );
  });

  it('that the environment’s own distribution has already are not asked about', () => {
    const own = { ...held, distribution: distribution('Deployed') };
    expect(found(preflight(own, desired), 'names-are-free')).toBeUndefined();
  });

  it('are not needed by a distribution without a certificate', () => {
    const none = { ...desired, certificate: undefined, restrictIngress: false };
    expect(found(preflight(held, none), 'names-are-free')).toBeUndefined();
  });

  it('are not known to be free when distributions cannot be listed', () => {
    const unknown = { ...ready, distributionsListed: false };
    expect(found(preflight(unknown, desired), 'names-are-free')).toMatchObject({
      verdict: 'warning',
      next: [expect.stringContaining('cloudfront:ListDistributions')],
    });
  });

  it('that lead to a distribution elsewhere may be taken in another account', () => {
    const away: Facts = {
      ...ready,
      names: [{ name: 'api.example.com', leadsTo: 'elsewhere', through: 'CNAME d9.cloudfront.net' }],
    };
    expect(found(preflight(away, desired), 'names-are-free')).toMatchObject({
      verdict: 'warning',
      why: expect.stringContaining('d9.cloudfront.net'),
    });
  });
});

describe('the load balancer', () => {
  it('cannot be closed where CloudFront’s addresses are not known', () => {
    const unknown = { ...ready, prefixList: undefined };
    expect(() => refuseBlocked(preflight(unknown, desired))).toThrow(
      expect.objectContaining({ code: 'prefix-list-not-found' }),
    );
    const open = preflight(unknown, { ...desired, restrictIngress: false });
    expect(open.map(({ id }) => id)).not.toContain('prefix-list');
  });

  it.each([
    [5, 'passed'],
    [6, 'warning'],
  ])('with %i ranges beside the prefix list: %s', (count, verdict) => {
    const sourceIps = Array.from({ length: count }, (_, index) => `203.0.113.${index}/32`);
    const crowded = { ...ready, deployed: { ...ready.deployed, sourceIps } };
    expect(found(preflight(crowded, desired), 'security-group-rules')).toMatchObject({ verdict });
  });
});

describe('an origin access control', () => {
  const added = {
    logicalId: 'CloudFrontOriginAccessControl',
    resourceType: 'AWS::CloudFront::OriginAccessControl',
    action: 'add',
    description: '',
  } as const;
  const named = (name: string): Facts => ({ ...ready, application: { name, domain: '' } });

  it.each([
    [29, 'passed'],
    [30, 'blocking'],
  ])('of an application of %i characters: %s', (length, verdict) => {
    const checks = preflightOfUpdate(named('x'.repeat(length)), [added]);
    expect(found(checks, 'access-control-name')).toMatchObject({ verdict });
  });

  it('that a patch of the team’s names is theirs', () => {
    const path = [
      'Resources',
      'CloudFrontOriginAccessControl',
      'Properties',
      'OriginAccessControlConfig',
      'Name',
    ];
    const patches = [{ operation: 'replace' as const, path, value: 'short', place: '' }];
    const own = {
      ...named('x'.repeat(60)),
      workspace: { ...ready.workspace, overrides: { patches, cdk: false } },
    };
    expect(found(preflightOfUpdate(own, [added]), 'access-control-name')).toBeUndefined();
  });
});

describe('the workspace', () => {
  it('tells each finding of the manifest, with its line', () => {
    const text = `${manifest}cdn:\n  certificat: x\n  terminate_tls: true\n`;
    const check = found(preflight({ ...ready, workspace: workspace(text) }, desired), 'manifest');
    expect(check).toMatchObject({ verdict: 'warning', title: expect.stringContaining('manifest.yml:7') });
  });

  it('shows what else is not deployed, without what the CDN changes', () => {
    const text = `${manifest}cdn: true\nobservability:\n  container_insights: true\n`;
    const check = found(preflight({ ...ready, workspace: workspace(text) }, desired), 'undeployed');
    const change = check?.verdict === 'warning' ? check.change : undefined;
    expect(change?.diff.split('\n').filter((line) => /^[+-]/.test(line))).toEqual([
      '+observability:',
      '+  container_insights: true',
    ]);
  });

  it('says that a CDK app of overrides is Copilot’s to run', () => {
    const overrides = { patches: [], cdk: true };
    const own = { ...ready, workspace: { ...ready.workspace, overrides } };
    expect(found(preflight(own, desired), 'overrides')).toMatchObject({ verdict: 'warning' });
  });
});

describe('runtimes', () => {
  const old: Facts = {
    ...ready,
    deployed: {
      ...readDeployedEnvironment(ready.stack.template),
      runtimes: [
        { logicalId: 'Old', runtime: 'nodejs16.x' },
        { logicalId: 'New', runtime: 'nodejs24.x' },
      ],
    },
  };

  it('that have ended are no matter while nobody changes their functions', () => {
    expect(preflightOfUpdate(old, [])).toMatchObject([
      {
        title: expect.stringMatching(/^Old runs on nodejs16\.x/),
        why: expect.stringContaining('does not touch'),
      },
    ]);
  });

  it('that have ended are in the way of an update that changes their functions', () => {
    const node = {
      logicalId: 'Old',
      resourceType: 'AWS::Lambda::Function',
      action: 'modify',
      description: '',
    } as const;
    expect(preflightOfUpdate(old, [node])).toMatchObject([{ why: expect.stringContaining('changes Old') }]);
  });

  it('that are current pass', () => {
    const current = { ...old, deployed: { ...old.deployed, runtimes: [] } };
    expect(preflightOfUpdate(current, [])).toMatchObject([{ verdict: 'passed' }]);
  });
});

describe('several that block', () => {
  it('are told together, the first ahead', () => {
    const both: Facts = {
      ...ready,
      prefixList: undefined,
      names: [
        {
          name: 'api.example.com',
          leadsTo: 'nowhere',
          heldBy: { id: 'E2', domainName: 'd2.cloudfront.net' },
        },
      ],
    };
    expect(() => refuseBlocked(preflight(both, desired))).toThrow(
      expect.objectContaining({
        code: 'name-on-another-distribution',
        details: [expect.stringContaining("CloudFront's addresses could not be read")],
        next: expect.arrayContaining([expect.stringContaining('--no-restrict-ingress')]),
      }),
    );
  });
});

function found(checks: readonly Check[], id: string): Check | undefined {
  return checks.find((check) => check.id === id);
}

function wayOf(check: Check | undefined): string {
  return check?.verdict === 'warning' ? check.next.join('\n') : '';
}
