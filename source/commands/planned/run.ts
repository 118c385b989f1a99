import type { ExitCode } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Journal } from '../../plan/journal.ts';
import { keepJournal } from '../../plan/journal-file.ts';
import type { Performed, Ports } from '../../plan/ports.ts';
import type { Ended } from '../../plan/runner.ts';
import { refuseBusyOrStuck } from '../../plan/steps/deployment-failure.ts';
import { systemClock } from '../../stack/clock.ts';
import type { ReadOptions } from '../facts/read-facts.ts';
import { carryOut } from '../setup/carry-out.ts';
import type { PlannedCommand, PlannedOptions, PlannedWork } from './command.ts';
import { plannedResult } from './outcome.ts';
import { type SiteWatch, type Watched, watchSite } from './watch-site.ts';

export interface PlannedRun {
  readonly command: PlannedCommand['name'];
  readonly options: PlannedOptions;
  readonly unattended: boolean;
  /** Somebody looks on. */
  readonly attended: boolean;
  readonly emit: Emit;
  readonly consent: Ports['consent'];
  readonly cancelUpdate: AbortSignal;
  readonly read: ReadOptions;
}

/** Carries the plan out while the site is watched; a site that answers worse than before stops it between two steps. */
export async function runWork(
  work: PlannedWork,
  run: PlannedRun,
): Promise<{ readonly ended: Ended; readonly watched: Watched | undefined }> {
  const { emit, read, consent, cancelUpdate } = run;
  refuseBusyStacks(work);
  const journal = await keepJournal(work.opened.workspace.root, journalOf(work, run));
  // A plan is made anew from what is true after every step; so is the list of ways to the site.
  let now = work.facts;
  const planFor = (facts: Facts) => {
    now = facts;
    return work.planFor(facts);
  };
  const site =
    journal.current().answers.probe === 'no'
      ? undefined
      : await watchSite(() => work.waysTo(now), {
          connectTo: read.connectTo,
          clock: systemClock,
          emit,
          signal: read.signal,
        });
  let stopped = false;
  const stop = async () => {
    stopped = true;
    return site?.stop();
  };
  try {
    const ended = await carryOut({
      opened: work.opened,
      environment: work.environment,
      planFor,
      journal,
      emit,
      consent,
      cancelUpdate,
      attended: run.attended,
      read,
      ...(site !== undefined && { mayGoOn: mayGoOn(site, work.goBack, consent) }),
    });
    return { ended, watched: await stop() };
  } finally {
    if (!stopped) await stop();
  }
}

/** The journal to go on with: what an earlier run has in flight is true whatever is wanted now. */
function journalOf({ facts, journal, answers }: PlannedWork, run: PlannedRun): Journal {
  const environment = facts.environment.name;
  const probe = run.options.probe === false || journal?.answers.probe === 'no' ? 'no' : 'yes';
  return {
    ...journal,
    version: 1,
    command: run.command,
    application: facts.application.name,
    environment,
    startedAt: journal?.startedAt ?? new Date().toISOString(),
    answers: { environment, probe, ...answers },
    unattended: run.unattended,
  };
}

/**
 * Stacks that somebody else is updating, or that are stuck, are left alone; asked before the first file is written.
 * @throws UserError `stack-busy`, or what gets it out
 */
function refuseBusyStacks({ facts, plan, journal }: PlannedWork): void {
  const open = plan.steps.filter((step) => step.kind === 'deployment' && !step.done);
  for (const step of open) {
    const service = facts.tls?.services.find(
      ({ name }) => step.kind === 'deployment' && step.service === name,
    );
    const stack = service === undefined ? facts.stack : service.stack;
    const own = service === undefined ? journal : journal?.services?.[service.name];
    if (stack !== undefined) refuseBusyOrStuck({ ...facts, stack }, own?.operation);
  }
}

/** Ends the stream. */
export function tellOutcome(
  command: string,
  work: PlannedWork,
  ended: Ended,
  watched: Watched | undefined,
  emit: Emit,
): ExitCode {
  const result = plannedResult(command, work.outcome, ended, watched);
  emit(result);
  return result.exitCode;
}

/** Asks once for each trouble; who goes on all the same is asked about others only. */
function mayGoOn(
  site: SiteWatch,
  back: string,
  consent: Ports['consent'],
): () => Promise<Performed | undefined> {
  const accepted = new Set<string>();
  return async () => {
    const worse = site.troubles().filter((text) => !accepted.has(text));
    if (worse.length === 0) return undefined;
    const goesOn = await consent({
      changes: [],
      warnings: worse,
      question: {
        id: 'site-worse',
        kind: 'choice',
        text: 'The site answers worse than before. Go on?',
        flag: '--yes',
        choices: [
          { value: 'no', label: 'Stop here', columns: [`go back with: ${back}`] },
          { value: 'yes', label: 'Go on', columns: ['it is something else'] },
        ],
        recommended: 'no',
        explanation: [
          'Every name of the site is asked about once a second while this goes on.',
          'Nothing is under way at this moment: it is between two steps.',
          'Stopped here, it can be gone on with, or taken back.',
        ],
      },
    });
    if (!goesOn) {
      return {
        kind: 'unfinished',
        why: 'the site answers worse than before',
        left: [...worse, `To go back: ${back}`],
      };
    }
    for (const text of worse) accepted.add(text);
    return undefined;
  };
}
