import { type ProbeResult, probe } from '../network/probe.ts';
import type { EdgeAnswer } from './facts.ts';

export interface EdgeAsked {
  /** Of the distribution, or of the load balancer. */
  readonly domainName: string;
  readonly names: readonly string[];
  /** Without a certificate the distribution answers under its own name only, over HTTP. */
  readonly secure: boolean;
  readonly connectTo: string | undefined;
  readonly signal: AbortSignal;
}

/** Asks the distribution for each name, wherever the name itself leads; at most 4 at once. */
export function askEdge(asked: EdgeAsked): Promise<EdgeAnswer[]> {
  return ask(asked, judge);
}

/** The same of the load balancer. */
export function askBalancer(asked: EdgeAsked): Promise<EdgeAnswer[]> {
  return ask(asked, judgeBalancer);
}

async function ask(
  asked: EdgeAsked,
  verdict: (name: string, result: ProbeResult) => EdgeAnswer,
): Promise<EdgeAnswer[]> {
  const answers: EdgeAnswer[] = [];
  const waiting = [...asked.names];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const result = await probe({
        url: `${asked.secure ? 'https' : 'http'}://${name}/`,
        via: asked.domainName,
        ...(asked.connectTo !== undefined && { connectTo: asked.connectTo }),
        signal: asked.signal,
        timeoutMilliseconds: 10_000,
      });
      answers.push(verdict(name, result));
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return answers.sort((one, other) => asked.names.indexOf(one.name) - asked.names.indexOf(other.name));
}

/**
 * A name is answered well when CloudFront passes on what the service says, be it a 404. Errors that CloudFront makes itself
 * carry its own `Server` header: 403 for a name it does not know, 502 and 504 for an origin that it cannot reach.
 */
export function judge(name: string, result: ProbeResult): EdgeAnswer {
  const milliseconds = Math.round(result.milliseconds);
  if (result.status === undefined) return { name, well: false, text: result.error ?? 'no answer' };
  if (!result.viaCloudFront) return { name, well: false, text: `${result.status}, but not from CloudFront` };
  if (result.location !== undefined && sameAddress(result.location, name)) {
    return { name, well: false, text: `${result.status}: it redirects to itself without end` };
  }
  // What the service itself says, be it a 403 or a 503, is what visitors get from the load balancer too.
  const ofCloudFront = /^cloudfront/i.test(result.server ?? '');
  const trouble = ofCloudFront ? troubles[result.status] : undefined;
  if (trouble !== undefined) return { name, well: false, text: `${result.status}: ${trouble}` };
  return { name, well: true, text: `${result.status} in ${milliseconds} ms` };
}

/**
 * The load balancer answers well when it passes on what the service says. What it says itself when it has nobody to ask (502, 503, 504)
 * is what visitors would get.
 */
export function judgeBalancer(name: string, result: ProbeResult): EdgeAnswer {
  const { status, server, error, location } = result;
  if (status === undefined) return { name, well: false, text: error ?? 'no answer' };
  if (location !== undefined && sameAddress(location, name))
    return { name, well: false, text: `${status}: it redirects to itself without end` };
  if (/^awselb/i.test(server ?? '') && [502, 503, 504].includes(status))
    return { name, well: false, text: `${status}: no task answers for the name` };
  return { name, well: true, text: `${status} in ${Math.round(result.milliseconds)} ms` };
}

const troubles: Readonly<Record<number, string>> = {
  403: 'the distribution does not know the name',
  502: 'CloudFront cannot talk to the load balancer, its certificate may not cover the name',
  503: 'CloudFront has no capacity for it now',
  504: 'CloudFront cannot reach the load balancer',
};

function sameAddress(location: string, name: string): boolean {
  const base = `https://${name}/`;
  return URL.canParse(location, base) && new URL(location, base).href === base;
}
