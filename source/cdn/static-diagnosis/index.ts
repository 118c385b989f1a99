import { servesKey } from '../path-pattern.ts';
import { bucketError, type ObjectAnswer, spokenBy } from './answer.ts';
import { diagnoseForbidden } from './forbidden.ts';
import { askAgain, type Diagnosis, type StaticFacts } from './known.ts';

export type { ObjectAnswer } from './answer.ts';
export type { Diagnosis, StaticFacts } from './known.ts';

/** What the answer for an object means: served, or why not, and what to do next. */
export function diagnoseObject(answer: ObjectAnswer, facts: StaticFacts): Diagnosis {
  if (answer.status === undefined) return noAnswer(answer, facts);
  const speaker = spokenBy(answer);
  const { pathname } = new URL(answer.url);
  if (speaker !== 'bucket' && !servesKey(facts.pathPattern, decodeURIComponent(pathname.slice(1)))) {
    return otherPath(pathname, answer.status, facts);
  }
  if (speaker === 'edge') return byEdge(answer, answer.status, facts);
  if (speaker === 'bucket') return byBucket(answer, answer.status, facts);
  return byService(answer.status, facts);
}

function noAnswer(
  { error, milliseconds, url }: ObjectAnswer,
  { distributionStatus }: StaticFacts,
): Diagnosis {
  const why = error ?? `no answer within ${Math.round(milliseconds / 1_000)} seconds`;
  if (distributionStatus === 'InProgress') {
    return {
      cause: 'propagating',
      says: `${new URL(url).host} does not answer yet: ${why}. The distribution is on its way to the edge.`,
      next: [askAgain],
    };
  }
  return {
    cause: 'no-answer',
    says: `${new URL(url).host} does not answer: ${why}. The request did not reach the bucket.`,
    next: ['Look at the network, a proxy or VPN of this machine', askAgain],
  };
}

function byBucket(answer: ObjectAnswer, status: number, facts: StaticFacts): Diagnosis {
  const { code, message } = bucketError(answer);
  if (status < 300 || status === 304) return served(answer, status);
  if (status === 403) return diagnoseForbidden(answer, facts);
  if (code === 'NoSuchBucket') {
    return {
      cause: 'bucket-missing',
      says: `There is no bucket ${facts.reader.bucket} any more, or cdn.static_assets.location names another.`,
      next: ['Look at the location in the manifest of the environment'],
    };
  }
  if (status === 404) return missing(facts);
  if (status === 301 || status === 307 || code === 'PermanentRedirect') {
    const region = facts.bucket?.region;
    return {
      cause: 'wrong-region',
      says: `The bucket is in another region than cdn.static_assets.location says.`,
      next: [
        region === undefined
          ? `See where it is: aws s3api get-bucket-location --bucket ${facts.reader.bucket}`
          : `Write the location as ${facts.reader.bucket}.s3.${region}.amazonaws.com, and deploy it`,
      ],
    };
  }
  if (status === 400 && /secure connection/i.test(message)) {
    return {
      cause: 'plain-http',
      says: 'What a KMS key encrypts is given out by HTTPS only, and CloudFront asks the bucket as the visitor asked it: by HTTP.',
      next: ['Ask by https://'],
    };
  }
  if (status >= 500) {
    return {
      cause: 'busy',
      says: `S3 has trouble of its own (${status}${code === '' ? '' : ` ${code}`}).`,
      next: [askAgain],
    };
  }
  return {
    cause: 'unknown',
    says: `The bucket answers ${status}${code === '' ? '' : ` ${code}: ${message}`}.`,
    next: [askAgain],
  };
}

function served({ headers, milliseconds }: ObjectAnswer, status: number): Diagnosis {
  const parts = [headers['content-type'], headers['x-cache'], `${milliseconds} ms`];
  return {
    cause: 'served',
    says: `Served through CloudFront: ${[status, ...parts.filter((part) => part !== undefined)].join(', ')}.`,
    next: [],
  };
}

function missing({ key, reader, pathPattern }: StaticFacts): Diagnosis {
  const fits = servesKey(pathPattern, key);
  return {
    cause: 'object-missing',
    says: `CloudFront may read ${reader.bucket}, and there is no object ${key} in it. The key is the whole path; nothing is taken off.`,
    next: [
      fits
        ? `Upload it: aws s3 cp FILE s3://${reader.bucket}/${key}`
        : `The pattern ${pathPattern} does not match it: ask for a key that it matches`,
    ],
  };
}

/** CloudFront's own pages: it did not ask the bucket, or got nothing from it. */
function byEdge({ body, url }: ObjectAnswer, status: number, facts: StaticFacts): Diagnosis {
  const { host } = new URL(url);
  const propagating = facts.distributionStatus === 'InProgress';
  if (status === 403) {
    const blocked = /request blocked/i.test(body);
    const says = blocked
      ? 'CloudFront itself refuses the request: a web ACL or a geographic restriction.'
      : `CloudFront itself refuses the request: ${host} is not among the names of the distribution, or the method or scheme is not allowed.`;
    if (propagating && !blocked) {
      return {
        cause: 'propagating',
        says: `The edge does not know ${host} yet: the distribution is on its way to it.`,
        next: [askAgain],
      };
    }
    return {
      cause: 'edge-refused',
      says,
      next: [`Ask for the name of the distribution itself, *.cloudfront.net`],
    };
  }
  if (status === 502 || status === 503 || status === 504) {
    return {
      cause: propagating ? 'propagating' : 'origin-unreachable',
      says: propagating
        ? 'The edge has no bucket to ask yet: the distribution is on its way to it.'
        : `CloudFront cannot reach the bucket (${status}): the name in cdn.static_assets.location leads nowhere, or to something that does not answer.`,
      next: propagating ? [askAgain] : ['Look at the location in the manifest of the environment', askAgain],
    };
  }
  return {
    cause: 'unknown',
    says: `CloudFront itself answers ${status}.`,
    next: [askAgain],
  };
}

/** Whatever the distribution says of it, the bucket was not meant to be asked. */
function otherPath(path: string, status: number, { pathPattern }: StaticFacts): Diagnosis {
  return {
    cause: 'not-the-bucket',
    says: `${path} does not match ${pathPattern}, where case counts: it is for the load balancer, not for the bucket (${status}).`,
    next: ['Ask for a path that it matches, or change the pattern'],
  };
}

/** The request went to the load balancer, though the pattern matches. */
function byService(status: number, { pathPattern, distributionStatus }: StaticFacts): Diagnosis {
  if (distributionStatus === 'InProgress') {
    return {
      cause: 'propagating',
      says: `The load balancer answered (${status}), not the bucket: the path pattern is not at the edge yet.`,
      next: [askAgain],
    };
  }
  return {
    cause: 'not-the-bucket',
    says: `The load balancer answered (${status}), not the bucket: the distribution has no behavior for ${pathPattern}.`,
    next: ['Look whether the environment was deployed with its static_assets'],
  };
}
