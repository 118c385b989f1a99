import { columnOf, nodeEnd, valueStart } from './layout.ts';
import { locate } from './locate.ts';
import type { Path } from './plain-value.ts';
import type { SourceDocument } from './source-document.ts';

/** The source of the value at a path, its tag included, moved to column 0; undefined when nothing is written there. */
export function sourceAt({ text, documentAt }: SourceDocument, path: Path): string | undefined {
  const { steps, node, rest } = locate(documentAt(path), path);
  const step = steps.at(-1);
  if (step === undefined || rest.length > 0) return undefined;
  const start = step.kind === 'map' ? valueStart(step.pair) : node?.range?.[0];
  const end = nodeEnd(text, node);
  if (start === undefined || end === undefined) return undefined;
  const outdent = new RegExp(`^ {0,${columnOf(text, start)}}`);
  const lines = text.slice(start, end).split(/\r?\n/);
  return lines.map((line, index) => (index === 0 ? line : line.replace(outdent, ''))).join('\n');
}
