import type { Connection } from '../aws/connection.ts';
import type { Emit, ResourceEvent } from '../event.ts';
import type { Clock } from '../stack/clock.ts';
import type { Consent } from '../wizard/screen.ts';
import type { Facts } from './facts.ts';
import type { JournalKeeper } from './journal.ts';

/** Whatever a run touches: sockets, files, the clock, the person. Handed in, so that each step is small. */
export interface Ports {
  readonly emit: Emit;
  /** Aborts every wait. What runs in AWS goes on. */
  readonly signal: AbortSignal;
  /** Aborted when the person asks to cancel the update that is running; the run then follows it back. */
  readonly cancelUpdate: AbortSignal;
  readonly clock: Clock;
  /** Asks before something that Esc cannot take back; true with `--yes`. */
  readonly consent: (consent: Consent) => Promise<boolean>;
  readonly journal: JournalKeeper;
  /** The person's own credentials, in the environment's region. */
  readonly caller: Connection;
  /** The environment's manager role, in the environment's region. */
  readonly manager: Connection;
  /** Called when something outside this process has been changed: from then on exit code 2 would be untrue. */
  readonly touch: () => void;
  /** Asked before each step: how the run ends instead of it, when the site answers worse than before. */
  readonly mayGoOn?: () => Promise<Performed | undefined>;
  readonly artifactBucket: () => Promise<string>;
  readonly refresh: (facts: Facts, what: Refreshed) => Promise<Facts>;
  /** The hosted zone that answers for a name, where one of the identities at hand may read it. */
  readonly findZone: (name: string) => Promise<FoundZone | undefined>;
  /** Somebody looks on, and can be waited for. */
  readonly attended: boolean;
  /** `--resolver`: the DNS server that is asked where names lead. */
  readonly resolver: string | undefined;
  /** `--connect-to`: where requests that check the site are sent. */
  readonly connectTo: string | undefined;
  /** Milliseconds that an operation on a resource type took on this machine before, or usually takes. */
  readonly expected: (resourceType: string, doing: ResourceEvent['doing']) => number | undefined;
}

/** Which part of the facts a step may have changed. The rest is not asked for again. */
export type Refreshed =
  | 'manifest'
  | 'stack'
  | 'edge'
  | 'names'
  | 'rules'
  | 'services'
  | 'certificate'
  | 'static'
  | 'balancer'
  | 'left-behind'
  | { readonly service: string };

export interface FoundZone {
  readonly id: string;
  readonly name: string;
  /** Whose credentials read it. */
  readonly connection: Connection;
}

/** How a step ended. What failed is thrown. */
export type Performed =
  | { readonly kind: 'done' }
  /** It cannot go on by itself; the site works as it stands. */
  | { readonly kind: 'unfinished'; readonly why: string; readonly left: readonly string[] };
