import { Cancelled, type ExitCode } from '../../errors.ts';
import { isSiteDone } from '../../plan/site/site-plan.ts';
import { defaultMostDeletes } from '../../site/deploy/carry-out-deploy.ts';
import type { ChoiceQuestion } from '../../wizard/question.ts';
import { askOne } from '../ask-one.ts';
import { openApplication } from '../facts/open-application.ts';
import type { SiteDeployOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';
import { reviewRow } from '../setup/review.ts';
import { watchInTerminal } from '../setup/run-in-terminal.ts';
import type { TerminalWork } from '../terminal.ts';
import { callListener } from '../verbose.ts';
import { carryOutSite } from './carry-out-site.ts';
import { prepareSite, type SiteReady } from './prepare.ts';
import { openSite } from './read-site.ts';
import { whichSite } from './which-site.ts';

type Work = TerminalWork<SiteDeployOptions>;

/** The deploy on a terminal: what would change, a yes, and then its progress. */
export async function siteDeployInTerminal(work: Work, service: string | undefined): Promise<ExitCode> {
  const { options, emit, stop } = work;
  const { signal } = stop;
  opening(work, "Reading the workspace and the application's records");
  const opened = await openApplication(options, signal, callListener(options, emit));
  const { application, identity, caller } = opened;
  work.setHeader({ application: application.name, account: identity.account, region: caller.region });
  const which = await whichSite(opened, { service, environment: options.env }, (question) =>
    askOne(work, question),
  );
  opening(work, `Comparing the files of ${which.service} with what ${which.environment} has`);
  const ready = await prepareSite(
    await openSite(opened, which, readOptions(options, signal)),
    options,
    signal,
  );
  if (!isSiteDone(ready.plan) && options.yes !== true) await review(work, ready);
  const { deletes } = ready.known.digest;
  const isMuch = deletes > (options.mostDeletes ?? defaultMostDeletes);
  const agreed = isMuch && (await agreeToDelete(work, deletes, which.service));
  const desired = agreed ? { ...ready.desired, mostDeletes: deletes } : ready.desired;
  const watching = watchInTerminal(work, {
    askAgain: false,
    mayCancel: true,
    comeBack: `copilot-cdn site deploy ${which.service}`,
  });
  try {
    const { consent, cancelUpdate } = watching;
    return await carryOutSite(
      { ...ready, desired },
      { command: work.command, options, emit, signal, consent, cancelUpdate, attended: true },
    );
  } finally {
    watching.end();
  }
}

/** So many at once may be a build that did not come to its end. @throws Cancelled */
async function agreeToDelete(work: Work, count: number, service: string): Promise<boolean> {
  const answer = await askOne(work, {
    id: 'many-deletes',
    kind: 'choice',
    text: `Delete ${count.toLocaleString('en')} files of ${service}?`,
    note: 'So many at once may mean that the build is not complete.',
    choices: [
      { value: 'no', label: 'Leave', columns: ['nothing is changed'] },
      { value: 'yes', label: 'Delete them' },
    ],
    explanation: [
      'The site has had them no more since the deploy before this one.',
      'The bucket keeps their last versions for 30 days.',
      'Without --prune they stay.',
    ],
  });
  if (answer === 'yes') return true;
  throw new Cancelled('Nothing was changed.');
}

function opening(work: Work, doing: string): void {
  work.stage.show({ kind: 'opening', header: work.header(), past: [], doing });
}

/** Shows what would be done. @throws Cancelled unless somebody says yes */
async function review(work: Work, { plan, facts }: SiteReady): Promise<void> {
  work.stage.show({
    kind: 'review',
    header: work.header(),
    past: [],
    // What a step is about stands in its summary.
    rows: plan.steps.filter(({ done }) => !done).map((step) => ({ ...reviewRow(step), target: '' })),
    checks: [],
    question: question(facts.service, facts.environment.name),
  });
  const command = await work.stage.next();
  if (command.type !== 'answer' || command.value !== 'yes') throw new Cancelled('Nothing was changed.');
}

function question(service: string, environment: string): ChoiceQuestion {
  return {
    id: 'review',
    kind: 'choice',
    text: `Deploy ${service} to ${environment}?`,
    choices: [
      { value: 'yes', label: 'Deploy' },
      { value: 'no', label: 'Leave', columns: ['nothing is changed'] },
    ],
    recommended: 'yes',
    explanation: [
      'Files with a hash in their name go first and pages last, so that a page that is served finds what it asks for.',
      'What the site has no more stays in the bucket for visitors with an older page; --prune deletes it a deploy later.',
      'Stopped at any moment, the same command goes on.',
    ],
  };
}
