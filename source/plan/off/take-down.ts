import { type Facts, loadBalancerHasHttps } from '../facts.ts';
import { migrationBegun } from '../tls-begun.ts';

/** What taking the CDN down comes to. Whether a part was needed cannot be seen any more once it is done, so the journal keeps it. */
export interface TakeDown {
  /** The load balancer is closed to everyone but CloudFront, or TLS ends at the edge: both are taken back first. */
  readonly opens: boolean;
  /** Services stopped redirecting for the sake of TLS at the edge: they redirect again. */
  readonly redirects: boolean;
  /** The id of the distribution; undefined: the stack holds none. */
  readonly distribution: string | undefined;
  /** Nothing but HTTP is left, and that is known. */
  readonly httpOnly: boolean;
}

/** What is there to be taken down. */
export function takeDownOf(facts: Facts, httpOnly: boolean): TakeDown {
  const { cdn, ingressRestricted } = facts.deployed;
  // A load balancer without HTTPS can be asked over HTTP only, for as long as it is asked.
  const redirects =
    loadBalancerHasHttps(facts) && (cdn.terminateTls || migrationBegun(facts) === 'load-balancer');
  return {
    opens: cdn.enabled && (ingressRestricted || (redirects && cdn.terminateTls && !isGone(facts))),
    redirects,
    distribution: facts.distribution?.id,
    httpOnly,
  };
}

/** There is nothing to be updated any more. */
export function isGone({ distribution }: Pick<Facts, 'distribution'>): boolean {
  return distribution?.status === 'Gone';
}
