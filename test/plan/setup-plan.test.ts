import { describe, expect, it } from 'vitest';
import type { Desired } from '../../source/plan/desired.ts';
import type { Facts } from '../../source/plan/facts.ts';
import { planSetup } from '../../source/plan/setup-plan.ts';
import type { Plan } from '../../source/plan/step.ts';
import { certificate, deployedAs, distribution, facts, manifest, workspace } from './facts-for-tests.ts';

const desired: Desired = { certificateNames: [], cdn: true, certificate, restrictIngress: true };

describe('the plan of a setup', () => {
  it('makes the distribution first and closes the load balancer last', () => {
    expect(open(planSetup(facts(), desired))).toEqual([
      'manifest',
      'distribution',
      'edge',
      'names',
      'manifest-ingress',
      'ingress',
    ]);
  });

  it('does not let the first manifest edit or the first deployment close the load balancer', () => {
    const [first, second] = planSetup(facts(), desired).steps;
    expect(first?.kind === 'manifest' && first.after).not.toContain('ingress');
    expect(second?.kind === 'deployment' && second.template).not.toContain('pl-1');
    expect(second?.kind === 'deployment' && second.template).toContain('CidrIp: 0.0.0.0/0');
  });

  it('goes on where the world says: each state leaves the steps behind it', () => {
    const plan = planSetup(facts(), desired);
    const deployed = advance(facts(), plan, 2);
    expect(open(planSetup(deployed, desired))).toEqual(['edge', 'names', 'manifest-ingress', 'ingress']);
    const atEdge = { ...deployed, distribution: distribution('Deployed') };
    expect(open(planSetup(atEdge, desired))).toEqual(['names', 'manifest-ingress', 'ingress']);
    const moved = { ...atEdge, names: [{ name: 'api.example.com', leadsTo: 'distribution' as const }] };
    expect(open(planSetup(moved, desired))).toEqual(['manifest-ingress', 'ingress']);
    const closed = advance(moved, planSetup(moved, desired), 6);
    expect(open(planSetup(closed, desired))).toEqual([]);
  });

  it('opens the load balancer before anything else when it shall be open', () => {
    const moved: Facts = {
      ...advance(facts(), planSetup(facts(), desired), 6),
      distribution: distribution('Deployed'),
      names: [{ name: 'api.example.com', leadsTo: 'distribution' }],
    };
    const plan = planSetup(moved, { ...desired, restrictIngress: false });
    expect(open(plan)).toEqual(['manifest', 'distribution']);
    const deployment = plan.steps.find((step) => step.id === 'distribution');
    expect(deployment?.kind === 'deployment' && deployment.template).toContain('CidrIp: 0.0.0.0/0');
  });

  it('takes nothing as deployed while an update runs: AWS already answers with the new template', () => {
    const deployed = advance(facts(), planSetup(facts(), desired), 2);
    const running = { ...deployed, stack: { ...deployed.stack, status: 'UPDATE_IN_PROGRESS' } };
    expect(open(planSetup(running, desired))[0]).toBe('distribution');
  });

  it('does not smuggle undeployed changes of the local manifest into the stack', () => {
    const local = `${manifest}observability:\n  container_insights: true\n`;
    const plan = planSetup(facts(local), desired);
    const deployment = plan.steps.find((step) => step.id === 'distribution');
    expect(deployment?.kind === 'deployment' && deployment.template).not.toContain('container_insights');
    expect(plan.checks).toContainEqual(
      expect.objectContaining({
        id: 'undeployed',
        verdict: 'warning',
        change: expect.objectContaining({ diff: expect.stringContaining('+  container_insights: true') }),
      }),
    );
  });

  it('counts nothing as a service that has no name where a domain is managed', () => {
    const managed = facts('name: prod\ntype: Environment\n', []);
    const nameless: Facts = {
      ...managed,
      application: { name: 'shop', domain: 'example.com' },
      services: [{ name: 'api', aliases: [] }],
    };
    expect(() => planSetup(nameless, { ...desired, certificate: 'managed' })).toThrowError(
      /api has no http\.alias/,
    );
  });

  it('refuses a manifest that Copilot would refuse', () => {
    const managed = {
      ...facts('name: prod\ntype: Environment\n', []),
      application: { name: 'shop', domain: 'example.com' },
    };
    expect(() => planSetup(managed, desired)).toThrowError(/terminate_tls/);
  });

  it('is empty when CloudFront is not wanted', () => {
    expect(planSetup(facts(), { ...desired, cdn: false }).steps).toEqual([]);
  });
});

