import { type ExitCode, exitCode, UserError } from '../../errors.ts';
import { isSiteDone, siteStepSummary } from '../../plan/site/site-plan.ts';
import { openApplication } from '../facts/open-application.ts';
import type { LineWork } from '../lines.ts';
import type { SiteDeployOptions } from '../options.ts';
import { tellWhere } from '../setup/in-lines.ts';
import { readOptions } from '../setup/read-options.ts';
import { callListener } from '../verbose.ts';
import { carryOutSite } from './carry-out-site.ts';
import { tellSiteDryRun } from './outcome.ts';
import { prepareSite, type SiteReady } from './prepare.ts';
import { openSite } from './read-site.ts';
import { siteConsentOf } from './site-consent.ts';
import { whichSite } from './which-site.ts';

/** The deploy without a person: flags answer, lines or JSON tell. */
export async function siteDeployInLines(
  service: string | undefined,
  options: SiteDeployOptions,
  { emit, signal }: LineWork,
  command = 'site deploy',
): Promise<ExitCode> {
  const opened = await openApplication(options, signal, callListener(options, emit));
  tellWhere(opened, emit);
  const which = await whichSite(opened, { service, environment: options.env }, undefined);
  const open = await openSite(opened, which, readOptions(options, signal));
  const ready = await prepareSite(open, options, signal);
  if (options.dryRun === true) return tellSiteDryRun(ready, emit);
  if (options.yes !== true && !isSiteDone(ready.plan)) throw consentMissing(ready);
  const consent = siteConsentOf(open.facts, emit);
  const cancelUpdate = new AbortController().signal;
  return carryOutSite(ready, { command, options, emit, signal, consent, cancelUpdate, attended: false });
}

function consentMissing({ plan, facts }: SiteReady): UserError {
  const open = plan.steps.filter(({ done }) => !done).map(siteStepSummary);
  return new UserError({
    code: 'consent-missing',
    message: `${facts.service} would be deployed to ${facts.environment.name} (${open.map(({ summary }) => summary).join('; ')}), and there is no terminal to ask in.`,
    next: ['See every key first: --dry-run', 'Do it without questions: --yes'],
    exitCode: exitCode.invalid,
  });
}
