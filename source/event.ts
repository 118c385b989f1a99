import type { CertificateEvent, ValidationEvent } from './certificate-event.ts';
import type { Change, FileChange } from './change.ts';
import type { ExitCode } from './errors.ts';
import type { StatusFindingEvent } from './status-event.ts';
import type { ObjectEvent, UploadEvent } from './upload-event.ts';

/**
 * Everything that happens, said once. The live view, the plain lines, `--json` and a recording are readers of this stream.
 * The field names are a contract (`--json`); times are RFC 3339, durations are milliseconds.
 */
export type EventBody =
  | FactEvent
  | PlanEvent
  | StepEvent
  | ChangeEvent
  | StackEvent
  | ResourceEvent
  | ProbeEvent
  | UploadEvent
  | ObjectEvent
  | CheckEvent
  | ValidationEvent
  | CertificateEvent
  | NoticeEvent
  | QuestionEvent
  | FindingEvent
  | StatusFindingEvent
  | ErrorEvent
  | ResultEvent;

export type Event = EventBody & { readonly time: string };

/** Hands one event to every reader; stamps the time. */
export type Emit = (event: EventBody) => void;

/** Something that is true now: `environment` = prod, `distribution` = E2EXAMPLE. */
export interface FactEvent {
  readonly type: 'fact';
  readonly name: string;
  readonly value: string | number | boolean | null | readonly string[];
  /** The same for people, one line: "api.example.com leads to the load balancer". */
  readonly text: string;
  /** Of a row of `status`: what stands before the text. */
  readonly label?: string;
  /** Of a row of `status`: the worst that was found about it; `unknown`: it could not be looked at. */
  readonly standing?: 'well' | 'note' | 'warning' | 'problem' | 'unknown';
}

export type StepState = 'to-come' | 'under-way' | 'waiting' | 'done' | 'failed' | 'skipped';

export interface StepSummary {
  readonly id: string;
  /** A few words: "Deployment", "Names". */
  readonly title: string;
  /** What it does or, once done, what is now true. */
  readonly summary: string;
  /** Why it stands where it stands. */
  readonly why?: string;
  readonly state: StepState;
  /** The stack that it updates. */
  readonly stackName?: string;
  /** How long it usually takes. */
  readonly expectedMilliseconds?: number;
}

/** One of the things that are looked at before anything is done. */
export interface CheckEvent {
  readonly type: 'check';
  /** Stable, kebab-case: `names-are-free`. */
  readonly id: string;
  readonly title: string;
  readonly verdict: 'passed' | 'warning';
  /** Why it matters, and the way out; of a warning. */
  readonly why?: string;
  readonly next?: readonly string[];
  /** What it is about, where that is a text. */
  readonly change?: FileChange;
}

export interface PlanEvent {
  readonly type: 'plan';
  readonly title: string;
  readonly steps: readonly StepSummary[];
}

export interface StepEvent {
  readonly type: 'step';
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly summary: string;
  readonly milliseconds?: number;
}

export type ChangeEvent = { readonly type: 'change'; readonly step: string } & Change;

export type { CertificateEvent, ValidationEvent } from './certificate-event.ts';
export type { Change, FileChange, PropertyChange, RecordChange, ResourceChange } from './change.ts';
export type { StatusFindingEvent } from './status-event.ts';
export type { ObjectEvent, UploadEvent } from './upload-event.ts';

export interface StackEvent {
  readonly type: 'stack';
  readonly stack: string;
  readonly stackId?: string;
  /** CloudFormation's own word: `UPDATE_IN_PROGRESS`. */
  readonly status: string;
  readonly state: 'under-way' | 'rolling-back' | 'done' | 'failed';
  readonly reason?: string;
  /** Nested stacks name the stack that holds them. */
  readonly parent?: string;
  readonly milliseconds?: number;
}

export interface ResourceEvent {
  readonly type: 'resource';
  readonly stack: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly resourceType: string;
  readonly description: string;
  readonly status: string;
  readonly state: 'to-come' | 'under-way' | 'done' | 'failed';
  /** What is being done to it; `roll-back` once the stack goes back. */
  readonly doing: 'create' | 'update' | 'delete' | 'roll-back' | 'clean-up';
  readonly reason?: string;
  /** When CloudFormation says it happened (its clock). */
  readonly at: string;
  readonly milliseconds?: number;
  readonly expectedMilliseconds?: number;
}

/** What a host of the site answered so far, while a run asks it about once a second. */
export interface ProbeEvent {
  readonly type: 'probe';
  readonly host: string;
  readonly through: 'edge' | 'load-balancer';
  readonly requests: number;
  /** No answer, 5xx, or CloudFront's own refusal. */
  readonly failures: number;
  /** How often it was sent where it had been. */
  readonly circles: number;
  /** Redirects that were followed. */
  readonly redirects: number;
  /** Milliseconds. */
  readonly slowest: number;
}

export interface NoticeEvent {
  readonly type: 'notice';
  readonly code: string;
  readonly level: 'information' | 'warning';
  readonly message: string;
}

/** A question that was asked, or, without a terminal, would have been asked. */
export interface QuestionEvent {
  readonly type: 'question';
  readonly id: string;
  readonly text: string;
  readonly answer?: string;
  /** Why this answer: "recommended", "--certificate", "only one". */
  readonly because?: string;
}

/** Something to say about a manifest. Lines and columns count from 1; the end is behind the last character. */
export interface FindingEvent {
  readonly type: 'finding';
  /** As it was given, or from the working directory. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'notice';
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Dotted: `cdn.certificate`; empty when it is about the file. */
  readonly path: string;
  /** The lines of the file, numbered, and the place underlined. */
  readonly excerpt: readonly string[];
}

export interface ErrorEvent {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly next: readonly string[];
  readonly details?: readonly string[];
}

export interface ResultEvent {
  readonly type: 'result';
  readonly command: string;
  readonly ok: boolean;
  readonly exitCode: ExitCode;
  /** One line: what is true now. */
  readonly summary: string;
  /** What is left for the person to do, and the command that comes next. */
  readonly left?: readonly string[];
  readonly next?: readonly string[];
  readonly [outcome: string]: unknown;
}
