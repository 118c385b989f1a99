import { setMaxListeners } from 'node:events';
import type { Emit } from '../../event.ts';
import { journey } from '../../network/journey.ts';
import { type Facts, loadBalancerName } from '../../plan/facts.ts';
import { emptyRecord, type HostRecord, inWords, recorded, troubles } from '../../plan/site-record.ts';
import { namesOutside } from '../../plan/tls-facts.ts';
import type { Clock } from '../../stack/clock.ts';
import type { Watched } from './outcome.ts';

export interface SiteWatch {
  /** What is worse than it was before the run. */
  readonly troubles: () => readonly string[];
  /** Asks no more; tells what was seen. */
  readonly stop: () => Promise<Watched>;
}

interface Way {
  readonly host: string;
  readonly through: HostRecord['through'];
  readonly via: string;
}

/** Milliseconds between two visits of one host. */
const rhythm = 1_000;

/** Of more hosts than this, counts are told every fifth time only. */
const fewHosts = 10;

/**
 * Visits every name of the site about once a second while a migration goes on, by turns through the edge and, where everyone may, at the
 * load balancer itself. Resolves once every way was tried: what was wrong before is known then.
 */
export async function watchSite(
  facts: Facts,
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
  const hosts = waysTo(facts);
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

  async function follow(ways: readonly Way[]): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      await clock.wait(rhythm, until);
      const way = ways[turn % ways.length];
      if (way !== undefined) await visit(way, turn);
    }
  }

  await Promise.all(hosts.flat().map((way) => visit(way, 0)));
  const following = hosts.map((ways) => follow(ways).catch((error: unknown) => ended(error, until)));
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

/** The ways to each host: through the distribution wherever its name leads, and at the load balancer where everyone may. */
function waysTo({ names, tls, distribution, stack, deployed }: Facts): readonly (readonly Way[])[] {
  const outside = namesOutside(tls);
  const balancer = deployed.ingressRestricted ? undefined : loadBalancerName(stack);
  return names
    .filter(({ name }) => !outside.has(name))
    .map(({ name: host }) => [
      ...(distribution === undefined
        ? []
        : [{ host, through: 'edge', via: distribution.domainName } as const]),
      ...(balancer === undefined ? [] : [{ host, through: 'load-balancer', via: balancer } as const]),
    ])
    .filter((ways) => ways.length > 0);
}
