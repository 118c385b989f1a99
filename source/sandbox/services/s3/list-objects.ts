import type { Bucket } from '../../world.ts';
import { pageOf } from '../operations.ts';

/** A page of keys, in the order of their bytes, those below a delimiter folded into common prefixes. */
export function listObjects(bucket: Bucket, query: URLSearchParams) {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const after = query.get('start-after') ?? query.get('marker') ?? '';
  const size = Number(query.get('max-keys') ?? '1000');
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const entries = [...new Set(keys.map((key) => fold(key, prefix, delimiter)))];
  const token = query.get('continuation-token') ?? undefined;
  const page = pageOf(entries, token, size);
  const encode = query.get('encoding-type') === 'url' ? encodeKey : (key: string) => key;
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter || undefined,
    MaxKeys: size,
    EncodingType: query.get('encoding-type') ?? undefined,
    KeyCount: page.items.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token,
    NextContinuationToken: page.next,
    Contents: page.items
      .filter((key) => bucket.objects.has(key))
      .map((key) => {
        const stored = bucket.objects.get(key);
        return {
          Key: encode(key),
          LastModified: stored?.modified,
          ETag: stored?.etag,
          Size: stored?.body.length,
          StorageClass: 'STANDARD',
        };
      }),
    CommonPrefixes: page.items
      .filter((key) => !bucket.objects.has(key))
      .map((folder) => ({ Prefix: encode(folder) })),
  };
}

function fold(key: string, prefix: string, delimiter: string): string {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end === -1 ? key : key.slice(0, end + delimiter.length);
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}
