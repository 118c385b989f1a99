import type { PatchedNode } from '../cdn/environment-patch.ts';
import type { Change } from '../event.ts';
import type { Check } from './preflight/check.ts';

/** One thing to do, in its place in the order. `done` is read from the world, never from a journal. */
export type Step = CertificateStep | ManifestStep | DeploymentStep | EdgeStep | NamesStep;

interface StepCommon {
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

export interface ManifestStep extends StepCommon {
  readonly kind: 'manifest';
  readonly path: string;
  /** The deployment that makes this edit true. */
  readonly deployment: 'distribution' | 'ingress';
  readonly before: string;
  readonly after: string;
}

export interface DeploymentStep extends StepCommon {
  readonly kind: 'deployment';
  readonly stack: string;
  readonly template: string;
  /** What the patch names: the guard allows these without asking. */
  readonly nodes: readonly PatchedNode[];
  /** Names that must lead to the distribution before this is done; done earlier, their visitors would be shut out. */
  readonly needs: 'nothing' | 'names-at-the-edge';
}

export interface EdgeStep extends StepCommon {
  readonly kind: 'edge';
}

export interface NamesStep extends StepCommon {
  readonly kind: 'names';
}

export interface Plan {
  readonly title: string;
  readonly steps: readonly Step[];
  /** What was looked at before; the person should know of it before saying yes. None of them blocks. */
  readonly checks: readonly Check[];
}
