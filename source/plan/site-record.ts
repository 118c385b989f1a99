import type { ProbeEvent } from '../event.ts';
import type { Journey } from '../network/journey.ts';

/** What one host answered by one way since the run began. */
export interface HostRecord extends Omit<ProbeEvent, 'type'> {
  /** How it was before anything was done; undefined until it was asked. */
  readonly first: Journey['outcome'] | undefined;
  /** The last outcomes, newest last. */
  readonly recent: readonly Journey['outcome'][];
  /** What went wrong last. */
  readonly text?: string;
}

const remembered = 5;

export function emptyRecord(host: string, through: HostRecord['through']): HostRecord {
  return {
    host,
    through,
    requests: 0,
    failures: 0,
    circles: 0,
    redirects: 0,
    slowest: 0,
    first: undefined,
    recent: [],
  };
}

export function recorded(record: HostRecord, { outcome, ...made }: Journey): HostRecord {
  return {
    ...record,
    requests: record.requests + made.requests,
    redirects: record.redirects + made.redirects,
    failures: record.failures + (outcome === 'failed' ? 1 : 0),
    circles: record.circles + (outcome === 'circles' ? 1 : 0),
    slowest: Math.max(record.slowest, made.slowest),
    first: record.first ?? outcome,
    recent: [...record.recent, outcome].slice(-remembered),
    ...(made.text !== undefined && { text: made.text }),
  };
}

/**
 * What is worse than it was at first: a host that goes in circles, or that failed three of its last five times. One failure alone is the
 * internet's. What was wrong before the run is not its doing.
 */
export function troubles(records: readonly HostRecord[]): readonly string[] {
  return records
    .filter(({ first, recent }) => {
      const count = (outcome: Journey['outcome']) => recent.filter((one) => one === outcome).length;
      return (first !== 'circles' && count('circles') > 0) || (first === 'well' && count('failed') >= 3);
    })
    .map((record) => `${inWords(record)}: ${record.text ?? 'it fails'}`);
}

/** api.example.com through CloudFront */
export function inWords({ host, through }: Pick<HostRecord, 'host' | 'through'>): string {
  return `${host} ${through === 'edge' ? 'through CloudFront' : 'at the load balancer'}`;
}
