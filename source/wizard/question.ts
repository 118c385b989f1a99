import type { FileTree } from '../site/tree/tree-node.ts';

/** A question as data: what is asked, not how it is drawn. */
export type Question = PlainQuestion | FilesQuestion;

/** One that a list or a line of text answers. */
export type PlainQuestion = ChoiceQuestion | TextQuestion;

interface QuestionCommon {
  /** Stable: `certificate`, `ingress`. */
  readonly id: string;
  /** Ends in a question mark. */
  readonly text: string;
  /** One line under the question: what the answer must do. */
  readonly note?: string;
  /** Behind `?`: three sentences. */
  readonly explanation: readonly string[];
  /** Under the list: what is missing and why ("One more is in us-west-2, which CloudFront cannot use."). */
  readonly footnotes?: readonly string[];
  /** The flag that gives the answer without a terminal. */
  readonly flag?: string;
  /** The flag with its possible values, as it is typed: `--cdn`, `--no-cdn`. Default: the flag and VALUE. */
  readonly typed?: readonly string[];
  /** The earlier answer, chosen again when Esc led back here. */
  readonly previous?: string;
  /** What is answered where nothing else is: preselected, typed in already, or taken with `--yes`. */
  readonly recommended?: string;
}

export interface ChoiceQuestion extends QuestionCommon {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  /** More are on their way: "Asking ACM in us-east-1". */
  readonly pending?: string;
  /** Typing filters the list. */
  readonly filter?: boolean;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Aligned columns after the label, left to right; the last may be cut on a narrow screen. */
  readonly columns?: readonly string[];
  /** What else is said of the row while it is in focus. */
  readonly details?: readonly string[];
  /** Why it cannot be chosen; shown dimmed beside it. */
  readonly unusable?: string;
  /** An action on the list rather than one of its items: "Type an ARN". */
  readonly action?: boolean;
}

export interface TextQuestion extends QuestionCommon {
  readonly kind: 'text';
  readonly placeholder?: string;
  /** What is wrong with the text as it stands; undefined: nothing. */
  readonly check: (text: string) => string | undefined;
}

/** Files and folders of a tree; the answer is what `encodeAnswer` makes of them. */
export interface FilesQuestion extends QuestionCommon {
  readonly kind: 'files';
  readonly tree: FileTree;
  /** Folders that look like builds, the likeliest first. */
  readonly builds: readonly string[];
}

/** What remains on the screen of a question that is answered: one line. */
export interface PastAnswer {
  readonly questionId: string;
  /** "Environment" */
  readonly label: string;
  /** "prod" */
  readonly text: string;
}
