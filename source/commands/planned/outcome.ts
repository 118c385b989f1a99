import { exitCode } from '../../errors.ts';
import type { ResultEvent } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Ended } from '../../plan/runner.ts';
import { type Watched, watchedInWords } from './watch-site.ts';

/** How a run that came to its end is told; the sentence is without what the site answered meanwhile. */
export type Finished = Pick<ResultEvent, 'ok' | 'exitCode' | 'summary' | 'left' | 'next'> & {
  readonly changed?: boolean;
};

/** What of a command's result is its own. */
export interface PlannedOutcome {
  /** "the migration": what the requests were made during. */
  readonly during: string;
  /** What is true, as programs read it. */
  readonly told: (facts: Facts) => Readonly<Record<string, unknown>>;
  readonly finished: (ended: Extract<Ended, { kind: 'finished' }>) => Finished;
}

/** How a run ended, for people and programs: a run that did not come to its end is told in one way, whichever command it was. */
export function plannedResult(
  command: string,
  { during, told, finished }: PlannedOutcome,
  ended: Ended,
  watched: Watched | undefined,
): ResultEvent {
  const asked = watched === undefined || watched.requests === 0 ? '' : ` ${watchedInWords(watched, during)}`;
  const common = {
    type: 'result' as const,
    command,
    ...told(ended.facts),
    ...(watched !== undefined && {
      requests: watched.requests,
      failed: watched.failed,
      circles: watched.circles,
    }),
  };
  if (ended.kind === 'unfinished') {
    const works = (watched?.worse ?? []).length === 0 ? ' The site works as it stands.' : '';
    return {
      ...common,
      ok: false,
      exitCode: exitCode.unfinished,
      summary: `Not finished: ${ended.why}.${works}${asked}`,
      left: ended.left,
      next: ['copilot-cdn resume'],
    };
  }
  const { summary, ...rest } = finished(ended);
  return { ...common, ...rest, summary: `${summary}${asked}` };
}
