import type { IncomingHttpHeaders } from 'node:http';

/** The content of a body that AWS's clients framed as `aws-chunked`; other bodies are returned as they are. */
export function decodeBody(body: Buffer, headers: IncomingHttpHeaders): Buffer {
  const encoding = String(headers['content-encoding'] ?? '');
  const digest = String(headers['x-amz-content-sha256'] ?? '');
  if (!encoding.includes('aws-chunked') && !digest.startsWith('STREAMING-')) return body;
  return decodeChunks(body);
}

/** `SIZE[;chunk-signature=…]\r\nDATA\r\n` until a size of 0; the trailing checksums after it are not verified. */
function decodeChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const lineEnd = body.indexOf('\r\n', at);
    if (lineEnd === -1) break;
    const size = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    if (!(size > 0)) break;
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
