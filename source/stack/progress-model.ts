import type {
  Change,
  ErrorEvent,
  NoticeEvent,
  ProbeEvent,
  ResourceEvent,
  ResultEvent,
  StepSummary,
  UploadEvent,
  ValidationEvent,
} from '../event.ts';

/** What a run looks like at one moment: made from events by the reducer in progress.ts, drawn by every printer. */
export interface RunModel {
  readonly title: string;
  /** Milliseconds since the epoch, from the first event's time. */
  readonly startedAt?: number;
  readonly steps: readonly StepModel[];
  readonly notices: readonly NoticeEvent[];
  /** What the site answers meanwhile, a row a host and way. */
  readonly probes?: readonly ProbeEvent[];
  readonly error?: ErrorEvent;
  readonly result?: ResultEvent;
}

export interface StepModel extends StepSummary {
  readonly startedAt?: number;
  readonly milliseconds?: number;
  readonly changes: readonly Change[];
  readonly resources: readonly ResourceModel[];
  /** How far the upload of files is. */
  readonly upload?: Omit<UploadEvent, 'type' | 'step'>;
  /** Records that prove the names of a certificate. */
  readonly validations?: readonly ValidationModel[];
  /** Names of nested stacks → how deep they are nested. */
  readonly nested?: Readonly<Record<string, number>>;
  /** The stack's own state while and after it is updated. */
  readonly stack?: {
    readonly name: string;
    readonly status: string;
    readonly state: 'under-way' | 'rolling-back' | 'done' | 'failed';
  };
}

export type ValidationModel = Omit<ValidationEvent, 'type' | 'step'>;

export interface ResourceModel {
  /** `STACK/LOGICAL_ID` */
  readonly key: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly description: string;
  readonly state: ResourceEvent['state'];
  readonly doing: ResourceEvent['doing'];
  readonly status: string;
  /** Milliseconds since the epoch on this machine's clock, to count from while it lasts. */
  readonly startedAt?: number;
  /** The same moment on AWS's clock, from which `milliseconds` are counted. */
  readonly beganAt?: number;
  readonly milliseconds?: number;
  readonly expectedMilliseconds?: number;
  /** Why it failed; stays while the stack goes back. */
  readonly reason?: string;
  /** What had been done to it before the stack went back or cleaned up. */
  readonly earlier?: Pick<ResourceEvent, 'doing' | 'state' | 'status' | 'milliseconds'>;
  /** 0 in the stack itself, 1 in a stack nested in it, … */
  readonly depth: number;
}
