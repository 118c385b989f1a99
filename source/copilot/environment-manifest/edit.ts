import { editSource, type SourceEdit } from '../../yaml/edit.ts';
import { lineAt } from '../../yaml/layout.ts';
import { locate } from '../../yaml/locate.ts';
import type { Path } from '../../yaml/plain-value.ts';
import { parseSource, type SourceDocument } from '../../yaml/source-document.ts';
import { booleanOf, isGiven, plainAt } from '../go-yaml.ts';
import { decodeFields } from './fields.ts';

/** What is to become of a manifest. What is left out stays as it is. */
export interface EnvironmentManifestChange {
  /** False takes all of `cdn` away. */
  readonly cdn?: boolean;
  /** An ARN in us-east-1; null takes it away. Without a CDN, an ARN turns it on. */
  readonly certificate?: string | null;
  readonly terminateTls?: boolean | null;
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
  const edit = (current: string, edits: (source: SourceDocument) => readonly SourceEdit[]): string =>
    editSource(current, edits(parseSource(current, options)), options);
  const withCdn = edit(text, (source) => cdnEdits(source, change));
  const whole = edit(withCdn, (source) => emptiedCdn(source, change));
  return edit(whole, (source) => ingressEdits(source, change));
}

function cdnEdits(
  source: SourceDocument,
  { cdn, certificate, terminateTls }: EnvironmentManifestChange,
): SourceEdit[] {
  if (cdn === false) return [{ op: 'remove', path: ['cdn'] }];
  const data = source.plain();
  const now = decodeFields(data).cdn;
  const place = { after: 'http', before: 'observability' };
  const edits: SourceEdit[] = [];
  if (typeof certificate === 'string')
    edits.push({ op: 'set', path: ['cdn', 'certificate'], value: certificate, ...place });
  if (certificate === null) edits.push({ op: 'remove', path: ['cdn', 'certificate'] });
  const needsTermination =
    terminateTls === true || (terminateTls === false && isGiven(plainAt(data, ['cdn', 'terminate_tls'])));
  if (needsTermination && now.terminateTls !== terminateTls)
    edits.push({ op: 'set', path: ['cdn', 'terminate_tls'], value: terminateTls, ...place });
  if (terminateTls === null) edits.push({ op: 'remove', path: ['cdn', 'terminate_tls'] });
  const sets = edits.some(({ op }) => op === 'set');
  if (cdn === true && !now.enabled && !sets) return [{ op: 'set', path: ['cdn'], value: true, ...place }];
  return edits;
}

/** A map of which nothing is left that turns the CDN on becomes `true`: Copilot refuses an empty one. */
function emptiedCdn(
  source: SourceDocument,
  { cdn, certificate, terminateTls }: EnvironmentManifestChange,
): SourceEdit[] {
  if (cdn === false || (certificate !== null && terminateTls !== null)) return [];
  const data = source.plain();
  if (!isGiven(plainAt(data, ['cdn'])) || booleanOf(plainAt(data, ['cdn'])) !== undefined) return [];
  return decodeFields(data).cdn.enabled ? [] : [{ op: 'set', path: ['cdn'], value: true }];
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
  return source.has(deprecatedIngress.slice(0, -1));
}

/** The key goes, and what it leaves empty; but a comment that its author wrote behind it stays, behind `false`. */
function turnedOff(source: SourceDocument, path: Path): SourceEdit {
  const { node } = locate(source.document, path);
  const end = node?.range?.[1] ?? 0;
  const hasComment = lineAt(source.text, end).includes('#');
  return hasComment ? { op: 'set', path, value: false } : { op: 'remove', path, prune: true };
}
