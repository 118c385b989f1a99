import { describe, expect, it } from 'vitest';
import type { Facts, NameFacts } from '../../source/plan/facts.ts';
import { takeDownOf } from '../../source/plan/off/take-down.ts';
import { planOff } from '../../source/plan/off-plan.ts';
import type { Plan } from '../../source/plan/step.ts';
import { deployedAs, facts, manifest, workspace } from './facts-for-tests.ts';
import { service, tlsFacts } from './tls-facts-for-tests.ts';

const zone = { id: 'Z1', name: 'example.com' };
const atTheEdge: NameFacts = { name: 'api.example.com', leadsTo: 'distribution', zone };
const well = [{ name: 'api.example.com', well: true, text: '200 in 4 ms' }];

/** TLS ends at the load balancer, everyone reaches that, and one name leads to the distribution. */
function plain(): Facts {
  return { ...tlsFacts([service({ name: 'api' })]), names: [atTheEdge] };
}

function endsAtTheEdge(): Facts {
  return { ...tlsFacts([service({ name: 'api', redirects: false })], true), names: [atTheEdge] };
}

function plan(now: Facts, wanted = takeDownOf(now, false)): Plan {
  return planOff(now, wanted);
}

function open({ steps }: Plan): readonly string[] {
  return steps.filter((step) => !step.done).map(({ id }) => id);
}

/** As the world is once a step's template is deployed. */
function deployed(before: Facts, from: Plan, id: string): Facts {
  const step = from.steps.find((one) => one.id === id);
  if (step?.kind !== 'deployment') throw new Error(`There is no deployment ${id}.`);
  return deployedAs(before, step.template);
}

function written(before: Facts, from: Plan, id: string): Facts {
  const step = from.steps.find((one) => one.id === id);
  if (step?.kind !== 'manifest') throw new Error(`There is no manifest step ${id}.`);
  return { ...before, workspace: workspace(step.after) };
}

