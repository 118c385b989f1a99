import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Written } from './library.ts';

/** Where things stand in a text. */

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

export function isFlow(node: Node | undefined): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

export function isBlock(node: Node | undefined): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

/** Does each item between these brackets begin a line? */
export function isTall(text: string, node: Node | undefined): boolean {
  if ((!isMap(node) && !isSeq(node)) || node.items.length === 0) return false;
  return node.items.every((item: unknown) => {
    const first = isNode(item) ? item : hasKey(item) ? item.key : undefined;
    const start = isNode(first) ? (first.range?.[0] ?? 0) : 0;
    return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
  });
}

function hasKey(item: unknown): item is { readonly key: unknown } {
  return typeof item === 'object' && item !== null && 'key' in item;
}

/** From the first character of a key, or of what has no key, to behind the last character of its value. */
export function spanOf(
  text: string,
  { pair, node }: Pick<Written, 'pair' | 'node'>,
): readonly [number, number] {
  const key = isScalar(pair?.key) ? pair.key.range : undefined;
  const start = key?.[0] ?? node?.range?.[0] ?? 0;
  const end = Math.max(endOf(node) ?? 0, key?.[1] ?? 0, start);
  const written = text.slice(start, end);
  // Blank lines belong to a text that keeps them; everywhere else to nobody.
  const isKept = /[|>]\d?\+\d?( #.*)?\r?\n([^\n]*\n)*$/.test(written) && isKeeping(node);
  return [start, isKept ? end - 1 : start + written.trimEnd().length];
}

/** Is what stands last in it a text in which all line endings are kept? */
function isKeeping(node: unknown): boolean {
  if (isScalar(node)) return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  if (isSeq(node)) return isKeeping(node.items.at(-1));
  return isMap(node) && isKeeping(node.items.at(-1)?.value);
}

/** The library counts the comments behind a block among it. */
function endOf(node: unknown): number | undefined {
  if (isScalar(node) && node.source === '' && node.type === 'PLAIN') return undefined;
  if (isSeq(node) && node.flow !== true) return endOf(node.items.at(-1)) ?? node.range?.[0];
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return endOf(last?.value) ?? endOf(last?.key);
  }
  return isNode(node) ? node.range?.[1] : undefined;
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);
}
