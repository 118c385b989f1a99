import type { Emit } from '../../event.ts';
import { keepJournal } from '../../plan/journal-file.ts';
import type { Performed, Ports } from '../../plan/ports.ts';
import type { Ended } from '../../plan/runner.ts';
import { systemClock } from '../../stack/clock.ts';
import type { ReadOptions } from '../facts/read-facts.ts';
import type { TlsOptions } from '../options.ts';
import { carryOut } from '../setup/carry-out.ts';
import { type OpenedTls, refuseBusyStacks, tlsJournal } from './opened.ts';
import type { Watched } from './outcome.ts';
import { type SiteWatch, watchSite } from './watch-site.ts';

export interface TlsRun {
  readonly options: TlsOptions;
  readonly unattended: boolean;
  /** Somebody looks on. */
  readonly attended: boolean;
  readonly emit: Emit;
  readonly consent: Ports['consent'];
  readonly cancelUpdate: AbortSignal;
  readonly read: ReadOptions;
}

/** Carries the plan out while the site is watched; a site that answers worse than before stops it between two steps. */
export async function runTls(
  work: OpenedTls,
  run: TlsRun,
): Promise<{ readonly ended: Ended; readonly watched: Watched | undefined }> {
  const { emit, read, consent, cancelUpdate } = run;
  refuseBusyStacks(work);
  const journal = await keepJournal(
    work.opened.workspace.root,
    tlsJournal(work, run.options, run.unattended),
  );
  const watching = journal.current().answers.probe !== 'no';
  const site = watching
    ? await watchSite(work.facts, {
        connectTo: read.connectTo,
        clock: systemClock,
        emit,
        signal: read.signal,
      })
    : undefined;
  let stopped = false;
  const stop = async () => {
    stopped = true;
    return site?.stop();
  };
  try {
    const ended = await carryOut({
      opened: work.opened,
      environment: work.environment,
      planFor: work.planFor,
      journal,
      emit,
      consent,
      cancelUpdate,
      attended: run.attended,
      read,
      ...(site !== undefined && { mayGoOn: mayGoOn(site, work, consent) }),
    });
    return { ended, watched: await stop() };
  } finally {
    if (!stopped) await stop();
  }
}

/** Asks once for each trouble; who goes on all the same is asked about others only. */
function mayGoOn(
  site: SiteWatch,
  { facts, termination }: OpenedTls,
  consent: Ports['consent'],
): () => Promise<Performed | undefined> {
  const accepted = new Set<string>();
  const back = `copilot-cdn tls --env ${facts.environment.name}${termination === 'edge' ? ' --no-terminate-tls' : ''}`;
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
