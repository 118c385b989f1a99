import { describe, expect, it } from 'vitest';
import type { Facts } from '../../source/plan/facts.ts';
import type { Plan } from '../../source/plan/step.ts';
import { namesOutside } from '../../source/plan/tls-facts.ts';
import { planTls } from '../../source/plan/tls-plan.ts';
import { distribution } from './facts-for-tests.ts';
import {
  deployedService,
  environmentManifest,
  manifestOf,
  service,
  tlsFacts,
} from './tls-facts-for-tests.ts';

function open(plan: Plan): readonly string[] {
  return plan.steps.filter((step) => !step.done).map((step) => step.id);
}

function step(plan: Plan, id: string) {
  const found = plan.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no step ${id}.`);
  return found;
}

function checks(plan: Plan, id: string): readonly string[] {
  return plan.checks.filter((check) => check.id === id).map(({ title }) => title);
}

/** The world once a step is done. */
function after(facts: Facts, id: string, plan: Plan): Facts {
  const { tls } = facts;
  const done = step(plan, id);
  if (tls === undefined) throw new Error('There are no services.');
  const services = tls.services.map((one) => {
    const isIts = done.kind === 'manifest' && one.manifest?.path === done.path;
    if (isIts) return deployedService(one.name, one.stack?.template ?? '', done.after);
    const deployed = done.kind === 'deployment' && done.service === one.name;
    return deployed ? deployedService(one.name, done.template, one.manifest?.text ?? null) : one;
  });
  return { ...facts, tls: { ...tls, services } };
}

describe('the plan to end TLS at the edge', () => {
  it('has every service stop redirecting before the environment changes', () => {
    const plan = planTls(
      tlsFacts([service({ name: 'api' }), service({ name: 'web', additional: 2 })]),
      'edge',
    );
    expect(open(plan)).toEqual([
      'manifest-api',
      'service-api',
      'manifest-web',
      'service-web',
      'rules',
      'manifest',
      'termination',
      'edge',
    ]);
    expect(step(plan, 'termination')).toMatchObject({ needs: 'rules-forward' });
    expect(plan.steps.every(({ why }) => why.length > 20)).toBe(true);
  });

  it('changes the actions of every rule, the additional ones too, and what the manifest says of each', () => {
    const plan = planTls(tlsFacts([service({ name: 'web', additional: 2 })]), 'edge');
    const deployment = step(plan, 'service-web');
    expect(deployment.kind === 'deployment' && deployment.nodes.map(({ logicalId }) => logicalId)).toEqual([
      'HTTPListenerRuleWithDomain',
      'HTTPListenerRuleWithDomain1',
      'HTTPListenerRuleWithDomain2',
    ]);
    const edit = step(plan, 'manifest-web');
    expect(edit.kind === 'manifest' && edit.after.match(/redirect_to_https: false/g)?.length).toBe(3);
  });

  it('goes on where the world says, step by step, until nothing is left', () => {
    let facts = tlsFacts([service({ name: 'api' }), service({ name: 'web' })]);
    for (const [done, left] of [
      ['manifest-api', 'service-api'],
      ['service-api', 'manifest-web'],
      ['manifest-web', 'service-web'],
      // The load balancer does what the stacks say.
      ['service-web', 'manifest'],
    ] as const) {
      facts = after(facts, done, planTls(facts, 'edge'));
      expect(open(planTls(facts, 'edge'))[0], done).toBe(left);
    }
    const services = facts.tls?.services ?? [];
    expect(open(planTls(tlsFacts(services, true), 'edge'))).toEqual([]);
  });

  it('says nothing of the environment while a single additional rule still redirects on the load balancer', () => {
    const migrated = service({ name: 'web', redirects: false, additional: 1 });
    const rules = migrated.rules.map((rule) =>
      rule.index === 1 ? { ...rule, live: 'redirect' as const } : rule,
    );
    const plan = planTls(tlsFacts([{ ...migrated, rules }]), 'edge');
    expect(open(plan)[0]).toBe('rules');
    expect(checks(plan, 'tls-services')[0]).toMatch(/the load balancer forwards in 1, redirects in 1/);
  });

  it('leaves gRPC, services without HTTPS and those that are through alone', () => {
    const facts = tlsFacts([
      service({ name: 'rpc', grpc: true }),
      service({ name: 'plain', https: false }),
      service({ name: 'news', redirects: false }),
    ]);
    expect(open(planTls(facts, 'edge'))).toEqual(['manifest', 'termination', 'edge']);
    expect(checks(planTls(facts, 'edge'), 'tls-services')).toEqual([
      'rpc speaks gRPC, stays as it is',
      'plain has no HTTPS at the load balancer: nothing of it redirects',
      'news forwards HTTP',
    ]);
  });

  it('asks nobody at the edge for a name behind which there is nothing but gRPC', () => {
    const text = `${manifestOf('web')}  additional_rules:
    - path: /rpc.Shop
      alias: [rpc.example.com, web.example.com]
      version: grpc
`;
    const web = service({ name: 'web', additional: 1 });
    const [main, extra] = web.rules;
    if (main === undefined || extra === undefined) throw new Error('There are two rules.');
    const facts = tlsFacts([
      { ...deployedService('web', web.stack?.template ?? '', text), rules: [main, { ...extra, grpc: true }] },
    ]);
    expect([...namesOutside(facts.tls)]).toEqual(['rpc.example.com']);
    const edit = step(planTls(facts, 'edge'), 'manifest-web');
    expect(edit.kind === 'manifest' && edit.after.match(/redirect_to_https: false/g)).toHaveLength(1);
  });

  it('mends the wrong order first: services before anything else of the environment', () => {
    expect(open(planTls(tlsFacts([service({ name: 'api' })], true), 'edge'))).toEqual([
      'manifest-api',
      'service-api',
      'rules',
    ]);
  });

  it('waits for the edge, however done the stack is', () => {
    const facts = tlsFacts([service({ name: 'api', redirects: false })], true);
    expect(open(planTls({ ...facts, distribution: distribution('InProgress') }, 'edge'))).toEqual(['edge']);
  });

  it('takes no stack as deployed while an update of it runs', () => {
    const api = service({ name: 'api', redirects: false });
    const stack = api.stack && { ...api.stack, status: 'UPDATE_IN_PROGRESS' };
    const running = { ...api, ...(stack && { stack }) };
    expect(open(planTls(tlsFacts([running]), 'edge'))[0]).toBe('service-api');
  });

  it('asks for a CDN first', () => {
    const facts = tlsFacts([service({ name: 'api' })]);
    const off = { ...facts, deployed: { ...facts.deployed, cdn: { ...facts.deployed.cdn, enabled: false } } };
    expect(() => planTls(off, 'edge')).toThrowError(expect.objectContaining({ code: 'cdn-off' }));
  });

  it('does not begin where an override wrote a rule in its own way', () => {
    const api = service({ name: 'api' });
    const rules = api.rules.map((rule) => ({ ...rule, answer: 'other' as const, live: 'other' as const }));
    expect(() => planTls(tlsFacts([{ ...api, rules }]), 'edge')).toThrowError(
      expect.objectContaining({ code: 'rule-not-plain' }),
    );
  });
});

describe('the manifest of a service', () => {
  const edited = (text: string, only: boolean) => {
    const plan = planTls(tlsFacts([service({ name: 'api', manifest: text })], false, only), 'edge');
    const edit = step(plan, 'manifest-api');
    return edit.kind === 'manifest' ? edit.after : '';
  };

  it('says it for all where the environment is the only one', () => {
    expect(edited(manifestOf('api'), true)).toBe(manifestOf('api', 0, '  redirect_to_https: false\n'));
  });

  it('keeps what holds elsewhere where there are others', () => {
    const text = manifestOf('api');
    expect(edited(text, false)).toBe(
      `${text}environments:\n  prod:\n    http:\n      redirect_to_https: false\n`,
    );
  });

  it("says it in the environment's own part where that would win over the rest", () => {
    const text = `${manifestOf('api')}environments:\n  prod:\n    http:\n      redirect_to_https: true\n`;
    expect(edited(text, true)).toBe(text.replace('true', 'false'));
  });

  it('is not needed: what is deployed is changed all the same, and it is said', () => {
    const plan = planTls(tlsFacts([service({ name: 'api', manifest: null })]), 'edge');
    expect(open(plan).slice(0, 2)).toEqual(['service-api', 'rules']);
    expect(checks(plan, 'tls-services')).toEqual([
      'api: the manifest is not here, the stack redirects, the load balancer redirects',
    ]);
  });
});

describe('the way back', () => {
  const migrated = (only: boolean) => {
    const own = only
      ? manifestOf('api', 0, '  redirect_to_https: false\n')
      : `${manifestOf('api')}environments:\n  prod:\n    http:\n      redirect_to_https: false\n`;
    return tlsFacts([service({ name: 'api', redirects: false, manifest: own })], true, only);
  };

  it('is the same the other way round: no service redirects before every edge asks over HTTPS', () => {
    const plan = planTls(migrated(true), 'load-balancer');
    expect(open(plan)).toEqual(['manifest', 'termination', 'edge', 'manifest-api', 'service-api', 'rules']);
    expect(step(plan, 'service-api')).toMatchObject({ needs: 'tls-at-load-balancer' });
  });

  it.each([true, false])('gives every manifest its bytes back (the only environment: %s)', (only) => {
    const plan = planTls(migrated(only), 'load-balancer');
    const [environment, api] = [step(plan, 'manifest'), step(plan, 'manifest-api')];
    expect(environment.kind === 'manifest' && environment.after).toBe(environmentManifest);
    expect(api.kind === 'manifest' && api.after).toBe(manifestOf('api'));
  });

  it('leaves a service that forwards in every environment as it is', () => {
    const news = service({ name: 'news', redirects: false });
    const plan = planTls(tlsFacts([news], true, false), 'load-balancer');
    expect(open(plan)).toEqual(['manifest', 'termination', 'edge']);
  });

  it('does not begin where the load balancer has no HTTPS', () => {
    const facts = tlsFacts([service({ name: 'api', https: false })], true);
    const without = { ...facts, deployedManifest: undefined, workspace: { ...facts.workspace } };
    const plain = {
      ...without,
      workspace: {
        ...without.workspace,
        manifest: { ...without.workspace.manifest, publicCertificates: undefined },
      },
    };
    expect(() => planTls(plain, 'load-balancer')).toThrowError(
      expect.objectContaining({ code: 'load-balancer-without-https' }),
    );
  });
});
