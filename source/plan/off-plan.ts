import type { Facts } from './facts.ts';
import { balancerStep, goneStep, namesBackStep, policyRemovalSteps } from './off/leaving.ts';
import { openingSteps } from './off/opening.ts';
import { removalStep, withoutCdn } from './off/removal.ts';
import { isGone, type TakeDown } from './off/take-down.ts';
import { refuseBlocked } from './preflight/index.ts';
import { preflightOfOff } from './preflight/off.ts';
import { functionsKeepRunning } from './preflight/stack.ts';
import { recordsToLoadBalancer } from './records-step.ts';
import { redirectSteps } from './redirect-steps.ts';
import type { DeploymentStep, EdgeStep, Plan, Step } from './step.ts';
import { withTemplate } from './with-template.ts';

/**
 * The ordered steps that take the CDN down, the setup's the other way round.
 *
 * Visitors come through CloudFront until nobody does any more: so the load balancer is opened and speaks HTTPS before a name leads there,
 * and the distribution goes only once old answers of DNS have run out.
 * @throws UserError `cannot-edit-safely`, `manifest-refused`; those of checks that block
 */
export function planOff(facts: Facts, wanted: TakeDown): Plan {
  const before = preflightOfOff(facts, wanted);
  refuseBlocked(before);
  const opening = wanted.opens ? openingSteps(facts, wanted) : undefined;
  const manifest = withoutCdn(facts, opening?.manifest.after ?? facts.workspace.manifestText);
  // Each deployment is shown as it will find the stack once those before it are done.
  const opened = once(facts, opening?.deployment);
  const [records] = recordsToLoadBalancer(opened);
  const removal = removalStep(once(opened, records));
  // Where the manifest is in another workspace there is nothing to edit, and nothing to write anew.
  const file = (step: Step) => (facts.workspace.onDisk ? [step] : []);
  const steps: readonly Step[] = [
    ...(opening === undefined ? [] : [...file(opening.manifest), opening.deployment]),
    ...(wanted.redirects ? [edge(facts), ...redirectSteps(facts, 'load-balancer')] : []),
    ...balancerStep(facts),
    ...(records === undefined ? [] : [records]),
    ...namesBackStep(facts),
    ...policyRemovalSteps(facts),
    ...file(manifest),
    removal,
    ...goneStep(facts, wanted),
  ];
  return {
    title: `${facts.environment.name} goes without its CDN`,
    steps,
    checks: [...before, ...functionsKeepRunning(facts, removal.nodes)],
  };
}

function once(facts: Facts, step: DeploymentStep | undefined): Facts {
  return step === undefined || step.done ? facts : withTemplate(facts, step.template);
}

/** A distribution that answers ill, or was disabled, is no reason to keep it: only where it asks matters before services redirect again. */
function edge(facts: Facts): EdgeStep {
  const { distribution, deployed } = facts;
  return {
    kind: 'edge',
    id: 'edge',
    title: 'Edge',
    target: distribution?.id ?? '',
    onlyWaits: true,
    // Once nothing of it is deployed any more, there is no edge to wait for.
    done:
      !deployed.cdn.enabled ||
      isGone(facts) ||
      (!deployed.cdn.terminateTls && distribution?.status === 'Deployed'),
    summary: 'the change reaches the edge',
    whenDone: 'every edge asks the load balancer as visitors ask',
    why: 'Every edge has to ask over HTTPS before a service redirects.',
    expectedMilliseconds: 180_000,
    changes: [],
  };
}
