/** Exit codes of the command line; a contract that scripts rely on. */
export const exitCode = {
  done: 0,
  failed: 1,
  invalid: 2,
  refused: 3,
  unfinished: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export interface UserErrorText {
  /** Stable, kebab-case, documented in docs/errors.md: `certificate-not-in-us-east-1`. */
  readonly code: string;
  /** What was being done and what is wrong with it: one or two sentences. */
  readonly message: string;
  /** What to do next: commands or short sentences, the best first. */
  readonly next?: readonly string[];
  /** Lines that help to see it: a source excerpt, what AWS said word for word. */
  readonly details?: readonly string[];
  /** Default: `invalid` (2). */
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
}

/** A failure that a person can mend. It is shown without a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly next: readonly string[];
  readonly details: readonly string[];
  readonly exitCode: ExitCode;

  constructor(text: UserErrorText) {
    super(text.message, { cause: text.cause });
    this.code = text.code;
    this.next = text.next ?? [];
    this.details = text.details ?? [];
    this.exitCode = text.exitCode ?? exitCode.invalid;
  }
}

/** "No, thanks": the person left on purpose. Not a failure. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
