import type { ManifestDesired } from './deploy/manifest-desired.ts';
import { servicesThatRedirect } from './deploy/needed-edits.ts';
import { cdnChange, deploymentStep } from './deployment-step.ts';
import type { Facts } from './facts.ts';
import type { TakeDown } from './off/take-down.ts';
import { planOff } from './off-plan.ts';
import { nothingElseUndeployed } from './preflight/workspace.ts';
import { planSetup } from './setup-plan.ts';
import type { Plan, Step } from './step.ts';
import { edgeStep, terminationStep } from './tls-plan.ts';
import { withTemplate } from './with-template.ts';

/**
 * The ordered steps that make AWS what the environment's manifest says of the CDN. The manifest itself is never edited: where the safe order
 * has states between, they are deployed from what is deployed already, with one part of the manifest after the other in it.
 * What only edits of services' manifests bring about is left out, and told (`pendingEdits`).
 * @throws UserError those of checks that block
 */
export function planDeploy(facts: Facts, desired: ManifestDesired, takeDown: TakeDown): Plan {
  const title = `${facts.environment.name} becomes what its manifest says`;
  if (!desired.cdn) {
    const { steps, checks } = planOff(facts, takeDown);
    return { title, steps: withoutEdits(steps), checks };
  }
  const setup = planSetup(facts, desired);
  const steps = withoutEdits(setup.steps);
  const closes = steps.some(({ id }) => id === 'ingress');
  const before = steps.filter(({ id }) => id !== 'ingress');
  const last = before.findLast((step) => step.kind === 'deployment');
  const made = withTemplate(facts, last?.template ?? facts.stack.template);
  const terminates = desired.terminateTls && servicesThatRedirect(facts).length === 0;
  const termination = terminationStep(made, 'edge');
  const then = terminates ? withTemplate(made, termination.template) : made;
  return {
    title,
    steps: [
      ...before,
      ...(terminates ? [termination, { ...edgeStep(facts, 'edge'), id: 'edge-termination' }] : []),
      ...(closes ? [deploymentStep(then, 'ingress', then.stack.template, desired)] : []),
    ],
    checks: [
      ...setup.checks.filter(({ id }) => id !== 'undeployed'),
      ...nothingElseUndeployed(facts, {
        ...cdnChange(facts, desired),
        terminateTls: desired.terminateTls ? true : null,
        restrictIngress: desired.restrictIngress,
      }),
    ],
  };
}

function withoutEdits(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ kind }) => kind !== 'manifest');
}
