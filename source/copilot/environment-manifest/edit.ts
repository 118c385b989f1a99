import { editSource, type SourceEdit } from '../../yaml/edit.ts';
import { lineAt } from '../../yaml/layout.ts';
import { locate } from '../../yaml/locate.ts';
import { hasPath, isPlainMap, type Path, type PlainValue } from '../../yaml/plain-value.ts';
import { parseSource, type SourceDocument } from '../../yaml/source-document.ts';
import { booleanOf, isGiven, plainAt } from '../go-yaml.ts';
import { decodeFields, type StaticAssets } from './fields.ts';

/** What is to become of a manifest. What is left out stays as it is. */
export interface EnvironmentManifestChange {
  /** False takes all of `cdn` away. */
  readonly cdn?: boolean;
  /** An ARN in us-east-1; null takes it away. Without a CDN, an ARN turns it on. */
  readonly certificate?: string | null;
  readonly terminateTls?: boolean | null;
  /** Parts that are left out stay; null takes all of it away. Without a CDN, they turn it on. */
  readonly staticAssets?: StaticAssets | null;
  /** May only CloudFront reach the load balancer? */
  readonly restrictIngress?: boolean;
}

const ingress: Path = ['http', 'public', 'ingress', 'cdn'];
const deprecatedIngress: Path = ['http', 'public', 'security_groups', 'ingress', 'restrict_to', 'cdn'];

/**
 * The manifest's source text with the change made, and nothing else. What it says already is not written again.
 *
 * @throws UserError `cannot-edit-safely`, and what `parseSource` throws
 */
export function editEnvironmentManifest(
  text: string,
  change: EnvironmentManifestChange,
  options: { readonly file?: string } = {},
): string {
  const source = parseSource(text, options);
  return editSource(text, [...cdnEdits(source, change), ...ingressEdits(source, change)], options);
}

const place = { after: 'http', before: 'observability' };

/** The parts of the `cdn` map, in the order in which they are written. */
const parts = ['certificate', 'terminate_tls', 'static_assets'] as const;

type Part = (typeof parts)[number];

function cdnEdits(source: SourceDocument, change: EnvironmentManifestChange): SourceEdit[] {
  if (change.cdn === false) return [{ op: 'remove', path: ['cdn'] }];
  const data = source.plain();
  const cdn = plainAt(data, ['cdn']);
  const wanted = wantedParts(data, change);
  const set = parts.filter((part) => isGiven(wanted[part]));
  const gone = parts.filter((part) => wanted[part] === null && isGiven(plainAt(cdn, [part])));
  // A map of which nothing is left that turns the CDN on becomes `true`: Copilot refuses an empty one.
  if (gone.length > 0 && !decodeFields({ cdn: without(cdn, gone) }).cdn.enabled && set.length === 0)
    return [{ op: 'set', path: ['cdn'], value: true }];
  if (set.length === 0 && gone.length === 0)
    return change.cdn === true && !decodeFields(data).cdn.enabled
      ? [{ op: 'set', path: ['cdn'], value: true, ...place }]
      : [];
  if (!isPlainMap(cdn) || !source.has(['cdn'])) {
    const value = Object.fromEntries(set.map((part): [string, PlainValue] => [part, wanted[part] ?? null]));
    return [{ op: 'set', path: ['cdn'], value, ...place }];
  }
  return [
    ...set.flatMap((part) => partEdits(part, wanted[part] ?? null)),
    ...gone.map((part): SourceEdit => ({ op: 'remove', path: ['cdn', part] })),
  ];
}

/** What each part is to be; null: nothing; undefined: what it is. */
function wantedParts(
  data: PlainValue,
  { certificate, terminateTls, staticAssets }: EnvironmentManifestChange,
): Readonly<Record<Part, PlainValue | undefined>> {
  const now = decodeFields(data).cdn;
  // False is written over what is there, but not for its own sake.
  const writtenTls = isGiven(plainAt(data, ['cdn', 'terminate_tls']));
  const tls = terminateTls === now.terminateTls || (terminateTls === false && !writtenTls);
  return {
    certificate: certificate === now.certificate ? undefined : certificate,
    terminate_tls: tls ? undefined : terminateTls,
    static_assets: staticAssets === null || staticAssets === undefined ? staticAssets : { ...staticAssets },
  };
}

/** Of static assets each key by itself: what else stands there is the author's. */
function partEdits(part: Part, value: PlainValue): SourceEdit[] {
  const path = ['cdn', part];
  if (!isPlainMap(value)) return [{ op: 'set', path, value }];
  return Object.entries(value).map(([key, item]) => ({ op: 'set', path: [...path, key], value: item }));
}

function without(map: PlainValue | undefined, keys: readonly string[]): PlainValue {
  if (!isPlainMap(map)) return null;
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

function ingressEdits(source: SourceDocument, { restrictIngress }: EnvironmentManifestChange): SourceEdit[] {
  if (restrictIngress === undefined) return [];
  const data = source.plain();
  const isOn = (path: Path) => booleanOf(plainAt(data, path)) === true;
  if (!restrictIngress)
    return [ingress, deprecatedIngress].filter(isOn).map((path) => turnedOff(source, path));
  const path = usesDeprecatedSpelling(source) ? deprecatedIngress : ingress;
  return isOn(path) ? [] : [{ op: 'set', path, value: true, before: 'observability' }];
}

/** Both spellings at once are an error to Copilot, so the file's own is kept. */
function usesDeprecatedSpelling(source: SourceDocument): boolean {
  const fields = decodeFields(source.plain());
  if (fields.ingress.cdn !== undefined || fields.ingress.sourceIps.length > 0) return false;
  return hasPath(source.plain(), deprecatedIngress.slice(0, -1));
}

/** The key goes, and what it leaves empty; but a comment that its author wrote behind it stays, behind `false`. */
function turnedOff(source: SourceDocument, path: Path): SourceEdit {
  const { node } = locate(source.document, path);
  const end = node?.range?.[1] ?? 0;
  const hasComment = lineAt(source.text, end).includes('#');
  return hasComment ? { op: 'set', path, value: false } : { op: 'remove', path, prune: true };
}
