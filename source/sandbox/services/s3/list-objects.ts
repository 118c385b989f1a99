import type { Bucket } from '../../world.ts';
import { pageOf } from '../operations.ts';

/** A page of keys, in the order of their bytes, those below a delimiter folded into common prefixes. */
export function listObjects(bucket: Bucket, query: URLSearchParams) {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const after = query.get('start-after') ?? query.get('marker') ?? '';
  const size = Math.min(Number(query.get('max-keys') ?? '1000'), mostKeys);
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const folders = new Set<string>();
  const entries = keys.filter((key) => {
    const folder = folderOf(key, prefix, delimiter);
    if (folder === undefined) return true;
    const isNew = !folders.has(folder);
    folders.add(folder);
    return isNew;
  });
  const token = query.get('continuation-token') ?? undefined;
  const page = pageOf(entries, token, size);
  const isFolded = (key: string) => folderOf(key, prefix, delimiter) !== undefined;
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
      .filter((key) => !isFolded(key))
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
      .filter(isFolded)
      .map((key) => ({ Prefix: encode(folderOf(key, prefix, delimiter) ?? '') })),
  };
}

const mostKeys = 1000;

/** The common prefix that a key is folded into: up to the first delimiter behind the prefix that was asked for. */
function folderOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end === -1 ? undefined : key.slice(0, end + delimiter.length);
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}