describe('a load balancer that speaks HTTP only', () => {
  const plain: Facts = {
    ...facts('name: prod\ntype: Environment\n', []),
    manifestAliases: { api: ['API.example.com', 'www.example.com.'] },
  };

  it('lets TLS end at the edge, because nothing behind it can answer with a redirect', () => {
    const [first, second] = planSetup(plain, desired).steps;
    expect(first?.kind === 'manifest' && first.after).toContain('terminate_tls: true');
    expect(second?.kind === 'deployment' && second.template).toContain('OriginProtocolPolicy: http-only');
  });

  it('gives the distribution the names that the stack is never told', () => {
    expect(distributionTemplate(planSetup(plain, desired))).toContain(
      'AdditionalStrings: ["api.example.com", "www.example.com"]',
    );
  });

  it('keeps the names that are deployed where no manifest tells them', () => {
    const deployed = { ...deployedAs(plain, distributionTemplate(planSetup(plain, desired))) };
    const elsewhere = { ...deployed, manifestAliases: {} };
    expect(distributionTemplate(planSetup(elsewhere, desired))).toBe(deployed.stack.template);
  });

  it('has no TLS to end without a certificate', () => {
    const [first] = planSetup(plain, { ...desired, certificate: undefined, restrictIngress: false }).steps;
    expect(first?.kind === 'manifest' && first.after).not.toContain('terminate_tls');
  });
});

describe('a load balancer that only some may reach already', () => {
  const ranges = deployedAs(facts(), facts().stack.template.replaceAll('0.0.0.0/0', '203.0.113.0/24'));

  it('lets CloudFront in with the first deployment, beside the ranges that were there', () => {
    const plan = planSetup(ranges, desired);
    expect(open(plan)).toEqual(['manifest', 'distribution', 'edge', 'names']);
    const deployment = plan.steps.find((step) => step.id === 'distribution');
    const template = deployment?.kind === 'deployment' ? deployment.template : '';
    expect(template).toContain('SourcePrefixListId: pl-1');
    expect(template).toContain('CidrIp: 203.0.113.0/24');
    expect(template).not.toContain('CidrIp: 0.0.0.0/0');
  });

  it('is never opened to everyone by leaving it as it is', () => {
    expect(() => planSetup(ranges, { ...desired, restrictIngress: false })).toThrowError(
      /so CloudFront could not/,
    );
  });

  it('keeps rules that Copilot does not write: the answer is a refusal, not their loss', () => {
    const rule = 'SourceSecurityGroupId: sg-0123\n          Description: the office';
    const foreign = deployedAs(
      facts(),
      facts().stack.template.replace(/CidrIp: 0\.0\.0\.0\/0\n\s+Description: [^\n]+/, rule),
    );
    expect(() => planSetup(foreign, desired)).toThrowError(/rules that Copilot does not write/);
    const left = planSetup(foreign, { ...desired, restrictIngress: false });
    const deployment = left.steps.find((step) => step.id === 'distribution');
    expect(deployment?.kind === 'deployment' && deployment.template).toContain(
      'SourceSecurityGroupId: sg-0123',
    );
  });
});

describe('a distribution that serves names', () => {
  it('is not left without a certificate', () => {
    const serving = {
      ...advance(facts(), planSetup(facts(), desired), 2),
      distribution: distribution('Deployed'),
    };
    expect(() => planSetup(serving, { ...desired, certificate: undefined })).toThrowError(
      /without a certificate/,
    );
  });
});

function open(plan: Plan): string[] {
  return plan.steps.filter((step) => !step.done).map((step) => step.id);
}

function distributionTemplate(plan: Plan): string {
  const step = plan.steps.find(({ id }) => id === 'distribution');
  return step?.kind === 'deployment' ? step.template : '';
}

/** The world after the first so many steps of a plan. */
function advance(before: Facts, plan: Plan, steps: number): Facts {
  let now = before;
  for (const step of plan.steps.slice(0, steps)) {
    if (step.kind === 'manifest') now = { ...now, workspace: workspace(step.after) };
    if (step.kind === 'deployment') now = deployedAs(now, step.template);
  }
  return now;
}
