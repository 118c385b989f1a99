import { type Beginning, readBeginning } from '../../../network/read-beginning.ts';
import type { Performed } from '../../ports.ts';
import { type SiteFacts, siteUrl } from '../../site/site-facts.ts';
import type { SitePorts } from '../../site/site-ports.ts';
import { untilDeployed } from '../edge.ts';

/** How long the edge may answer ill after everything is deployed, in milliseconds. */
const patience = 3 * 60_000;

/** Waits until every edge has the distribution. */
export async function performSiteEdge({ distribution }: SiteFacts, ports: SitePorts): Promise<Performed> {
  if (distribution === undefined) return { kind: 'done' };
  if ((await untilDeployed(distribution.id, ports)) !== undefined) return { kind: 'done' };
  return { kind: 'unfinished', why: `CloudFront is still bringing ${distribution.id} to the edge`, left: [] };
}

export interface SiteAnswer {
  readonly url: string;
  readonly status?: number;
  readonly milliseconds: number;
  /** "200 in 41 ms" */
  readonly text: string;
  readonly well: boolean;
}

/** A real request to the site at the edge, wherever its name leads, until it is answered well or too much time has passed. */
export async function performSiteAnswer(facts: SiteFacts, ports: SitePorts): Promise<SiteAnswer | undefined> {
  const started = ports.clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 10_000)) {
    const answer = await askSite(facts, ports);
    const isLate = ports.clock.now().getTime() - started > patience;
    // What the site itself says will not become another by waiting.
    if (answer === undefined || answer.well || isLate || answer.status === 404) return answer;
    await ports.clock.wait(pause, ports.signal);
  }
}

/** Once. Undefined: there is no distribution. */
export async function askSite(
  facts: SiteFacts,
  { connectTo, signal }: Pick<SitePorts, 'connectTo' | 'signal'>,
): Promise<SiteAnswer | undefined> {
  const url = siteUrl(facts);
  if (url === undefined || facts.distribution === undefined) return undefined;
  const got = await readBeginning({
    url,
    via: facts.distribution.domainName,
    ...(connectTo !== undefined && { connectTo }),
    signal,
    timeoutMilliseconds: 10_000,
  });
  return judged(url, got);
}

function judged(url: string, { status, milliseconds, error, headers }: Beginning): SiteAnswer {
  const common = { url, milliseconds, ...(status !== undefined && { status }) };
  if (status === undefined) return { ...common, well: false, text: error ?? 'no answer' };
  const isEdge = Object.hasOwn(headers, 'x-amz-cf-id') || /cloudfront/i.test(headers.via ?? '');
  if (!isEdge) return { ...common, well: false, text: `${status}, but not from CloudFront` };
  const well = status === 200;
  return { ...common, well, text: `${status}${words[status] ?? ''} in ${milliseconds} ms` };
}

const words: Readonly<Record<number, string>> = {
  403: ' (CloudFront does not know the name, or may not read the bucket)',
  404: ' (there is no index.html)',
};
