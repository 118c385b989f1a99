import type { Answers } from '../wizard/conversation.ts';

/**
 * What the world cannot tell about an unfinished run: the answers, and the operation in flight. Deleting it loses answers,
 * never safety: every step looks at the world before it does anything.
 */
export interface Journal {
  readonly version: 1;
  readonly command: 'setup' | 'tls' | 'off' | 'deploy' | 'site deploy';
  readonly application: string;
  readonly environment: string;
  /** The static site that is deployed. */
  readonly service?: string;
  /** RFC 3339 */
  readonly startedAt: string;
  readonly answers: Answers;
  /** The run was started with `--yes`: whoever resumes it is not asked either. */
  readonly unattended: boolean;
  readonly operation?: Operation;
  /** The manifest edit that the next deployment makes true; taken back when that deployment is rolled back. */
  readonly manifestEdit?: {
    /** The deployment step that it belongs to. */
    readonly deployment: string;
    readonly path: string;
    readonly before: string;
    readonly after: string;
  };
  readonly namesMove?: NamesMove;
  /** The ARN of the certificate that was requested. */
  readonly certificate?: string;
  /** By service: what is under way in its own stack. */
  readonly services?: Readonly<Record<string, ServiceJournal>>;
}

export type ServiceJournal = Pick<Journal, 'operation' | 'manifestEdit'>;

export interface Operation {
  readonly step: string;
  readonly stack: string;
  readonly changeSet: string;
  /** Given to ExecuteChangeSet, found again in the stack's events. Absent until it is executed. */
  readonly clientRequestToken?: string;
}

/** How far the names have moved in Route 53. `life` is in seconds: for so long a visitor may hold the old answer. */
export type NamesMove =
  /** Noted before Route 53, or a person, is asked to move them: from when on they lead there, nobody knows yet. */
  | { readonly state: 'asked'; readonly life: number }
  | { readonly state: 'made'; readonly life: number; readonly changeIds: readonly string[] }
  /** Every server of Route 53 knows it; from the given time on (RFC 3339) nobody holds the old answer. */
  | { readonly state: 'out'; readonly goneAt: string };

/** The journal of the run at hand, on disk. */
export interface JournalKeeper {
  readonly current: () => Journal;
  /** Replaces the given parts; `undefined` removes one. Written before it returns. */
  readonly note: (change: JournalChange) => Promise<void>;
  /** The run is finished: nothing is left to resume. */
  readonly close: () => Promise<void>;
}

export interface JournalChange {
  readonly operation?: Operation | undefined;
  readonly manifestEdit?: Journal['manifestEdit'] | undefined;
  readonly namesMove?: NamesMove | undefined;
  readonly certificate?: string | undefined;
  readonly services?: Journal['services'];
}
