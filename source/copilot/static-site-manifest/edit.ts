import { editSource, type SourceEdit } from '../../yaml/edit.ts';
import { equalPlain, isPlainList, type Path, type PlainValue } from '../../yaml/plain-value.ts';
import { parseSource, type SourceDocument } from '../../yaml/source-document.ts';
import { isGiven, plainAt } from '../go-yaml.ts';
import { overridePath } from '../overrides.ts';

/** What is to become of a static site's manifest. What is left out stays as it is. */
export interface StaticSiteManifestChange {
  readonly alias?: string | null;
  /** An ARN in us-east-1; null takes it away. */
  readonly certificate?: string | null;
  /** All of them, in their order. */
  readonly files?: readonly FilesEntry[];
  /** Only there: its overrides are written, the rest stays. Default: what holds wherever nothing is overridden. */
  readonly environment?: string;
}

export interface FilesEntry {
  readonly source: string;
  readonly destination?: string;
  readonly recursive?: boolean;
  readonly exclude?: string | readonly string[];
  readonly reinclude?: string | readonly string[];
}

/**
 * The manifest's source text with the change made, and nothing else. What it says already is not written again.
 *
 * @throws UserError `cannot-edit-safely`, and what `parseSource` throws
 */
export function editStaticSiteManifest(
  text: string,
  change: StaticSiteManifestChange,
  options: { readonly file?: string } = {},
): string {
  const source = parseSource(text, options);
  const at = (path: Path) =>
    change.environment === undefined ? path : overridePath(change.environment, path);
  return editSource(
    text,
    [
      ...textEdits(source, at(['http', 'alias']), change.alias),
      ...textEdits(source, at(['http', 'certificate']), change.certificate),
      ...(change.files === undefined ? [] : filesEdits(source, at(['files']), change.files)),
    ],
    options,
  );
}

function textEdits(source: SourceDocument, path: Path, wanted: string | null | undefined): SourceEdit[] {
  if (wanted === undefined) return [];
  // A key without a value is as good as none, and still is taken away.
  if (wanted === null) return source.has(path) ? [{ op: 'remove', path, prune: true }] : [];
  if (plainAt(source.plain(), path) === wanted) return [];
  // In an override the parent that is missing is not `http` but `environments`, which goes last.
  const place = path[0] === 'http' ? { after: 'type', before: 'files' } : {};
  return [{ op: 'set', path, value: wanted, ...place }];
}

/** Entry by entry, so that those that stay keep their comments: changed ones first, then those that come or go, at the end. */
function filesEdits(source: SourceDocument, path: Path, wanted: readonly FilesEntry[]): SourceEdit[] {
  const now = plainAt(source.plain(), path);
  const entries = wanted.map(plainEntry);
  if (!isPlainList(now) || now.length === 0 || entries.length === 0) {
    const same = isGiven(now) && equalPlain(now, entries);
    return same ? [] : [{ op: 'set', path, value: entries }];
  }
  const changed = entries
    .slice(0, now.length)
    .flatMap((entry, index): SourceEdit[] =>
      equalPlain(now[index] ?? null, entry) ? [] : [{ op: 'set', path: [...path, index], value: entry }],
    );
  const added = entries
    .slice(now.length)
    .map((entry, index): SourceEdit => ({ op: 'set', path: [...path, now.length + index], value: entry }));
  const gone = now
    .slice(entries.length)
    .map((_, index): SourceEdit => ({ op: 'remove', path: [...path, now.length - 1 - index] }));
  return [...changed, ...added, ...gone];
}

function plainEntry({ source, destination, recursive, exclude, reinclude }: FilesEntry): PlainValue {
  return {
    source,
    ...(destination !== undefined && { destination }),
    ...(recursive !== undefined && { recursive }),
    ...(exclude !== undefined && { exclude }),
    ...(reinclude !== undefined && { reinclude }),
  };
}
