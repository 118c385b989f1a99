import type { ExitCode } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { journalName, keepJournal, removeJournal } from '../../plan/journal-file.ts';
import type { Ports } from '../../plan/ports.ts';
import { isSiteDone } from '../../plan/site/site-plan.ts';
import { runSite } from '../../plan/steps/site/run-site.ts';
import { unfinishedError } from '../../plan/unfinished-error.ts';
import { systemClock } from '../../stack/clock.ts';
import { rememberDurations, stateFolder } from '../durations.ts';
import type { SiteDeployOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';
import { tellSiteOutcome } from './outcome.ts';
import type { SiteReady } from './prepare.ts';
import { siteJournal } from './site-journal.ts';

export interface SiteWork {
  /** As it was typed: `site deploy`, `resume`. */
  readonly command: string;
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
  const { service, environment, root } = ready.facts;
  if (isSiteDone(ready.plan)) {
    await removeJournal(root, journalName({ service, environment: environment.name }));
    return tellSiteOutcome(work.command, ready, { facts: ready.facts, did: [] }, emit);
  }
  const { resolver, connectTo } = readOptions(options, signal);
  const durations = await rememberDurations();
  // Nothing hangs on it: a pipeline may have a workspace that cannot be written to.
  const journal = await keepJournal(root, siteJournal(ready.facts, options)).catch(() => undefined);
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
    if (run.unfinished === undefined) await journal?.close();
    return tellSiteOutcome(work.command, ready, run, emit);
  } catch (error) {
    if (!touched) await journal?.close();
    const goOn = `copilot-cdn site deploy ${service} --env ${environment.name}`;
    throw touched ? unfinishedError(error, goOn) : error;
  } finally {
    await durations.keep();
  }
}
