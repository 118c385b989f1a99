import { isMap, isSeq, type Node } from 'yaml';
import { isBlockCollection } from './layout.ts';
import { Refusal } from './refusal.ts';
import type { Rendered } from './render.ts';
import { parseSource, type SourceDocument } from './source-document.ts';

export interface Fragment {
  readonly source: SourceDocument;
  readonly node: Node;
  readonly rendered: Rendered;
}

/** Reads YAML source lines at column 0 that become a value. */
export function readFragment(text: string): Fragment {
  const body = text.replace(/\r\n/g, '\n').replace(/\n+$/, '');
  const source = parseSource(`${body}\n`, { file: 'the fragment', cloudFormation: true });
  const node = source.document.contents;
  if (node === null) throw new Refusal('the fragment is empty');
  const lines = body.split('\n');
  if (!isBlockCollection(node)) return { source, node, rendered: { kind: 'inline', text: body } };
  const sequence = isSeq(node);
  const [first = '', ...rest] = lines;
  if (/^[!&]\S+\s*(#.*)?$/.test(first))
    return { source, node, rendered: { kind: 'block', head: first.trimEnd(), lines: rest, sequence } };
  if (!isMap(node) && !sequence) throw new Refusal('the fragment is no value');
  return { source, node, rendered: { kind: 'block', lines, sequence } };
}
