import { coversHost } from '../wildcard.ts';
import type { Distribution, DistributionConfig, World } from '../world.ts';
import { behaviorFor, headersOf } from './behavior.ts';
import { type EdgeAnswer, refusal } from './edge-answer.ts';
import { runViewerRequest } from './edge-function.ts';
import { askThroughCache } from './through-cache.ts';
import type { Answer, Visitor } from './visitor.ts';

/** What a distribution answers, by the config that the edge has now. */
export function askEdge(world: World, distribution: Distribution, visitor: Visitor): Answer {
  const config = distribution.atEdge;
  if (config === undefined) {
    const why = 'not at the edge yet';
    return {
      status: 502,
      headers: {},
      body: `${distribution.domainName} is ${why}.\n`,
      through: 'nowhere',
      why,
    };
  }
  const answer = answerOf(world, distribution, config, visitor);
  return { ...answer, through: 'edge', headers: { ...answer.headers, ...edgeHeaders(world, answer) } };
}

function answerOf(
  world: World,
  distribution: Distribution,
  config: DistributionConfig,
  visitor: Visitor,
): EdgeAnswer {
  if (!config.Enabled) return refusal(403, 'distribution disabled');
  if (!servesHost(distribution, config, visitor.host)) return refusal(403, 'no such alias at the edge');
  const behavior = behaviorFor(config, visitor.path);
  if (!(behavior.AllowedMethods ?? ['GET', 'HEAD']).includes(visitor.method)) {
    return refusal(403, 'method not allowed');
  }
  if (visitor.scheme === 'http' && behavior.ViewerProtocolPolicy === 'https-only') {
    return refusal(403, 'https only');
  }
  if (visitor.scheme === 'http' && behavior.ViewerProtocolPolicy === 'redirect-to-https') {
    const query = visitor.query === '' ? '' : `?${visitor.query}`;
    const location = `https://${visitor.host}${visitor.path}${query}`;
    return {
      status: 301,
      headers: { server: 'CloudFront', location, 'x-cache': 'Redirect from cloudfront' },
      body: '',
      why: 'viewer protocol policy',
    };
  }
  // A redirect to HTTPS is answered before any function runs.
  const passed = runViewerRequest(world, distribution, behavior, visitor);
  if ('status' in passed) return passed;
  const answer = askThroughCache(world, distribution, config, behavior, passed);
  return { ...answer, headers: { ...answer.headers, ...headersOf(behavior) } };
}

/** By its own name, or by an alias; an alias with a star stands for one label. */
function servesHost(distribution: Distribution, config: DistributionConfig, host: string): boolean {
  if (host === distribution.domainName.toLowerCase()) return true;
  return (config.Aliases ?? []).some((alias) => coversHost(alias, host));
}

function edgeHeaders(world: World, answer: EdgeAnswer): Readonly<Record<string, string>> {
  const missed = answer.status >= 400 ? 'Error from cloudfront' : 'Miss from cloudfront';
  return {
    via: `1.1 ${world.identifiers.hex(32)}.cloudfront.net (CloudFront)`,
    'x-cache': answer.headers['x-cache'] ?? missed,
    'x-amz-cf-pop': 'SEA73-P1',
    'x-amz-cf-id': `${world.identifiers.letters(54)}==`,
  };
}
