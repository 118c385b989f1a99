import { gunzipSync, gzipSync } from 'node:zlib';

/** JSON as it is kept in the bucket, compressed. */
export function encodeJson(value: unknown): Uint8Array {
  return gzipSync(JSON.stringify(value));
}

/** Undefined when it is no JSON. Whoever mends it by hand may leave it uncompressed. */
export function decodeJson(body: Uint8Array): unknown {
  const plain = inflated(body);
  return plain && decodePlain(plain.toString());
}

/** Undefined when it is neither plain nor whole. */
export function inflated(body: Uint8Array): Buffer | undefined {
  try {
    return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : Buffer.from(body);
  } catch {
    return undefined;
  }
}

/** Undefined when it is no JSON. */
export function decodePlain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
