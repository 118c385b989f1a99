import { setMaxListeners } from 'node:events';
import type { Emit } from '../../event.ts';
import { journey } from '../../network/journey.ts';
import { emptyRecord, type HostRecord, inWords, recorded, troubles } from '../../plan/site-record.ts';
import type { Clock } from '../../stack/clock.ts';

export interface SiteWatch {
  /** What is worse than it was before the run. */
  readonly troubles: () => readonly string[];
  /** Asks no more; tells what was seen. */
  readonly stop: () => Promise<Watched>;
}

/** Requests that were made to see whether the site stays up. */
export interface Watched {
  readonly requests: number;
  readonly failed: number;
  readonly circles: number;
  /** What was worse at the end than before. */
  readonly worse: readonly string[];
}

/** One of the ways in which visitors come to a host. */
export interface Way {
  readonly host: string;
  readonly through: HostRecord['through'];
  readonly via: string;
}

/** Milliseconds between two visits of one host. */
const rhythm = 1_000;

/** Of more hosts than this, counts are told every fifth time only. */
const fewHosts = 10;

/**
 * Visits every name of the site about once a second while a run goes on, by turns in each of the ways that visitors come by then. Resolves
 * once every way was tried: what was wrong before is known then.
 */
export async function watchSite(
  ways: () => readonly Way[],
  {
    connectTo,
    clock,
    emit,
    signal,
  }: {
    readonly connectTo: string | undefined;
    readonly clock: Clock;
    readonly emit: Emit;
    readonly signal: AbortSignal;
  },
): Promise<SiteWatch> {
  const hosts = [...new Set(ways().map(({ host }) => host))];
  const records = new Map<string, HostRecord>();
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  // Every host waits for it.
  setMaxListeners(0, until);

  async function visit(way: Way, turn: number): Promise<void> {
    const key = inWords(way);
    const made = await journey({
      url: `http://${way.host}/`,
      via: way.via,
      ...(connectTo !== undefined && { connectTo }),
      signal: until,
      timeoutMilliseconds: 10_000,
    });
    const record = recorded(records.get(key) ?? emptyRecord(way.host, way.through), made);
    records.set(key, record);
    if (hosts.length <= fewHosts || made.outcome !== 'well' || turn % 5 === 0) emit(eventOf(record));
  }

  async function follow(host: string): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      await clock.wait(rhythm, until);
      const open = ways().filter((way) => way.host === host);
      const way = open[turn % open.length];
      if (way !== undefined) await visit(way, turn);
    }
  }

  await Promise.all(ways().map((way) => visit(way, 0)));
  const following = hosts.map((host) => follow(host).catch((error: unknown) => ended(error, until)));
  return {
    troubles: () => troubles([...records.values()]),
    stop: async () => {
      stop.abort();
      await Promise.all(following);
      return told([...records.values()], emit);
    },
  };
}

/** It ends by being told to; anything else is a mistake of ours. */
function ended(error: unknown, until: AbortSignal): void {
  if (!until.aborted) throw error;
}

function eventOf({ first: _, recent: __, text: ___, ...counts }: HostRecord) {
  return { type: 'probe', ...counts } as const;
}

function told(records: readonly HostRecord[], emit: Emit): Watched {
  for (const record of records) {
    const { requests, failures, circles, redirects, slowest } = record;
    emit(eventOf(record));
    emit({
      type: 'fact',
      name: 'site',
      value: [record.host, record.through, `${requests}`, `${failures}`, `${circles}`],
      text: `${inWords(record)}: ${requests} requests, ${failures} failed, ${redirects} ${redirects === 1 ? 'redirect' : 'redirects'} followed${circles === 0 ? '' : `, ${circles} times in circles`}, slowest ${slowest} ms`,
    });
  }
  const sum = (count: (record: HostRecord) => number) =>
    records.reduce((all, record) => all + count(record), 0);
  return {
    requests: sum((record) => record.requests),
    failed: sum((record) => record.failures),
    circles: sum((record) => record.circles),
    worse: troubles(records),
  };
}

/** "1,204 requests during the migration, 0 failed." */
export function watchedInWords({ requests, failed, circles }: Watched, during: string): string {
  const round = circles === 0 ? '' : `, ${circles.toLocaleString('en')} times in circles`;
  return `${requests.toLocaleString('en')} requests during ${during}, ${failed.toLocaleString('en')} failed${round}.`;
}
