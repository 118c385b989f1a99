import type { PatchedNode } from '../cdn/environment-patch.ts';
import type { HttpAnswer } from '../cdn/service-patch.ts';
import type { Change, StepSummary } from '../event.ts';
import type { Towards } from './name-leads.ts';
import type { Check } from './preflight/check.ts';
import type { StaticAssetsDesired } from './static-facts.ts';

/** One thing to do, in its place in the order. `done` is read from the world, never from a journal. */
export type Step =
  | CertificateStep
  | BucketStep
  | ManifestStep
  | DeploymentStep
  | EdgeStep
  | PolicyStep
  | ObjectsStep
  | NamesStep
  | RulesStep
  | BalancerStep
  | PolicyRemovalStep
  | GoneStep;

/** What a plan says of each of its steps, whatever it does. */
export interface StepCommon {
  readonly id: string;
  /** "Certificate", "Manifest", "Deployment", "Edge", "Names" */
  readonly title: string;
  /** The file, the stack, the names. */
  readonly target: string;
  /** What it does, a few words. */
  readonly summary: string;
  /** What is true once it is done. */
  readonly whenDone: string;
  /** Why it stands where it stands. */
  readonly why: string;
  readonly done: boolean;
  readonly expectedMilliseconds?: number;
  /** What it would change, as far as that is known before it starts. */
  readonly changes: readonly Change[];
}

export interface CertificateStep extends StepCommon {
  readonly kind: 'certificate';
  readonly names: readonly string[];
}

/** Makes the bucket of the static files, or closes it to the public. */
export interface BucketStep extends StepCommon {
  readonly kind: 'bucket';
  readonly wanted: StaticAssetsDesired;
}

/** Lets the distribution read the bucket. */
export interface PolicyStep extends StepCommon {
  readonly kind: 'policy';
  readonly wanted: StaticAssetsDesired;
}

/** Asks for a file at the edge. */
export interface ObjectsStep extends StepCommon {
  readonly kind: 'objects';
  readonly wanted: StaticAssetsDesired;
}

export interface ManifestStep extends StepCommon {
  readonly kind: 'manifest';
  readonly path: string;
  /** The deployment that makes this edit true. */
  readonly deployment: string;
  /** Whose manifest it is, where it is not the environment's. */
  readonly service?: string;
  /** False: the file is made. */
  readonly onDisk: boolean;
  readonly before: string;
  readonly after: string;
}

export interface DeploymentStep extends StepCommon {
  readonly kind: 'deployment';
  readonly stack: string;
  readonly template: string;
  /** What the patch names: the guard allows these without asking. */
  readonly nodes: readonly PatchedNode[];
  /** What must be so right before it is executed. */
  readonly needs: Need;
  /** It takes the CDN's own resources away. */
  readonly removes?: true;
  /** Of a service: its stack is another than the environment's, and nothing else in it may change. */
  readonly service?: string;
}

/**
 * `names-at-the-edge`: names lead to the distribution; done earlier, their visitors would be shut out.
 * `rules-forward`: no rule of the load balancer sends CloudFront's HTTP back to HTTPS; done earlier, visitors would go in circles.
 * `tls-at-load-balancer`: CloudFront, at all edges, asks over HTTPS again; done earlier, the same.
 * `balancer-answers`: the load balancer answers for the names that are to lead there; done earlier, their visitors would be shut out.
 * `names-at-the-load-balancer`: nobody comes through the distribution any more; done earlier, the same.
 */
export type Need =
  | 'nothing'
  | 'names-at-the-edge'
  | 'rules-forward'
  | 'tls-at-load-balancer'
  | 'balancer-answers'
  | 'names-at-the-load-balancer';

export interface EdgeStep extends StepCommon {
  readonly kind: 'edge';
  /** It is only waited for: what it answers is of no account, where it goes next. */
  readonly onlyWaits?: true;
}

export interface NamesStep extends StepCommon {
  readonly kind: 'names';
  readonly towards: Towards;
}

/** Asks the load balancer for names that are to lead there again. */
export interface BalancerStep extends StepCommon {
  readonly kind: 'balancer';
  readonly names: readonly string[];
  readonly secure: boolean;
}

/** Takes out of the bucket's policy what let the distribution read. */
export interface PolicyRemovalStep extends StepCommon {
  readonly kind: 'policy-removal';
  readonly wanted: StaticAssetsDesired;
}

/** Whether CloudFront has the distribution no more. */
export interface GoneStep extends StepCommon {
  readonly kind: 'gone';
  readonly distribution: string;
}

/** Whether the load balancer does what the services' stacks say; somebody may have told it otherwise. */
export interface RulesStep extends StepCommon {
  readonly kind: 'rules';
  /** By service and logical id. */
  readonly wanted: ReadonlyMap<string, ReadonlyMap<string, HttpAnswer>>;
}

export interface Plan {
  readonly title: string;
  readonly steps: readonly Step[];
  /** What was looked at before; the person should know of it before saying yes. None of them blocks. */
  readonly checks: readonly Check[];
}

/** A step as the events tell it. */
export function stepSummary(step: StepCommon): StepSummary {
  return {
    id: step.id,
    title: step.title,
    summary: step.done ? step.whenDone : step.summary,
    why: step.why,
    state: step.done ? 'done' : 'to-come',
    ...(step.expectedMilliseconds !== undefined && { expectedMilliseconds: step.expectedMilliseconds }),
  };
}
