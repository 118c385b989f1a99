import { matchesWildcard } from '../wildcard.ts';
import type { CacheBehavior, DistributionConfig } from '../world.ts';

/** The first path pattern that matches, in their order; a pattern's first slash may be left out. */
export function behaviorFor(config: DistributionConfig, path: string): CacheBehavior {
  const matching = config.CacheBehaviors?.find(({ PathPattern }) =>
    matchesWildcard(PathPattern.replace(/^\/?/, '/'), path, 'exact'),
  );
  return matching ?? config.DefaultCacheBehavior;
}

/** The managed policy SecurityHeadersPolicy (AWS, "Use managed response headers policies"). */
const securityHeadersPolicy = '67f7725c-6f97-4210-82d7-5512b31e9d03';

/** What a behavior adds to every answer that came from its origin or from the cache. */
export function headersOf({
  ResponseHeadersPolicyId: policy,
}: CacheBehavior): Readonly<Record<string, string>> {
  if (policy !== securityHeadersPolicy) return {};
  return {
    'referrer-policy': 'strict-origin-when-cross-origin',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'x-xss-protection': '1; mode=block',
  };
}
