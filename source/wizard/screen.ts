import type { Change, CheckEvent } from '../event.ts';
import type { RunModel } from '../stack/progress-model.ts';
import type { PastAnswer, Question } from './question.ts';

/** What stands on the screen, as data. `ui/` draws it; it holds no answer that the conversation does not hold. */
export type Screen = OpeningScreen | QuestionScreen | ReviewScreen | RunScreen | EndScreen;

export interface Header {
  readonly application?: string;
  readonly account?: string;
  readonly region?: string;
}

/** Something is being read before the first question can be asked. */
export interface OpeningScreen {
  readonly kind: 'opening';
  readonly header: Header;
  readonly past: readonly PastAnswer[];
  /** "Reading the application's records in us-west-2" */
  readonly doing: string;
}

export interface SituationRow {
  readonly label: string;
  readonly value: string;
  /** Dim, after the value. */
  readonly note?: string;
  readonly mark?: 'true-now' | 'look-here' | 'failed';
}

/** Where things stand: one sentence, then aligned rows. */
export interface Situation {
  readonly sentence: string;
  readonly rows: readonly SituationRow[];
}

export interface QuestionScreen {
  readonly kind: 'question';
  readonly header: Header;
  readonly past: readonly PastAnswer[];
  readonly situation?: Situation;
  readonly question: Question;
  /** There is an earlier question that a person was asked. */
  readonly canGoBack: boolean;
  /** Why the last answer was not taken. */
  readonly refusal?: string;
}

export interface ReviewRow {
  /** "Manifest", "Deployment", "Edge", "Names" */
  readonly title: string;
  /** environments/prod/manifest.yml, shop-prod */
  readonly target: string;
  /** "+6 −1", "adds 4 resources, changes 2" */
  readonly summary: string;
  /** Milliseconds that it usually takes; absent: a moment. */
  readonly expectedMilliseconds?: number;
  readonly why?: string;
  /** Shown as this row's page of diffs. */
  readonly changes: readonly Change[];
}

/** Nothing has happened yet; here is what would. `question` is the decision: do it, write the manifest only, back, quit. */
export interface ReviewScreen {
  readonly kind: 'review';
  readonly header: Header;
  readonly past: readonly PastAnswer[];
  readonly rows: readonly ReviewRow[];
  /** What was looked at before; shown as a page of its own, the titles of warnings on every page. */
  readonly checks: readonly CheckEvent[];
  readonly question: Question;
}

/** A step asks before it does something that cannot be taken back by Esc. */
export interface Consent {
  readonly question: Question;
  readonly changes: readonly Change[];
  readonly warnings: readonly string[];
}

export interface RunScreen {
  readonly kind: 'run';
  readonly header: Header;
  readonly model: RunModel;
  readonly consent?: Consent;
  /** Ctrl-C was pressed: what becomes of what runs in AWS? */
  readonly leaving?: Question;
  /** What Ctrl-C asks offers to take the update back. */
  readonly mayCancel?: boolean;
  /** It is a recording that is played. */
  readonly playing?: Playing;
}

export interface Playing {
  /** Times faster than it was. */
  readonly speed: number;
  readonly paused: boolean;
}

export type PlayChange = 'pause' | 'faster' | 'slower';

export interface EndScreen {
  readonly kind: 'end';
  readonly header: Header;
  readonly model: RunModel;
}

/** What a person replies to a screen that asks. */
export type Reply =
  | { readonly type: 'answer'; readonly questionId: string; readonly value: string }
  | { readonly type: 'back' }
  /** Ctrl-C. */
  | { readonly type: 'leave' };

/** What a person does to a screen. `play`: to a recording; `pause` also goes on. */
export type Command = Reply | { readonly type: 'play'; readonly change: PlayChange };

/** The conversation as the screen sees it: an external store. */
export interface Conversation {
  readonly screen: () => Screen;
  readonly subscribe: (changed: () => void) => () => void;
  readonly dispatch: (command: Command) => void;
}
