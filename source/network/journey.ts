import { type Probe, type ProbeResult, probe } from './probe.ts';

/** What a visitor gets who follows redirects. */
export interface Journey {
  /** `circles`: it was sent where it had been. */
  readonly outcome: 'well' | 'failed' | 'circles';
  readonly requests: number;
  /** How many redirects were followed. */
  readonly redirects: number;
  /** Milliseconds of the slowest answer. */
  readonly slowest: number;
  /** What went wrong, in words. */
  readonly text?: string;
}

/** Browsers give up after some twenty; a site that needs as many as these is wrong already. */
const mostRedirects = 5;

/**
 * Asks for a URL and follows redirects as long as they stay on its host, always by way of the same place (`via`). What the service
 * itself says, a 404 or a 403 too, is an answer; 5xx, no answer, and CloudFront's own refusals are failures.
 * @throws as `probe` does
 */
export async function journey(asked: Probe): Promise<Journey> {
  const { hostname } = new URL(asked.url);
  const seen = new Set<string>();
  let url = new URL(asked.url).href;
  let slowest = 0;
  for (let redirects = 0; ; redirects += 1) {
    seen.add(url);
    const result = await probe({ ...asked, url });
    slowest = Math.max(slowest, result.milliseconds);
    const told = { requests: redirects + 1, redirects, slowest };
    const next = nextUrl(result, url);
    if (next === undefined || new URL(next).hostname !== hostname) return { ...told, ...verdict(result) };
    if (seen.has(next) || redirects === mostRedirects)
      return { ...told, outcome: 'circles', text: `${next} redirects to itself without end` };
    url = next;
  }
}

function nextUrl({ status, location }: ProbeResult, from: string): string | undefined {
  const isRedirect = status !== undefined && status >= 300 && status < 400 && location !== undefined;
  return isRedirect && URL.canParse(location, from) ? new URL(location, from).href : undefined;
}

function verdict({ status, server, error }: ProbeResult): Pick<Journey, 'outcome' | 'text'> {
  if (status === undefined) return { outcome: 'failed', text: error ?? 'no answer' };
  if (status >= 500) return { outcome: 'failed', text: `it answers ${status}` };
  const ofCloudFront = status === 403 && /^cloudfront/i.test(server ?? '');
  return ofCloudFront ? { outcome: 'failed', text: 'CloudFront refuses it' } : { outcome: 'well' };
}