describe('the plan that takes a CDN down', () => {
  it('moves the names first and removes the distribution last', () => {
    expect(open(plan(plain()))).toEqual(['balancer', 'names', 'manifest', 'removal', 'gone']);
  });

  it('opens the load balancer and takes TLS back to it before a name moves', () => {
    expect(open(plan(endsAtTheEdge()))).toEqual([
      ...['manifest-opening', 'opening', 'edge', 'manifest-api', 'service-api', 'rules'],
      ...['balancer', 'names', 'manifest', 'removal', 'gone'],
    ]);
  });

  it('asks for nothing to be opened that is open', () => {
    const now = plain();
    expect(takeDownOf(now, false)).toMatchObject({ opens: false, redirects: false });
  });

  it('takes out of manifest and template what the CDN put in, and nothing else', () => {
    const now = { ...plain(), balancerAnswers: well };
    const first = plan(now);
    const step = first.steps.find(({ id }) => id === 'manifest');
    expect(step?.kind === 'manifest' && step.after).toBe(manifest);
    const gone = deployed(now, first, 'removal');
    expect(gone.deployed.cdn.enabled).toBe(false);
    expect(gone.deployed.manifest).toBe(manifest);
  });

  it('shows the removal as it will be once the load balancer is open', () => {
    const now = endsAtTheEdge();
    const closed = deployedAs(
      now,
      now.stack.template
        .replaceAll('CidrIp: 0.0.0.0/0', 'SourcePrefixListId: pl-1')
        .replaceAll('Allow from anyone', 'Allow ingress from prefix list pl-1'),
    );
    const { steps } = plan(closed);
    const nodesOf = (id: string) =>
      steps.flatMap((step) =>
        step.kind === 'deployment' && step.id === id
          ? step.nodes.filter(({ action }) => action === 'modify').map(({ logicalId }) => logicalId)
          : [],
      );
    expect(nodesOf('opening')).toContain('PublicHTTPLoadBalancerSecurityGroup');
    expect(nodesOf('removal')).toEqual(['EnvironmentManagerRole']);
  });

  it('goes on where the world says: each state leaves the steps behind it', () => {
    const start = endsAtTheEdge();
    const wanted = takeDownOf(start, false);
    const first = plan(start, wanted);
    const opened = deployed(written(start, first, 'manifest-opening'), first, 'opening');
    expect(open(plan(opened, wanted)).slice(0, 3)).not.toContain('opening');
    const back: Facts = {
      ...opened,
      tls: tlsFacts([service({ name: 'api' })]).tls ?? { services: [], outside: [], only: true },
      balancerAnswers: well,
    };
    expect(open(plan(back, wanted))).toEqual(['names', 'manifest', 'removal', 'gone']);
    const moved: Facts = { ...back, names: [{ ...atTheEdge, leadsTo: 'load-balancer' }] };
    expect(open(plan(moved, wanted))).toEqual(['manifest', 'removal', 'gone']);
    const last = plan(moved, wanted);
    const { distribution: _, ...rest } = deployed(written(moved, last, 'manifest'), last, 'removal');
    const removed: Facts = { ...rest, distribution: undefined };
    expect(open(plan(removed, wanted))).toEqual(['gone']);
    expect(open(plan({ ...removed, leftBehind: { id: 'E1', state: 'gone' } }, wanted))).toEqual([]);
  });

  it('takes nothing as removed while the update runs', () => {
    const now = { ...plain(), balancerAnswers: well, names: [] };
    const first = plan(now);
    const running = deployed(written(now, first, 'manifest'), first, 'removal');
    const busy: Facts = {
      ...running,
      distribution: undefined,
      stack: { ...running.stack, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
    };
    expect(open(plan(busy, takeDownOf(now, false)))[0]).toBe('removal');
  });

  it.each<[string, Partial<NameFacts>, boolean]>([
    ['leads to the load balancer', { leadsTo: 'load-balancer' }, false],
    ['leads nowhere', { leadsTo: 'nowhere' }, false],
    ['leads to something else', { leadsTo: 'elsewhere' }, false],
    ['leads to the distribution', {}, true],
    ['leads there for some visitors', { leadsTo: 'load-balancer', atCloudFront: true }, true],
    ['leads to an edge that was not seen for ours', { leadsTo: 'elsewhere', atCloudFront: true }, true],
    ['is one about which DNS does not say', { leadsTo: 'unknown' }, true],
  ])('a name that %s', (_, change, isOpen) => {
    const now = { ...plain(), names: [{ ...atTheEdge, ...change }], balancerAnswers: well };
    expect(open(plan(now)).includes('names')).toBe(isOpen);
  });

  it('edits no manifest that is in another workspace', () => {
    const now = plain();
    const elsewhere = { ...now, workspace: { ...now.workspace, onDisk: false } };
    expect(plan(elsewhere).steps.filter(({ kind }) => kind === 'manifest')).toEqual([]);
  });

  it('has nothing to do where there is no CDN', () => {
    expect(open(plan(facts()))).toEqual([]);
  });
});

describe('what is refused before anything is begun', () => {
  it('is to shut out all visitors but some ranges', () => {
    const now = plain();
    const ranges = { ...now, deployed: { ...now.deployed, sourceIps: ['203.0.113.0/24'] } };
    expect(() => plan(ranges)).toThrow(expect.objectContaining({ code: 'visitors-shut-out' }));
  });

  it('is to leave visitors without HTTPS, unless that is wanted', () => {
    const now = plain();
    const httpOnly: Facts = {
      ...now,
      deployedManifest: facts('name: prod\ntype: Environment\n', []).deployedManifest,
    };
    expect(() => plan(httpOnly)).toThrow(expect.objectContaining({ code: 'load-balancer-without-https' }));
    const { checks } = plan(httpOnly, takeDownOf(httpOnly, true));
    expect(checks).toContainEqual(expect.objectContaining({ id: 'off-https', verdict: 'warning' }));
  });
});
