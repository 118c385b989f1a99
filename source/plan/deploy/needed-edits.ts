import { type Facts, loadBalancerHasHttps } from '../facts.ts';
import { movableRules, partOf } from '../tls-facts.ts';
import type { ManifestDesired } from './manifest-desired.ts';

/** What is asked for and needs edits of services' manifests, and the command that makes them. */
export interface PendingEdits {
  readonly message: string;
  readonly command: string;
}

/** Services that would send CloudFront back to HTTPS if TLS ended at the edge. */
export function servicesThatRedirect({ tls }: Facts): readonly string[] {
  return (tls?.services ?? [])
    .filter((service) => partOf(service) === 'moves')
    .filter((service) => movableRules(service).some(({ live }) => live !== 'forward'))
    .map(({ name }) => name);
}

/** What of an environment with a CDN is left to `copilot-cdn tls`; undefined: nothing. */
export function pendingEdits(facts: Facts, desired: ManifestDesired): PendingEdits | undefined {
  const { deployed, environment } = facts;
  const { name } = environment;
  if (!desired.cdn || deployed.cdn.terminateTls === desired.terminateTls) return undefined;
  if (!desired.terminateTls) {
    if (!loadBalancerHasHttps(facts)) return undefined;
    return {
      message: `The manifest says that TLS ends at the load balancer again. The services of ${name} stopped redirecting for the sake of the edge, and only their manifests can say that they redirect again`,
      command: `copilot-cdn tls --env ${name} --no-terminate-tls`,
    };
  }
  const redirecting = servicesThatRedirect(facts);
  if (redirecting.length === 0) return undefined;
  return {
    message: `The manifest says that TLS ends at the edge, and ${redirecting.join(', ')} ${redirecting.length === 1 ? 'redirects' : 'redirect'} HTTP: visitors would go in circles. Only the manifests of services can say that they do not`,
    command: `copilot-cdn tls --env ${name}`,
  };
}
