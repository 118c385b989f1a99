import type { SourceEdit } from './edit.ts';
import { contentOfFragment } from './edit-context.ts';
import { type Path, pathText } from './plain-value.ts';
import { indent, pairLines, type Rendered, renderBlock, type Style } from './render.ts';

const style: Style = { step: 2, dash: 2, quotes: 'plain' };

/** What a person has to write where an edit was refused. */
export function linesByHand(edits: readonly SourceEdit[]): string[] {
  return edits.flatMap(linesOf);
}

function linesOf(edit: SourceEdit): string[] {
  switch (edit.op) {
    case 'set':
      return nested(edit.path, renderBlock(edit.value, style));
    case 'insert':
      return nested([...edit.path, edit.key ?? '-'], contentOfFragment(edit.fragment).rendered);
    case 'replace':
      return nested(edit.path, contentOfFragment(edit.fragment).rendered);
    case 'remove':
      return [`(remove ${pathText(edit.path)})`];
  }
}

function nested(path: Path, value: Rendered): string[] {
  const [key, ...deeper] = path;
  if (key === undefined) return value.kind === 'inline' ? [value.text] : [...value.lines];
  if (deeper.length === 0) return pairLines(String(key), value, style);
  return [`${key}:`, ...indent(nested(deeper, value), style.step)];
}
