import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { parseAddress } from './address.ts';
import { userAgent } from './user-agent.ts';

export interface Probe {
  readonly url: string;
  /** Connect to this host's address, yet ask for the URL's host: what the site answers before its name leads there. */
  readonly via?: string;
  /** `HOST[:PORT]`: the request goes there in plain HTTP, in the form in which a proxy gets it. */
  readonly connectTo?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMilliseconds: number;
}

export interface ProbeResult {
  /** Absent when no answer came. */
  readonly status?: number;
  readonly milliseconds: number;
  /** Where a redirect leads; it is not followed. */
  readonly location?: string;
  readonly server?: string;
  /** Whether CloudFront's headers are in the answer. */
  readonly viaCloudFront: boolean;
  /** Why no answer came, in words. */
  readonly error?: string;
}

/**
 * Asks once for a URL with GET and looks at the head of the answer. No answer is a result, not an error.
 * @throws UserError `address-malformed`, and the signal's reason when it is aborted
 */
export async function probe(asked: Probe): Promise<ProbeResult> {
  const url = new URL(asked.url);
  const timeout = AbortSignal.timeout(asked.timeoutMilliseconds);
  const signal = asked.signal ? AbortSignal.any([asked.signal, timeout]) : timeout;
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  try {
    const answer = await headOf(open(asked, url, signal));
    const location = header(answer, 'location');
    const server = header(answer, 'server');
    return {
      ...(answer.statusCode !== undefined && { status: answer.statusCode }),
      milliseconds: elapsed(),
      ...(location !== undefined && { location }),
      ...(server !== undefined && { server }),
      viaCloudFront: isFromCloudFront(answer),
    };
  } catch (error) {
    asked.signal?.throwIfAborted();
    const words = timeout.aborted
      ? `no answer within ${Math.ceil(asked.timeoutMilliseconds / 1_000)} seconds`
      : inWords(error, url.hostname);
    return { milliseconds: elapsed(), viaCloudFront: false, error: words };
  }
}

export function open({ via, connectTo }: Probe, url: URL, signal: AbortSignal): ClientRequest {
  const path = `${url.pathname}${url.search}`;
  const dialled = via ?? url.host;
  const common = {
    method: 'GET',
    headers: {
      Host: url.host,
      'User-Agent': userAgent(),
      Accept: '*/*',
    },
    // A connection of its own: what is checked is what a new visitor gets.
    agent: false,
    signal,
  } as const;
  if (connectTo !== undefined) {
    const { host, port } = parseAddress(connectTo, 80);
    return httpRequest({ ...common, host, port, path: `${url.protocol}//${dialled}${path}` });
  }
  const secure = url.protocol === 'https:';
  const host = via ?? url.hostname;
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return secure
    ? httpsRequest({ ...common, host, port, path, servername: isIP(url.hostname) ? '' : url.hostname })
    : httpRequest({ ...common, host, port, path });
}

function headOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', (answer) => {
      resolve(answer);
      // The body is of no interest; it may be endless.
      answer.destroy();
    });
    // It stays: ending the connection early may bring one more error after the answer.
    request.on('error', reject);
    request.end();
  });
}

function isFromCloudFront(answer: IncomingMessage): boolean {
  return (
    header(answer, 'x-amz-cf-id') !== undefined ||
    /cloudfront/i.test(header(answer, 'via') ?? '') ||
    /^cloudfront/i.test(header(answer, 'server') ?? '')
  );
}

function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

export function inWords(error: unknown, host: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return 'the name leads nowhere';
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (/^(ECONNRESET|EPIPE)$/.test(code)) return 'the connection was cut';
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return 'the address cannot be reached';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `the certificate does not cover ${host}`;
  if (code === 'CERT_HAS_EXPIRED') return 'the certificate has expired';
  if (/CERT|UNABLE_TO/.test(code)) return `the certificate is not trusted (${code})`;
  if (/^(EPROTO|ERR_SSL)/.test(code)) return `TLS could not be agreed on (${code})`;
  return error.message;
}
