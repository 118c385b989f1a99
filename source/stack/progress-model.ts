import type { Change, ErrorEvent, NoticeEvent, ResourceEvent, ResultEvent, StepSummary } from '../event.ts';

/** What a run looks like at one moment: made from events by the reducer in progress.ts, drawn by every printer. */
export interface RunModel {
  readonly title: string;
  /** Milliseconds since the epoch, from the first event's time. */
  readonly startedAt?: number;
  readonly steps: readonly StepModel[];
  readonly notices: readonly NoticeEvent[];
  readonly error?: ErrorEvent;
  readonly result?: ResultEvent;
}

export interface StepModel extends StepSummary {
  readonly startedAt?: number;
  readonly milliseconds?: number;
  readonly changes: readonly Change[];
  readonly resources: readonly ResourceModel[];
  /** The stack's own state while and after it is updated. */
  readonly stack?: { readonly name: string; readonly status: string; readonly state: 'under-way' | 'rolling-back' | 'done' | 'failed' };
}

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
  readonly startedAt?: number;
  readonly milliseconds?: number;
  readonly expectedMilliseconds?: number;
  readonly reason?: string;
  /** 0 in the stack itself, 1 in a stack nested in it, … */
  readonly depth: number;
}
