import type { UserError } from '../../errors.ts';
import type { CheckEvent, FileChange } from '../../event.ts';

/** One thing that was looked at before anything is done. Its title says what is so, in words for a list. */
export type Check = {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly title: string;
} & (
  | { readonly verdict: 'passed' }
  | {
      readonly verdict: 'warning';
      /** Why it matters. */
      readonly why: string;
      /** The way out; empty: there is nothing to do. */
      readonly next: readonly string[];
      /** What it is about, where that is a text. */
      readonly change?: FileChange;
    }
  /** Nothing is begun with it. */
  | { readonly verdict: 'blocking'; readonly error: UserError }
);

export function passed(id: string, title: string): Check {
  return { id, title, verdict: 'passed' };
}

export function warning(
  id: string,
  title: string,
  told: { readonly why: string; readonly next?: readonly string[]; readonly change?: FileChange },
): Check {
  return { id, title, verdict: 'warning', next: [], ...told };
}

export function blocking(id: string, title: string, error: UserError): Check {
  return { id, title, verdict: 'blocking', error };
}

/** For readers of events; what blocks is told as an error. */
export function checkEvents(checks: readonly Check[]): readonly CheckEvent[] {
  return checks.flatMap((check): CheckEvent[] =>
    check.verdict === 'blocking' ? [] : [{ type: 'check', ...check }],
  );
}
