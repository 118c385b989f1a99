import { type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import type { Ports } from '../../plan/ports.ts';
import { isSiteDone, siteStepSummary } from '../../plan/site/site-plan.ts';
import { runSite } from '../../plan/steps/site/run-site.ts';
import { unfinishedError } from '../../plan/unfinished-error.ts';
import { systemClock } from '../../stack/clock.ts';
import { rememberDurations, stateFolder } from '../durations.ts';
import { openApplication } from '../facts/open-application.ts';
import { inLines } from '../lines.ts';
import { chooseMode } from '../mode.ts';
import type { SiteDeployOptions } from '../options.ts';
import { consentOf, tellWhere } from '../setup/in-lines.ts';
import { readOptions } from '../setup/read-options.ts';
import { callListener } from '../verbose.ts';
import { tellSiteDryRun, tellSiteOutcome } from './outcome.ts';
import { prepareSite, type SiteReady } from './prepare.ts';
import { openSite } from './read-site.ts';
import { whichSite } from './which-site.ts';

/** Stack, files, invalidation, name: a site as its manifest says, or what changed of it. */
export async function siteDeploy(service: string | undefined, options: SiteDeployOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  // What would be done to each of perhaps thousands of keys is for lines, not for a screen.
  if (mode === 'terminal' && options.dryRun !== true) {
    const { siteDeployInTerminal } = await import('./deploy-in-terminal.ts');
    const { inTerminal } = await import('../terminal.ts');
    return inTerminal('site deploy', options, (work) => siteDeployInTerminal(work, service));
  }
  return inLines('site deploy', mode === 'terminal' ? 'plain' : mode, options, async ({ emit, signal }) => {
    const opened = await openApplication(options, signal, callListener(options, emit));
    tellWhere(opened, emit);
    const which = await whichSite(opened, { service, environment: options.env }, undefined);
    const open = await openSite(opened, which, readOptions(options, signal));
    const ready = await prepareSite(open, options, signal);
    if (options.dryRun === true) return tellSiteDryRun(ready, emit);
    if (options.yes !== true && !isSiteDone(ready.plan)) throw consentMissing(ready);
    const consent = consentOf(emit);
    const cancelUpdate = new AbortController().signal;
    return carryOutSite(ready, { options, emit, signal, consent, cancelUpdate, attended: false });
  });
}

export interface SiteWork {
  readonly options: SiteDeployOptions;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly consent: Ports['consent'];
  readonly cancelUpdate: AbortSignal;
  readonly attended: boolean;
}

/** Does what is left to do, and tells how the site is then. */
export async function carryOutSite(ready: SiteReady, work: SiteWork): Promise<ExitCode> {
  const { open } = ready;
  const { emit, signal, consent, cancelUpdate, attended, options } = work;
  if (isSiteDone(ready.plan)) return tellSiteOutcome(ready, { facts: ready.facts, did: [] }, emit);
  const { resolver, connectTo } = readOptions(options, signal);
  const durations = await rememberDurations();
  const { service, environment } = ready.facts;
  let touched = false;
  try {
    const run = await runSite(ready, {
      emit: (event) => {
        durations.listen(event);
        emit(event);
      },
      signal,
      cancelUpdate,
      clock: systemClock,
      consent,
      caller: open.caller,
      manager: open.manager,
      findZone: open.findZone,
      attended,
      resolver,
      connectTo,
      expected: durations.expected,
      touch: () => {
        touched = true;
      },
      artifacts: open.artifacts,
      readAgain: open.readAgain,
      stateFolder: stateFolder(),
    });
    return tellSiteOutcome(ready, run, emit);
  } catch (error) {
    const goOn = `copilot-cdn site deploy ${service} --env ${environment.name}`;
    throw touched ? unfinishedError(error, goOn) : error;
  } finally {
    await durations.keep();
  }
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
