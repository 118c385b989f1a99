import { Cancelled } from '../errors.ts';
import type { StepState, StepSummary } from '../event.ts';
import type { Facts } from './facts.ts';
import type { Performed, Ports } from './ports.ts';
import { portsFor, serviceOf, sideBySide } from './side-by-side.ts';
import { type Plan, type Step, stepSummary } from './step.ts';
import { performBalancer } from './steps/balancer.ts';
import { performBucket } from './steps/bucket.ts';
import { performCertificate } from './steps/certificate.ts';
import { performDeployment } from './steps/deployment.ts';
import { performEdge } from './steps/edge.ts';
import { performGone } from './steps/gone.ts';
import { performManifest } from './steps/manifest.ts';
import { performNames } from './steps/names.ts';
import { performObjects } from './steps/objects.ts';
import { performPolicy } from './steps/policy.ts';
import { performPolicyRemoval } from './steps/policy-removal.ts';
import { performRules } from './steps/rules.ts';
import { unfinishedError } from './unfinished-error.ts';

/** The plan that follows from what is true. */
export type Planner = (facts: Facts) => Plan;

export type Ended =
  | { readonly kind: 'finished'; readonly facts: Facts; readonly steps: readonly string[] }
  | {
      readonly kind: 'unfinished';
      readonly facts: Facts;
      readonly why: string;
      readonly left: readonly string[];
    };

/**
 * Does the steps that are not done, one after the other. After each, the part of the world that it may have changed is read
 * again and the plan is made anew: that is also how an interrupted run goes on.
 * @throws whatever a step throws; the site works as it stands then too
 */
export async function runPlan(start: Facts, planFor: Planner, given: Omit<Ports, 'touch'>): Promise<Ended> {
  let touched = false;
  const ports: Ports = {
    ...given,
    touch: () => {
      touched = true;
    },
  };
  try {
    return await runSteps(start, planFor, ports);
  } catch (error) {
    throw touched ? unfinishedError(error, 'copilot-cdn resume') : error;
  }
}

async function runSteps(start: Facts, planFor: Planner, ports: Ports): Promise<Ended> {
  let facts = start;
  let plan = planFor(facts);
  ports.emit({ type: 'plan', title: plan.title, steps: plan.steps.map(summarize) });
  const performed: string[] = [];
  const told = new Set(plan.steps.filter((step) => step.done).map((step) => step.id));
  for (;;) {
    for (const step of plan.steps) if (step.done) await settle(step, told, portsFor(step, ports));
    const step = plan.steps.find((candidate) => !candidate.done);
    if (step === undefined) return { kind: 'finished', facts, steps: performed };
    if (performed.includes(step.id)) {
      return unfinished(facts, `what was done did not come true (${step.title}: ${step.summary})`, []);
    }
    if (serviceOf(step) !== undefined) {
      const work = { perform, settle, planFor, performed, told, ports };
      const beside = await sideBySide(facts, plan, work);
      facts = beside.facts;
      if (beside.outcome.kind === 'unfinished')
        return unfinished(facts, beside.outcome.why, beside.outcome.left);
      plan = planFor(facts);
      continue;
    }
    const stopped = await ports.mayGoOn?.();
    if (stopped?.kind === 'unfinished') return unfinished(facts, stopped.why, stopped.left);
    performed.push(step.id);
    told.add(step.id);
    const outcome = await perform(step, facts, ports);
    facts = await refreshAfter(step, facts, ports);
    if (outcome.kind === 'unfinished') return unfinished(facts, outcome.why, outcome.left);
    plan = planFor(facts);
  }
}

/**
 * A step may come true by itself while another is done, or while no process watched. What the journal still keeps of it is over.
 */
async function settle(step: Step, told: Set<string>, ports: Ports): Promise<void> {
  const { operation, manifestEdit } = ports.journal.current();
  if (operation?.step === step.id) await ports.journal.note({ operation: undefined });
  if (step.kind === 'deployment' && manifestEdit?.deployment === step.id)
    await ports.journal.note({ manifestEdit: undefined });
  if (told.has(step.id)) return;
  told.add(step.id);
  ports.emit({ type: 'step', id: step.id, title: step.title, state: 'done', summary: step.whenDone });
}

function unfinished(facts: Facts, why: string, left: readonly string[]): Ended {
  return { kind: 'unfinished', facts, why, left };
}

async function perform(step: Step, facts: Facts, ports: Ports): Promise<Performed> {
  const started = ports.clock.now().getTime();
  const report = (state: StepState, summary: string) =>
    ports.emit({
      type: 'step',
      id: step.id,
      title: step.title,
      state,
      summary,
      ...(state !== 'under-way' && { milliseconds: ports.clock.now().getTime() - started }),
    });
  report('under-way', step.summary);
  try {
    const outcome = await performKind(step, facts, ports);
    report(
      outcome.kind === 'done' ? 'done' : 'waiting',
      outcome.kind === 'done' ? step.whenDone : outcome.why,
    );
    return outcome;
  } catch (error) {
    // Whoever leaves has stopped watching; what runs in AWS has not failed.
    if (!(error instanceof Cancelled) && !ports.signal.aborted) report('failed', step.summary);
    throw error;
  }
}

function performKind(step: Step, facts: Facts, ports: Ports): Promise<Performed> {
  switch (step.kind) {
    case 'certificate':
      return performCertificate(step, facts, ports);
    case 'bucket':
      return performBucket(step, facts, ports);
    case 'policy':
      return performPolicy(step, facts, ports);
    case 'objects':
      return performObjects(step, facts, ports);
    case 'manifest':
      return performManifest(step, facts, ports);
    case 'deployment':
      return performDeployment(step, facts, ports);
    case 'edge':
      return performEdge(step, facts, ports);
    case 'names':
      return performNames(step, facts, ports);
    case 'rules':
      return performRules(step, facts, ports);
    case 'balancer':
      return performBalancer(step, facts, ports);
    case 'policy-removal':
      return performPolicyRemoval(step, facts, ports);
    case 'gone':
      return performGone(step, facts, ports);
  }
}

/** Files are read again after every step: a person may edit them while the others take their minutes. */
async function refreshAfter(step: Step, before: Facts, ports: Ports): Promise<Facts> {
  const facts = await ports.refresh(before, 'manifest');
  switch (step.kind) {
    case 'certificate':
      return ports.refresh(facts, 'certificate');
    case 'bucket':
    case 'policy':
    case 'policy-removal':
    case 'objects':
      return ports.refresh(facts, 'static');
    case 'manifest':
      return facts;
    case 'deployment':
      return ports.refresh(await ports.refresh(facts, 'stack'), 'edge');
    case 'edge':
      return ports.refresh(facts, 'edge');
    case 'names':
      return ports.refresh(facts, 'names');
    case 'balancer':
      return ports.refresh(facts, 'balancer');
    case 'gone':
      return ports.refresh(facts, 'left-behind');
    // What comes next is far-reaching: everything that it hangs on is read again.
    case 'rules':
      return ports.refresh(await ports.refresh(facts, 'stack'), 'services');
  }
}

/** A plan as the events tell it. */
export function summarize(step: Step): StepSummary {
  return { ...stepSummary(step), ...(step.kind === 'deployment' && { stackName: step.stack }) };
}

/** Nothing is left to do. */
export function isDone(plan: Plan): boolean {
  return plan.steps.every((step) => step.done);
}
