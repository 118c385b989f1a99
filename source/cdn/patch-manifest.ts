import { isScalar, Scalar } from 'yaml';
import type { Splice } from '../yaml/edit-context.ts';
import { columnOf, endOfLine, nextLine, nodeEnd } from '../yaml/layout.ts';
import type { TemplateView } from './template-view.ts';

export const manifestPath = ['Metadata', 'Manifest'] as const;

/**
 * Puts another manifest into the template's metadata; nothing when it says that already (line endings at its end aside). A literal block keeps its indentation, so that the diff is the manifest's own.
 */
export function manifestSplices(view: TemplateView, manifest: string): Splice[] {
  const { text } = view.source;
  const wanted = `${manifest.replace(/\r\n/g, '\n').replace(/\n+$/, '')}\n`;
  const current = view.at(manifestPath);
  if (typeof current === 'string' && current.trimEnd() === wanted.trimEnd()) return [];
  const node = view.source.nodeAt(manifestPath);
  const [start] = node?.range ?? [];
  const end = nodeEnd(text, node ?? null);
  // A template without a manifest (older than Copilot's manifests of environments) goes on without one.
  if (!isScalar(node) || start === undefined || end === undefined) return [];
  const indentation = literalIndentation(text, node, start);
  if (indentation === undefined || !isLiteral(wanted)) return [{ start, end, text: JSON.stringify(wanted) }];
  const emptyLine = indentsEmptyLines(text, start, end, indentation) ? indentation : '';
  const lines = wanted
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? emptyLine : indentation + line));
  // A manifest from Windows keeps its line endings in the midst of a template that has others.
  const block = lines.join(endOfLine(text, nextLine(text, start)));
  return [{ start, end, text: `|${endOfLine(text, start)}${block}` }];
}

/** The spaces before the lines of a literal block; undefined for a manifest between quotes. */
function literalIndentation(text: string, node: Scalar, start: number): string | undefined {
  if (node.type !== Scalar.BLOCK_LITERAL) return undefined;
  const first = /\n( +)\S/.exec(text.slice(start))?.[1];
  return first ?? ' '.repeat(columnOf(text, start) + 2);
}

/** Copilot does, and so writes a line of spaces behind the manifest; what an override has written anew has none. */
function indentsEmptyLines(text: string, start: number, end: number, indentation: string): boolean {
  const block = text.slice(start, nextLine(text, nextLine(text, end)));
  return new RegExp(`\\n${indentation}\\r?\\n`).test(block);
}

/** A block's first line sets its indentation, so it cannot begin with a space; some characters cannot stand in one at all. */
export function isLiteral(manifest: string): boolean {
  return (
    !/^\n* /.test(manifest) &&
    !/[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(manifest)
  );
}
