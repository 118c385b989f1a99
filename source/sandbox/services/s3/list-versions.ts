import { allVersions, type ListedVersion } from '../../object-versions.ts';
import { restXmlResponse } from '../../protocol/index.ts';
import type { AwsResponse } from '../../service.ts';
import type { Bucket } from '../../world.ts';
import { namespace } from './call.ts';

const mostVersions = 1000;

/** A page of versions and markers, from behind `key-marker` and `version-id-marker`. */
export function listVersions(bucket: Bucket, query: URLSearchParams): AwsResponse {
  const prefix = query.get('prefix') ?? '';
  const size = Math.min(Number(query.get('max-keys') ?? mostVersions), mostVersions);
  const all = allVersions(bucket).filter(({ key }) => key.startsWith(prefix));
  const start = startOf(all, query.get('key-marker') ?? '', query.get('version-id-marker') ?? '');
  const page = all.slice(start, start + size);
  const last = start + size < all.length ? page.at(-1) : undefined;
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (key: string) => key;
  const described = page.map((version) => describe(version, encode));
  return restXmlResponse('ListVersionsResult', namespace, {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: query.get('key-marker') ?? '',
    VersionIdMarker: query.get('version-id-marker') ?? '',
    NextKeyMarker: last && encode(last.key),
    NextVersionIdMarker: last?.versionId,
    MaxKeys: size,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: last !== undefined,
    Version: described.filter((one) => 'Size' in one),
    DeleteMarker: described.filter((one) => !('Size' in one)),
  });
}

function startOf(all: readonly ListedVersion[], key: string, versionId: string): number {
  if (key === '') return 0;
  const after = all.findIndex((one) =>
    versionId === '' ? one.key > key : one.key === key && one.versionId === versionId,
  );
  if (after === -1) return all.length;
  return versionId === '' ? after : after + 1;
}

function describe(
  { key, versionId, modified, isLatest, stored }: ListedVersion,
  encode: (key: string) => string,
) {
  return {
    Key: encode(key),
    VersionId: versionId,
    IsLatest: isLatest,
    LastModified: modified,
    ...(stored !== undefined && {
      ETag: stored.etag,
      Size: stored.body.length,
      StorageClass: 'STANDARD',
    }),
  };
}
