import { whereLeads } from '../name-resolution.ts';
import type { CacheBehavior, Distribution, Origin, World } from '../world.ts';
import { askBucket } from './bucket.ts';
import { type EdgeAnswer, refusal } from './edge-answer.ts';
import { askLoadBalancer } from './load-balancer.ts';
import { isSilence, type Visitor } from './visitor.ts';

/** Managed origin request policy AllViewer: the origin sees the visitor's `Host`. */
const allViewer = '216adef6-5c7f-47e4-b989-5492eafa07d3';

/** What the edge gets from an origin, or says when it gets nothing. */
export function askOrigin(
  world: World,
  distribution: Distribution,
  behavior: CacheBehavior,
  origin: Origin,
  visitor: Visitor,
): EdgeAnswer {
  if (origin.CustomOriginConfig === undefined) return askBucket(world, distribution, origin, visitor);

  const scheme = originScheme(origin.CustomOriginConfig.OriginProtocolPolicy, visitor.scheme);
  const { HTTPPort = 80, HTTPSPort = 443 } = origin.CustomOriginConfig;
  const target = whereLeads(world, origin.DomainName);
  if (target?.kind !== 'load-balancer') return refusal(502, `origin ${origin.DomainName} does not resolve`);
  const forwarded: Visitor = {
    ...visitor,
    scheme,
    host: behavior.OriginRequestPolicyId === allViewer ? visitor.host : origin.DomainName.toLowerCase(),
    path: `${origin.OriginPath ?? ''}${visitor.path}`,
    from: 'cloudfront',
  };
  const port = scheme === 'http' ? HTTPPort : HTTPSPort;
  const outcome = askLoadBalancer(target.region, target.balancer, forwarded, port);
  if (!isSilence(outcome)) return outcome;
  // A dropped packet is a timeout, a refused connection a bad gateway.
  return refusal(outcome.silent === 'dropped' ? 504 : 502, `origin: ${outcome.why}`);
}

function originScheme(
  policy: 'http-only' | 'https-only' | 'match-viewer',
  viewer: 'http' | 'https',
): 'http' | 'https' {
  switch (policy) {
    case 'http-only':
      return 'http';
    case 'https-only':
      return 'https';
    case 'match-viewer':
      return viewer;
  }
}
