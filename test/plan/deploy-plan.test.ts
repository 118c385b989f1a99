import { describe, expect, it } from 'vitest';
import { manifestDesired } from '../../source/plan/deploy/manifest-desired.ts';
import { pendingEdits } from '../../source/plan/deploy/needed-edits.ts';
import { refuseUndeployable } from '../../source/plan/deploy/refuse.ts';
import { planDeploy } from '../../source/plan/deploy-plan.ts';
import type { Facts } from '../../source/plan/facts.ts';
import { takeDownOf } from '../../source/plan/off/take-down.ts';
import type { Plan } from '../../source/plan/step.ts';
import { certificate, deployedAs, distribution, facts, manifest, workspace } from './facts-for-tests.ts';
import { environmentManifest, service, tlsFacts } from './tls-facts-for-tests.ts';

const closed = manifest.replace('  public:\n', '  public:\n    ingress:\n      cdn: true\n');
const everything = `${closed}cdn:\n  certificate: ${certificate}\n  terminate_tls: true\n`;

/** An environment without a CDN whose manifest asks for one. */
function asking(text: string, redirects = false): Facts {
  const { tls } = tlsFacts([service({ name: 'api', redirects })]);
  return { ...facts(), workspace: workspace(text), ...(tls !== undefined && { tls }) };
}

function plan(now: Facts): Plan {
  return planDeploy(now, manifestDesired(now), takeDownOf(now, false));
}

function open({ steps }: Plan): readonly string[] {
  return steps.filter((step) => !step.done).map(({ id }) => id);
}

function deployed(before: Facts, from: Plan, id: string): Facts {
  const step = from.steps.find((one) => one.id === id);
  if (step?.kind !== 'deployment') throw new Error(`There is no deployment ${id}.`);
  return deployedAs(before, step.template);
}

describe('the plan of a deployment', () => {
  it('takes a manifest that asks for everything at once in the order in which the site stays up', () => {
    expect(open(plan(asking(everything)))).toEqual([
      ...['distribution', 'edge', 'names', 'termination', 'edge-termination', 'ingress'],
    ]);
  });

  it('edits no manifest', () => {
    expect(plan(asking(everything)).steps.filter(({ kind }) => kind === 'manifest')).toEqual([]);
  });

  it('deploys one part of the manifest after the other, and the whole of it in the end', () => {
    const start = asking(everything);
    const first = deployed(start, plan(start), 'distribution');
    expect(first.deployed.manifest).toBe(environmentManifest);
    const atTheEdge: Facts = {
      ...first,
      distribution: distribution('Deployed'),
      names: [{ name: 'api.example.com', leadsTo: 'distribution' }],
    };
    expect(open(plan(atTheEdge))).toEqual(['termination', 'edge-termination', 'ingress']);
    const second = deployed(atTheEdge, plan(atTheEdge), 'termination');
    expect(second.deployed.manifest).toBe(`${environmentManifest}  terminate_tls: true\n`);
    expect(second.deployed.ingressRestricted).toBe(false);
    expect(open(plan(second))).toEqual(['ingress']);
    const third = deployed(second, plan(second), 'ingress');
    expect(third.deployed.manifest?.trim()).toBe(
      `${manifest}    ingress:\n      cdn: true\ncdn:\n  certificate: ${certificate}\n  terminate_tls: true`,
    );
    expect(open(plan(third))).toEqual([]);
  });

  it('shows in a dry run what the last deployment will find, not what stands there today', () => {
    const last = plan(asking(everything)).steps.find(({ id }) => id === 'ingress');
    expect(last?.kind === 'deployment' && last.template).toContain('OriginProtocolPolicy: http-only');
    expect(last?.kind === 'deployment' && last.template).toContain('pl-1');
  });

  it('leaves out what services would have to be edited for, and tells the command', () => {
    const now = asking(everything, true);
    expect(open(plan(now))).toEqual(['distribution', 'edge', 'names', 'ingress']);
    expect(pendingEdits(now, manifestDesired(now))).toMatchObject({
      message: expect.stringContaining('api redirects HTTP'),
      command: 'copilot-cdn tls --env prod',
    });
  });

  it('takes down a CDN that the manifest does not have any more', () => {
    const on = tlsFacts([service({ name: 'api' })]);
    expect(open(plan({ ...on, workspace: workspace(manifest) }))).toEqual([
      ...['balancer', 'names', 'removal', 'gone'],
    ]);
  });

  it('has nothing to do where what the manifest says is deployed', () => {
    const on = tlsFacts([service({ name: 'api' })]);
    expect(open(plan({ ...on, distribution: distribution('Deployed') }))).toEqual([]);
    expect(open(plan(asking(manifest)))).toEqual([]);
  });
});

describe('what is not deployed at all', () => {
  function refused(now: Facts): () => void {
    return () => refuseUndeployable(now, manifestDesired(now), takeDownOf(now, false));
  }

  it('is a manifest that is not here', () => {
    const now = asking(everything);
    expect(refused({ ...now, workspace: { ...now.workspace, onDisk: false } })).toThrow(
      expect.objectContaining({ code: 'manifest-not-here' }),
    );
  });

  it('is one that Copilot would refuse', () => {
    expect(refused(asking(`${manifest}cdn: {}\n`))).toThrow(
      expect.objectContaining({ code: 'manifest-refused' }),
    );
  });

  it('is a CDN before the first service', () => {
    expect(refused({ ...asking(everything), services: [] })).toThrow(
      expect.objectContaining({ code: 'no-services' }),
    );
  });

  it('is to go without the edge while the manifests of services say that they do not redirect', () => {
    const on = tlsFacts([service({ name: 'api', redirects: false })], true);
    expect(refused({ ...on, workspace: workspace(manifest) })).toThrow(
      expect.objectContaining({ code: 'needs-manifest-edits', exitCode: 3 }),
    );
  });
});
