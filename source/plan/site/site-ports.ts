import type { Ports } from '../ports.ts';
import type { SiteFacts } from './site-facts.ts';

/** Whatever the deploy of a site touches. */
export interface SitePorts
  extends Pick<
    Ports,
    | 'emit'
    | 'signal'
    | 'cancelUpdate'
    | 'clock'
    | 'consent'
    | 'caller'
    | 'manager'
    | 'findZone'
    | 'attended'
    | 'resolver'
    | 'connectTo'
    | 'expected'
    | 'touch'
  > {
  /** The application's artifact bucket in the environment's region, and the key that it is encrypted with. */
  readonly artifacts: () => Promise<{ readonly artifactBucket: string; readonly keyArn: string }>;
  /** What is true after the stack, or DNS, was changed. */
  readonly readAgain: () => Promise<SiteFacts>;
  /** Where this machine remembers what it hashed. */
  readonly stateFolder: string;
}
