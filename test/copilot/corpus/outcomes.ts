import { checkManifests, type ManifestText } from '../../../source/copilot/check-manifests.ts';
import type { Severity } from '../../../source/copilot/finding.ts';
import { UserError } from '../../../source/errors.ts';
import { parseSource } from '../../../source/yaml/source-document.ts';
import { SourceError } from '../../../source/yaml/source-error.ts';
import type { CorpusFile } from '../../yaml/corpus.ts';
import type { ManifestEdit, ManifestKind } from '../manifest-edits/manifest-edit.ts';
import { judge, type Verdict } from '../verdict/index.ts';

/** What becomes of one edit in the files of its kind that can be read. */
export interface EditOutcomes {
  readonly edit: ManifestEdit;
  /** Those that it applies to. */
  readonly files: readonly FileOutcome[];
}

export interface FileOutcome {
  readonly name: string;
  readonly verdict: Exclude<Verdict, { readonly kind: 'does-not-apply' | 'unknown' }>;
}

export interface Unreadable {
  readonly name: string;
  readonly code: string;
  /** `environment/021.yml:35:1` */
  readonly place: string;
}

export interface FindingCount {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  readonly files: number;
}

export function outcomesOf(edit: ManifestEdit, files: readonly CorpusFile[]): EditOutcomes {
  const judged = files
    .filter((file) => kindOf(file) === edit.kind && unreadable(file) === undefined)
    .flatMap(({ name, text }): FileOutcome[] => {
      const verdict = judge(edit, text);
      return verdict.kind === 'does-not-apply' || verdict.kind === 'unknown' ? [] : [{ name, verdict }];
    });
  return { edit, files: judged };
}

/** By the folder that it lies in. */
export function kindOf({ name }: CorpusFile): ManifestKind {
  if (name.startsWith('environment/')) return 'environment';
  return name.startsWith('static-site/') ? 'static site' : 'service';
}

/** Undefined for a file that can be read. */
export function unreadable({ name, text }: CorpusFile): Unreadable | undefined {
  try {
    parseSource(text, { file: name });
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { line, column } = error instanceof SourceError ? error.position : { line: 1, column: 1 };
    return { name, code: error.code, place: `${name}:${line}:${column}` };
  }
}

export function manifestText(file: CorpusFile): ManifestText {
  const kind = kindOf(file) === 'environment' ? 'environment' : 'workload';
  return { file: file.name, text: file.text, kind };
}

/** Each file is checked by itself, in a shell in which no variable is set. The most frequent finding first. */
export function countFindings(files: readonly CorpusFile[]): readonly FindingCount[] {
  const counts = new Map<string, FindingCount>();
  for (const file of files) {
    const seen = new Set<string>();
    const checked = checkManifests([manifestText(file)], { application: 'shop', variables: {} });
    for (const { code, severity } of checked.flatMap(({ findings }) => findings)) {
      const key = `${code} ${severity}`;
      const { count, files: held } = counts.get(key) ?? { count: 0, files: 0 };
      counts.set(key, { code, severity, count: count + 1, files: held + (seen.has(key) ? 0 : 1) });
      seen.add(key);
    }
  }
  return [...counts.values()].sort(
    (one, other) => other.count - one.count || (one.code < other.code ? -1 : 1),
  );
}
