import { type ExitCode, exitCode, UserError } from '../../../errors.ts';
import { type Answers, answersOf } from '../../../wizard/conversation.ts';
import { newSite } from '../../../wizard/site/new-site.ts';
import { siteQuestions } from '../../../wizard/site/site-questions.ts';
import { converseUnattended } from '../../../wizard/without-a-person.ts';
import type { LineWork } from '../../lines.ts';
import type { SiteInitOptions } from '../../options.ts';
import { carryOutInit, tellInitDryRun } from './carry-out-init.ts';
import { planExisting } from './existing-site.ts';
import { answersFromFlags, flaggedAnswer } from './flag-answers.ts';
import { InitSession } from './init-session.ts';
import { type InitPlan, planInit } from './new-manifest.ts';
import { openInit } from './open-init.ts';

/** The new site without a person: flags and recommendations answer. */
export async function siteInitInLines(
  options: SiteInitOptions,
  { emit, signal }: LineWork,
): Promise<ExitCode> {
  // What is still read of the workspace when all is answered is read for nobody.
  const reading = new AbortController();
  try {
    const open = await openInit(options, AbortSignal.any([signal, reading.signal]), emit);
    const { workspace, application } = open;
    emit({ type: 'fact', name: 'workspace', value: workspace.root, text: `Workspace ${workspace.root}` });
    emit({ type: 'fact', name: 'application', value: application, text: `Application ${application}` });
    const session = new InitSession(open, options, signal);
    const plan = planExisting(open, options) ?? (await converse(session, options, emit));
    const work = { open, plan, register: open.opened !== undefined, emit, signal };
    if (options.dryRun === true) return tellInitDryRun(work);
    if (options.yes !== true) throw consentMissing(plan);
    return await carryOutInit(work);
  } finally {
    reading.abort();
  }
}

async function converse(
  session: InitSession,
  options: SiteInitOptions,
  emit: LineWork['emit'],
): Promise<InitPlan> {
  const flags = answersFromFlags(options, session.open);
  const { position } = await converseUnattended({
    definitions: siteQuestions,
    known: async (answers: Answers) => {
      await session.read(answers).catch(inTermsOfFlags);
      await session.complete();
      return session.known();
    },
    flagged: (question) => flaggedAnswer(flags, question),
    recommended: options.yes === true,
    emit,
  });
  return planInit(session.open, newSite(answersOf(position)), session.known().keys?.length ?? 0);
}

/** There is no manifest yet that could be edited. */
function inTermsOfFlags(error: unknown): never {
  if (!(error instanceof UserError) || error.code !== 'files-refused') throw error;
  const { message, details } = error;
  throw new UserError({
    code: 'files-refused',
    message,
    details,
    exitCode: exitCode.refused,
    next: [
      'Leave them out: --exclude PATTERN, or add them to .gitignore',
      'What is no secret can be named by itself: --files PATH',
    ],
  });
}

function consentMissing({ manifest, name }: InitPlan): UserError {
  return new UserError({
    code: 'consent-missing',
    message:
      manifest === undefined
        ? `The application would be told of ${name}, and there is no terminal to ask in.`
        : `${manifest.change.path} would be written, and there is no terminal to ask in.`,
    next: ['See it first: --dry-run', 'Do it without questions: --yes'],
  });
}
