import { workloadRecordPath } from '../../../copilot/register-workload.ts';
import { Cancelled, type ExitCode } from '../../../errors.ts';
import { answersOf, beginning, pastAnswers } from '../../../wizard/conversation.ts';
import type { ChoiceQuestion, PastAnswer } from '../../../wizard/question.ts';
import type { ReviewRow } from '../../../wizard/screen.ts';
import { newSite } from '../../../wizard/site/new-site.ts';
import type { SiteInitOptions } from '../../options.ts';
import type { TerminalWork } from '../../terminal.ts';
import { carryOutInit, tellInitDryRun } from './carry-out-init.ts';
import { back, converse } from './converse.ts';
import { planExisting } from './existing-site.ts';
import { InitSession } from './init-session.ts';
import { type InitPlan, planInit } from './new-manifest.ts';
import { type OpenInit, openInit } from './open-init.ts';

type Work = TerminalWork<SiteInitOptions>;

/** From a folder to a static site: questions, review, and then two small things are written. */
export async function siteInitInTerminal(work: Work): Promise<ExitCode> {
  const { options, emit, stage } = work;
  const { signal } = work.stop;
  stage.show({
    kind: 'opening',
    header: {},
    past: [],
    doing: "Reading the workspace and the application's records",
  });
  // What is still read of the workspace when all is answered is read for nobody.
  const reading = new AbortController();
  const open = await openInit(options, AbortSignal.any([signal, reading.signal]), emit);
  const { opened, application } = open;
  work.setHeader(
    opened === undefined
      ? { application }
      : { application, account: opened.identity.account, region: opened.caller.region },
  );
  try {
    return await talk(work, open);
  } finally {
    reading.abort();
  }
}

async function talk(work: Work, open: OpenInit): Promise<ExitCode> {
  const { options, emit } = work;
  const { signal } = work.stop;
  const session = new InitSession(open, options, signal);
  const existing = planExisting(open, options);
  const asked = new Set<string>();
  let position = beginning;
  for (;;) {
    if (existing === undefined) position = await converse({ work, session, asked }, position);
    const site = existing === undefined ? newSite(answersOf(position)) : undefined;
    const plan = site === undefined ? existing : planInit(open, site, session.known().keys?.length ?? 0);
    if (plan === undefined) throw new Error('There is nothing to do.');
    const decision = await review(work, open, plan, pastAnswers(position));
    if (decision === 'back') {
      const before = back(position, asked);
      if (before === position) throw new Cancelled('Nothing was changed.');
      position = before;
      continue;
    }
    const register = decision === 'all' && open.opened !== undefined;
    const doing = { open, plan, register, emit, signal };
    return decision === 'dry-run' ? tellInitDryRun({ ...doing, register: true }) : carryOutInit(doing);
  }
}

type Decision = 'all' | 'manifest' | 'dry-run' | 'back';

/** Shows what would be written, and asks. With `--yes` it is not asked. @throws Cancelled */
async function review(
  work: Work,
  open: OpenInit,
  plan: InitPlan,
  past: readonly PastAnswer[],
): Promise<Decision> {
  const { options, stage } = work;
  if (options.yes === true) return options.dryRun === true ? 'dry-run' : 'all';
  const rows = reviewRows(open, plan);
  const question = decisionQuestion(rows.length, plan, options.dryRun === true);
  stage.show({ kind: 'review', header: work.header(), past, rows, checks: [], question });
  const given = await stage.next();
  if (given.type === 'leave') throw new Cancelled('Nothing was changed.');
  if (given.type === 'back') return 'back';
  return given.value === 'all' || given.value === 'manifest' ? given.value : 'dry-run';
}

function reviewRows(
  { application }: OpenInit,
  { manifest, registration, name }: InitPlan,
): readonly ReviewRow[] {
  const written: ReviewRow[] =
    manifest === undefined
      ? []
      : [
          {
            title: 'Manifest',
            target: manifest.change.path,
            summary: `+${manifest.change.added} −0`,
            changes: [manifest.change],
          },
        ];
  const registered: ReviewRow[] =
    registration !== 'to-do'
      ? []
      : [
          {
            title: 'Record',
            target: application,
            summary: `${workloadRecordPath(application, name)}, in the Parameter Store`,
            why: 'There Copilot, and this program, find the services of an application.',
            changes: [],
          },
        ];
  return [...written, ...registered];
}

function decisionQuestion(rows: number, { manifest }: InitPlan, isDryRun: boolean): ChoiceQuestion {
  const all = {
    value: 'all',
    label: rows === 1 ? 'Write it' : 'Write both',
    columns: ['nothing is deployed yet'],
  };
  const only =
    rows > 1 && manifest !== undefined
      ? [
          {
            value: 'manifest',
            label: 'Write the manifest only',
            columns: ['Copilot does not list the site then'],
          },
        ]
      : [];
  return {
    id: 'review',
    kind: 'choice',
    text: isDryRun ? 'That is what would be written.' : 'Shall this be written?',
    choices: isDryRun
      ? [{ value: 'dry-run', label: 'Leave', columns: ['a dry run writes nothing'] }]
      : [all, ...only],
    recommended: isDryRun ? 'dry-run' : 'all',
    explanation: [
      'The manifest is yours from then on: edit it as you like.',
      'The record says only that the application has a service of this name and type.',
      'Bucket, distribution and files come with copilot-cdn site deploy.',
    ],
  };
}
