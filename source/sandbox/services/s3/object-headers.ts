import type { AwsRequest } from '../../service.ts';
import type { StoredObject } from '../../world.ts';

const kept = /^(cache-control|content-disposition|content-language|expires|x-amz-meta-.+)$/;

/** What a request says about the object that is to be kept with it. */
export function headersToKeep({ headers }: AwsRequest): {
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const plain = Object.entries(headers).filter(([name]) => kept.test(name));
  // `aws-chunked` is about the way, not about the object.
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked')
    .join(',');
  return {
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    headers: Object.fromEntries([...plain, ...(encoding === '' ? [] : [['content-encoding', encoding]])]),
  };
}

/** The headers with which an object is answered. */
export function headersOf(stored: StoredObject): Readonly<Record<string, string>> {
  return {
    etag: stored.etag,
    'last-modified': stored.modified.toUTCString(),
    'content-type': stored.contentType,
    'accept-ranges': 'bytes',
    ...stored.headers,
  };
}
