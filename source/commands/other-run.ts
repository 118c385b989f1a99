import { UserError } from '../errors.ts';
import type { Journal } from '../plan/journal.ts';

const words: Readonly<Record<Journal['command'], string>> = {
  setup: 'A setup',
  tls: 'A migration of TLS',
  off: 'Taking down the CDN',
  deploy: 'A deployment',
  'site deploy': 'A deployment of a static site',
};

/**
 * One thing after the other: a run of another command that is unfinished is finished first.
 * @throws UserError `other-run-unfinished`
 */
export function refuseOtherRun(journal: Journal | undefined, command: Journal['command']): void {
  if (journal === undefined || journal.command === command) return;
  throw new UserError({
    code: 'other-run-unfinished',
    message: `${words[journal.command]} of ${journal.environment} is unfinished in this workspace.`,
    next: [
      `Finish it first: copilot-cdn resume --env ${journal.environment}`,
      `Or forget it, what is done stays done: rm copilot/.copilot-cdn/${journal.environment}.json`,
    ],
  });
}
