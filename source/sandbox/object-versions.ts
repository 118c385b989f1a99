import type { Bucket, EarlierVersion, StoredObject, World } from './world.ts';

/** The id of what was put before the bucket kept versions. */
const nullVersion = 'null';

function versionIdOf({ versionId = nullVersion }: { readonly versionId?: string }): string {
  return versionId;
}

/** Makes an object the current one of its key; the one before stays as a version where the bucket keeps them. */
export function putVersion(world: World, bucket: Bucket, key: string, content: StoredObject): StoredObject {
  const { objects } = bucket;
  if (bucket.versioning !== 'Enabled') {
    objects.set(key, content);
    return content;
  }
  keepCurrent(bucket, key);
  const stored = { ...content, versionId: newVersionId(world) };
  objects.set(key, stored);
  return stored;
}

/** Deletes a key: for good, or behind a marker where the bucket keeps versions. Returns the marker's id. */
export function deleteKey(world: World, bucket: Bucket, key: string): string | undefined {
  if (bucket.versioning !== 'Enabled') {
    bucket.objects.delete(key);
    return undefined;
  }
  keepCurrent(bucket, key);
  bucket.objects.delete(key);
  const versionId = newVersionId(world);
  earlierOf(bucket, key).unshift({ kind: 'marker', versionId, modified: world.clock.now() });
  return versionId;
}

/** Deletes one version, or one marker, for good; what was before it becomes current. Returns what it was. */
export function deleteVersion(
  bucket: Bucket,
  key: string,
  versionId: string,
): 'object' | 'marker' | undefined {
  const current = bucket.objects.get(key);
  const earlier = bucket.earlier?.get(key) ?? [];
  if (current !== undefined && versionIdOf(current) === versionId) {
    bucket.objects.delete(key);
    restore(bucket, key);
    return 'object';
  }
  const at = earlier.findIndex((version) => versionIdOf(idHolder(version)) === versionId);
  const [removed] = at === -1 ? [] : earlier.splice(at, 1);
  if (current === undefined) restore(bucket, key);
  return removed?.kind;
}

/** A version by its id; a marker is none that could be read. */
export function versionOf(bucket: Bucket, key: string, versionId: string): StoredObject | undefined {
  const current = bucket.objects.get(key);
  if (current !== undefined && versionIdOf(current) === versionId) return current;
  for (const version of bucket.earlier?.get(key) ?? []) {
    if (version.kind === 'object' && versionIdOf(version.stored) === versionId) return version.stored;
  }
  return undefined;
}

export interface ListedVersion {
  readonly key: string;
  readonly versionId: string;
  readonly modified: Date;
  readonly isLatest: boolean;
  /** Absent: a marker. */
  readonly stored?: StoredObject;
}

/** All versions and markers, by key, the newest of each first. */
export function allVersions(bucket: Bucket): readonly ListedVersion[] {
  const keys = new Set([...bucket.objects.keys(), ...(bucket.earlier?.keys() ?? [])]);
  return [...keys].sort().flatMap((key) => {
    const current = bucket.objects.get(key);
    const all: readonly EarlierVersion[] = [
      ...(current === undefined ? [] : [{ kind: 'object', stored: current } as const]),
      ...(bucket.earlier?.get(key) ?? []),
    ];
    return all.map((version, index) => ({
      key,
      isLatest: index === 0,
      versionId: versionIdOf(idHolder(version)),
      modified: version.kind === 'marker' ? version.modified : version.stored.modified,
      ...(version.kind === 'object' && { stored: version.stored }),
    }));
  });
}

function idHolder(version: EarlierVersion): { readonly versionId?: string } {
  return version.kind === 'marker' ? version : version.stored;
}

function keepCurrent(bucket: Bucket, key: string): void {
  const stored = bucket.objects.get(key);
  if (stored !== undefined) earlierOf(bucket, key).unshift({ kind: 'object', stored });
}

/** The newest of the earlier versions becomes current, unless it is a marker. */
function restore(bucket: Bucket, key: string): void {
  const earlier = bucket.earlier?.get(key);
  const [newest] = earlier ?? [];
  if (newest?.kind === 'object') {
    earlier?.shift();
    bucket.objects.set(key, newest.stored);
  }
  if (earlier?.length === 0) bucket.earlier?.delete(key);
}

function earlierOf(bucket: Bucket, key: string): EarlierVersion[] {
  bucket.earlier ??= new Map();
  const known = bucket.earlier.get(key);
  if (known !== undefined) return known;
  const made: EarlierVersion[] = [];
  bucket.earlier.set(key, made);
  return made;
}

function newVersionId(world: World): string {
  return world.identifiers.letters(32);
}
