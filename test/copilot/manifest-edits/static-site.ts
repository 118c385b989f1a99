import {
  editStaticSiteManifest,
  type FilesEntry,
  type StaticSiteManifestChange,
} from '../../../source/copilot/static-site-manifest/edit.ts';
import { isPlainList, isPlainMap, type Path, type PlainValue } from '../../../source/yaml/plain-value.ts';
import { dataOf, dataOrNull } from '../verdict/library.ts';
import {
  anotherWord,
  hasLastingParent,
  isOrdinary,
  type ManifestEdit,
  type NoWayBack,
  nothingKeptOfIt,
  stoodEmpty,
} from './manifest-edit.ts';
import { at, canHold, isGiven, pruned, put } from './plain-data.ts';

const alias = 'www.example.com';
const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';
const added = { source: 'public', destination: 'assets', recursive: true };

interface Scope {
  readonly name: string;
  readonly environment?: string;
}

const scopes: readonly Scope[] = [{ name: '' }, { name: ' in an environment', environment: 'prod' }];

function ownPath(scope: Scope, path: Path): Path {
  return scope.environment === undefined ? path : ['environments', scope.environment, ...path];
}

function edited(text: string, scope: Scope, change: StaticSiteManifestChange): string {
  return editStaticSiteManifest(text, {
    ...change,
    ...(scope.environment !== undefined && { environment: scope.environment }),
  });
}

function textEdits(scope: Scope, key: 'alias' | 'certificate', wanted: string): readonly ManifestEdit[] {
  const path = ownPath(scope, ['http', key]);
  const around = { kind: 'static site', places: (): readonly Path[] => [path] } as const;
  const isMap = (data: PlainValue) => isPlainMap(data) && canHold(data, path);
  const setting = {
    ...around,
    edit: (text: string) => edited(text, scope, { [key]: wanted }),
    meant: (data: PlainValue) => [put(data, path, wanted)],
  };
  return [
    {
      ...setting,
      name: `http.${key} set${scope.name}`,
      appliesTo: (data) => isMap(data) && !isGiven(at(data, path)),
      back: (text, original) => {
        const before = dataOf(original);
        if (at(before, path) === null || !hasLastingParent(original, path)) return stoodEmpty;
        return edited(text, scope, { [key]: null });
      },
    },
    {
      ...setting,
      name: `http.${key} changed${scope.name}`,
      appliesTo: (data) => isMap(data) && isGiven(at(data, path)),
      back: (text, original) => {
        const value = at(dataOf(original), path);
        return typeof value === 'string' && isOrdinary(original, path)
          ? edited(text, scope, { [key]: value })
          : anotherWord;
      },
    },
    {
      ...around,
      name: `http.${key} removed${scope.name}`,
      appliesTo: isMap,
      edit: (text) => edited(text, scope, { [key]: null }),
      meant: (data) => pruned(data, path),
      back: (text, original) => (at(dataOf(original), path) === undefined ? text : nothingKeptOfIt),
    },
  ];
}

function entryOf(value: PlainValue): FilesEntry | undefined {
  if (!isPlainMap(value)) return undefined;
  const { source, destination, recursive, exclude, reinclude, ...others } = value;
  if (typeof source !== 'string' || Object.keys(others).length > 0) return undefined;
  if (destination !== undefined && typeof destination !== 'string') return undefined;
  if (recursive !== undefined && typeof recursive !== 'boolean') return undefined;
  if (!isPatterns(exclude) || !isPatterns(reinclude)) return undefined;
  return {
    source,
    ...(destination !== undefined && { destination }),
    ...(recursive !== undefined && { recursive }),
    ...(exclude !== undefined && { exclude }),
    ...(reinclude !== undefined && { reinclude }),
  };
}

function isPatterns(value: PlainValue | undefined): value is string | readonly string[] | undefined {
  if (value === undefined || typeof value === 'string') return true;
  return isPlainList(value) && value.every((item) => typeof item === 'string');
}

/** Undefined where the list says something that the edit has no words for. */
function entriesOf(data: PlainValue, scope: Scope): readonly FilesEntry[] | undefined {
  const list = at(data, ownPath(scope, ['files']));
  if (!isGiven(list)) return [];
  const entries = isPlainList(list) ? list.map(entryOf) : [undefined];
  const known = entries.filter((entry) => entry !== undefined);
  return known.length === entries.length ? known : undefined;
}

function filesEdits(scope: Scope): readonly ManifestEdit[] {
  const path = ownPath(scope, ['files']);
  const entries = (data: PlainValue) => entriesOf(data, scope) ?? [];
  const has = (data: PlainValue, count: number) =>
    isPlainMap(data) && canHold(data, path) && (entriesOf(data, scope)?.length ?? -1) >= count;
  const writing =
    (change: (now: readonly FilesEntry[]) => readonly FilesEntry[]) => (text: string, original: string) =>
      edited(text, scope, { files: change(entries(dataOrNull(original))) });
  const backTo = (text: string, original: string) =>
    edited(text, scope, { files: entries(dataOf(original)) });
  const moved = (now: readonly FilesEntry[]) =>
    now.map((entry, index) => (index === 0 ? { ...entry, destination: 'moved' } : entry));
  return [
    {
      name: `files: an entry changed${scope.name}`,
      kind: 'static site',
      appliesTo: (data) => has(data, 1),
      edit: writing(moved),
      meant: (data) => [put(data, [...path, 0, 'destination'], 'moved')],
      places: () => [[...path, 0, 'destination']],
      back: (text, original) => {
        const destination = [...path, 0, 'destination'];
        const isNew = at(dataOf(original), destination) === undefined;
        return isNew || isOrdinary(original, destination) ? backTo(text, original) : anotherWord;
      },
    },
    {
      name: `files: an entry added${scope.name}`,
      kind: 'static site',
      appliesTo: (data) => has(data, 0),
      edit: writing((now) => [...now, added]),
      meant: (data) => [put(data, path, [...listAt(data, path), added])],
      places: (data) => (listAt(data, path).length === 0 ? [path] : [[...path, listAt(data, path).length]]),
      back: (text, original): string | NoWayBack =>
        listAt(dataOf(original), path).length === 0 ? stoodEmpty : backTo(text, original),
    },
    {
      name: `files: the last entry removed${scope.name}`,
      kind: 'static site',
      appliesTo: (data) => has(data, 2),
      edit: writing((now) => now.slice(0, -1)),
      meant: (data) => [put(data, path, listAt(data, path).slice(0, -1))],
      places: (data) => [[...path, listAt(data, path).length - 1]],
      back: () => nothingKeptOfIt,
    },
  ];
}

function listAt(data: PlainValue, path: Path): readonly PlainValue[] {
  const list = at(data, path);
  return isPlainList(list) ? list : [];
}

export const staticSiteEdits: readonly ManifestEdit[] = scopes.flatMap((scope) => [
  ...textEdits(scope, 'alias', alias),
  ...textEdits(scope, 'certificate', certificate),
  ...filesEdits(scope),
]);
