import type { ClientRequest, IncomingMessage } from 'node:http';
import { inWords, open, type Probe } from './probe.ts';

/** An answer with its headers and the beginning of what it holds. */
export interface Beginning {
  readonly url: string;
  /** Absent when no answer came. */
  readonly status?: number;
  /** Why no answer came, in words. */
  readonly error?: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** As UTF-8, up to `mostBytes`. */
  readonly body: string;
  /** Until the headers were there. */
  readonly milliseconds: number;
}

/** Enough for an error in XML or HTML, whatever the size of the object. */
const mostBytes = 4_096;

/**
 * Asks once for a URL with GET and reads the beginning of the answer. No answer is a result, not an error.
 * @throws UserError `address-malformed`, and the signal's reason when it is aborted
 */
export async function readBeginning(asked: Probe): Promise<Beginning> {
  const url = new URL(asked.url);
  const timeout = AbortSignal.timeout(asked.timeoutMilliseconds);
  const signal = asked.signal ? AbortSignal.any([asked.signal, timeout]) : timeout;
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  try {
    const answer = await answerOf(open(asked, url, signal));
    const milliseconds = elapsed();
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')]);
    return {
      url: asked.url,
      ...(answer.statusCode !== undefined && { status: answer.statusCode }),
      headers: Object.fromEntries(headers),
      body: await beginningOf(answer),
      milliseconds,
    };
  } catch (error) {
    asked.signal?.throwIfAborted();
    const words = timeout.aborted
      ? `no answer within ${Math.ceil(asked.timeoutMilliseconds / 1_000)} seconds`
      : inWords(error, url.hostname);
    return { url: asked.url, error: words, headers: {}, body: '', milliseconds: elapsed() };
  }
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    // It stays: ending the connection early may bring one more error after the answer.
    request.on('error', reject);
    request.end();
  });
}

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    size += bytes.length;
    // Leaving the loop ends the connection.
    if (size >= mostBytes) break;
  }
  return Buffer.concat(parts).subarray(0, mostBytes).toString('utf8');
}
