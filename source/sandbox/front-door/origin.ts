import { policyVerdict } from '../bucket-policy.ts';
import { whereLeads } from '../name-resolution.ts';
import type { Bucket, CacheBehavior, Distribution, Origin, World } from '../world.ts';
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

function askBucket(world: World, distribution: Distribution, origin: Origin, visitor: Visitor): EdgeAnswer {
  const name = /^(.+?)\.s3[.-]/.exec(origin.DomainName)?.[1];
  const bucket = [...world.accounts.values()]
    .flatMap((account) => [...account.buckets.values()])
    .find((candidate) => candidate.name === name);
  if (bucket === undefined) return bucketError(404, 'NoSuchBucket', 'The specified bucket does not exist');
  const path = visitor.path === '/' ? `/${distribution.atEdge?.DefaultRootObject ?? ''}` : visitor.path;
  const key = decodeURIComponent(`${origin.OriginPath ?? ''}${path}`.slice(1));
  const may = (action: string, of: string) =>
    policyVerdict(bucket, requestFor(distribution, origin, action, of)) === 'allow';
  if (!may('s3:GetObject', key)) return bucketError(403, 'AccessDenied', 'Access Denied');
  return objectAnswer(bucket, key, may('s3:ListBucket', ''));
}

/** Without an origin access control the edge asks as nobody. */
function requestFor(distribution: Distribution, origin: Origin, action: string, key: string) {
  const signs = (origin.OriginAccessControlId ?? '') !== '';
  return {
    principal: signs ? 'Service:cloudfront.amazonaws.com' : '*',
    action,
    key,
    context: {
      'aws:securetransport': 'true',
      ...(signs ? { 'aws:sourcearn': distribution.arn } : {}),
    },
  };
}

/** S3 tells only those who may list the bucket that a key is not there. */
function objectAnswer(bucket: Bucket, key: string, mayList: boolean): EdgeAnswer {
  const stored = bucket.objects.get(key);
  if (stored === undefined) {
    return mayList
      ? bucketError(404, 'NoSuchKey', 'The specified key does not exist.')
      : bucketError(403, 'AccessDenied', 'Access Denied');
  }
  const headers = { server: 'AmazonS3', 'content-type': stored.contentType, etag: stored.etag };
  return { status: 200, headers, body: stored.body, why: `object ${key} of bucket ${bucket.name}` };
}

function bucketError(status: number, code: string, message: string): EdgeAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    headers: { server: 'AmazonS3', 'content-type': 'application/xml' },
    body,
    why: `bucket: ${code}`,
  };
}
