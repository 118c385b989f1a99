import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLSeq } from 'yaml';
import { nodeOrNull } from './locate.ts';
import { Refusal } from './refusal.ts';

/** Where things stand in the text. All offsets are into a text without byte-order mark. */

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset after the line's line feed, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The line ending in use around an offset; the file's first one where that line has none. */
export function endOfLine(text: string, offset = 0): '\r\n' | '\n' {
  const feed = text.indexOf('\n', offset);
  const last = feed === -1 ? text.lastIndexOf('\n') : feed;
  return last > 0 && text[last - 1] === '\r' ? '\r\n' : '\n';
}

/** The line that begins at `start`, without its ending. */
export function lineAt(text: string, start: number): string {
  const feed = text.indexOf('\n', start);
  return text.slice(start, feed === -1 ? text.length : feed).replace(/\r$/, '');
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

export function startOf(node: Node | null, fallback: number): number {
  return node?.range?.[0] ?? fallback;
}

export function keyStart(pair: Pair): number {
  const start = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  if (start === undefined) throw new Refusal('a key is not a plain word');
  if (
    pair.srcToken?.start.some(
      ({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment' && type !== 'comma',
    )
  ) {
    throw new Refusal('a key is written with "?", a tag or an anchor', start);
  }
  return start;
}

/** The offset after the colon. */
export function colonEnd(pair: Pair): number {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  if (colon === undefined) throw new Refusal('a key has no colon', keyStart(pair));
  return colon.offset + 1;
}

/** Where the value begins, its tag and anchor included; undefined when nothing is written. */
export function valueStart(pair: Pair): number | undefined {
  const property = pair.srcToken?.sep?.find(({ type }) => type === 'tag' || type === 'anchor');
  const value = nodeOrNull(pair.value);
  if (property !== undefined) return property.offset;
  return isUnwritten(value) ? undefined : startOf(value, colonEnd(pair));
}

/** Nothing stands there: `key:` */
export function isUnwritten(node: Node | null): boolean {
  return (
    node === null ||
    (isScalar(node) &&
      node.type === Scalar.PLAIN &&
      node.source === '' &&
      node.tag === undefined &&
      node.anchor === undefined)
  );
}

/** The offset of a sequence item's dash. */
export function dashOf(sequence: YAMLSeq, index: number): number {
  const token = sequence.srcToken;
  const item = token?.type === 'block-seq' ? token.items[index] : undefined;
  const dash = item?.start.find(({ type }) => type === 'seq-item-ind');
  if (dash === undefined) throw new Refusal('a list item has no dash', startOf(sequence, 0));
  return dash.offset;
}

export function isFlow(node: Node | null): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

export function isBlockCollection(node: Node | null): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

/** The offset after the last character of a pair: no comment, no line ending. */
export function pairEnd(text: string, pair: Pair): number {
  const value = nodeOrNull(pair.value);
  const written = nodeEnd(text, value);
  if (written !== undefined) return written;
  const property = pair.srcToken?.sep?.findLast(({ type }) => type === 'tag' || type === 'anchor');
  if (property !== undefined) return property.offset + property.source.length;
  if (pair.srcToken?.sep?.some(({ type }) => type === 'map-value-ind')) return colonEnd(pair);
  return isScalar(pair.key) ? (pair.key.range?.[1] ?? keyStart(pair)) : keyStart(pair);
}

/** The offset after the last character of a node; undefined when nothing is written. */
export function nodeEnd(text: string, node: Node | null): number | undefined {
  if (node === null || isUnwritten(node)) return undefined;
  if (isMap(node) && !isFlow(node)) {
    const last = node.items.at(-1);
    return last === undefined ? node.range?.[1] : pairEnd(text, last);
  }
  if (isSeq(node) && !isFlow(node)) {
    const last = node.items.length - 1;
    return last < 0 ? node.range?.[1] : itemEnd(text, node, last);
  }
  const end = node.range?.[1];
  if (end === undefined || isAlias(node) || !isScalar(node)) return end;
  if (node.type === Scalar.PLAIN && node.source === '') return undefined;
  if (node.type !== Scalar.BLOCK_LITERAL && node.type !== Scalar.BLOCK_FOLDED) return end;
  return blockScalarEnd(text, startOf(node, end), end);
}

export function itemEnd(text: string, sequence: YAMLSeq, index: number): number {
  const end = nodeEnd(text, nodeOrNull(sequence.items[index]));
  return end ?? dashOf(sequence, index) + 1;
}

/** Its range reaches over line endings; blank lines belong to it only where `+` keeps them. */
function blockScalarEnd(text: string, start: number, end: number): number {
  const keeps = /^[|>][0-9]?\+/.test(text.slice(start, start + 3));
  let last = end;
  if (text[last - 1] === '\n') last -= text[last - 2] === '\r' ? 2 : 1;
  while (
    !keeps &&
    last > start &&
    isBlank(lineAt(text, lineStart(text, last))) &&
    lineStart(text, last) > start
  ) {
    last = lineStart(text, last) - 1;
    if (text[last - 1] === '\r') last -= 1;
  }
  return last;
}

/** Spaces a level, as the file has them; 2 where it has none. */
export function indentationStep(text: string, root: Node | null): number {
  const counts = new Map<number, number>();
  function visit(node: Node | null, parentColumn: number | undefined): void {
    if (isMap(node) && !isFlow(node)) {
      const [first] = node.items;
      if (first === undefined) return;
      const column = columnOf(text, startOf(nodeOrNull(first.key), 0));
      if (parentColumn !== undefined && column > parentColumn) {
        counts.set(column - parentColumn, (counts.get(column - parentColumn) ?? 0) + 1);
      }
      for (const pair of node.items) visit(nodeOrNull(pair.value), column);
    } else if (isSeq(node)) for (const item of node.items) visit(nodeOrNull(item), undefined);
  }
  visit(root, undefined);
  const [most] = [...counts].sort(([one, times], [other, otherTimes]) => otherTimes - times || one - other);
  return most?.[0] ?? 2;
}

/** How far dashes stand to the right of the key above them, as the file has it; one step where it has none. */
export function dashIndentation(text: string, root: Node | null): number {
  let found: number | undefined;
  function visit(node: Node | null): void {
    if (found !== undefined) return;
    if (isSeq(node)) for (const item of node.items) visit(nodeOrNull(item));
    if (!isMap(node)) return;
    for (const pair of node.items) {
      const value = nodeOrNull(pair.value);
      if (isSeq(value) && !isFlow(value) && !isFlow(node) && value.items.length > 0) {
        found ??= columnOf(text, dashOf(value, 0)) - columnOf(text, startOf(nodeOrNull(pair.key), 0));
      }
      visit(value);
    }
  }
  visit(root);
  return found ?? indentationStep(text, root);
}
