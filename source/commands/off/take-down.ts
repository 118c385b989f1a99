import type { Facts } from '../../plan/facts.ts';
import type { Journal } from '../../plan/journal.ts';
import { type TakeDown, takeDownOf } from '../../plan/off/take-down.ts';
import type { Answers } from '../../wizard/conversation.ts';

/** What an earlier run found to be taken down and did already cannot be seen any more. */
export function takeDownOfRun(facts: Facts, httpOnly: boolean, journal: Journal | undefined): TakeDown {
  const { opens, redirects, distribution, http } = journal?.answers ?? {};
  const now = takeDownOf(facts, httpOnly || http === 'only');
  return {
    ...now,
    opens: now.opens || opens === 'yes',
    redirects: now.redirects || redirects === 'yes',
    distribution: now.distribution ?? distribution,
  };
}

export function takeDownAnswers({ opens, redirects, distribution, httpOnly }: TakeDown): Answers {
  return {
    opens: opens ? 'yes' : 'no',
    redirects: redirects ? 'yes' : 'no',
    ...(distribution !== undefined && { distribution }),
    ...(httpOnly && { http: 'only' }),
  };
}
