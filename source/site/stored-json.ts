import { gunzipSync, gzipSync } from 'node:zlib';

/** JSON as it is kept in the bucket, compressed. */
export function encodeJson(value: unknown): Uint8Array {
  return gzipSync(JSON.stringify(value));
}

/** Undefined when it is no JSON. Whoever mends it by hand may leave it uncompressed. */
export function decodeJson(body: Uint8Array): unknown {
  try {
    const plain = body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : Buffer.from(body);
    return JSON.parse(plain.toString());
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
