import { isMap, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Content, type EditContext, isJsonMap, type Splice } from './edit-context.ts';
import { columnOf, endOfLine, keyStart, lineStart, nodeEnd, pairEnd, startOf } from './layout.ts';
import { nodeOrNull } from './locate.ts';
import type { PlainValue } from './plain-value.ts';
import { Refusal } from './refusal.ts';
import { renderFlow } from './render.ts';
import { renderScalar } from './scalar.ts';

/** Puts a pair (or, without a key, an item) behind the item `index` of `{…}` or `[…]`; before the first one for -1. */
export function insertIntoFlow(
  context: EditContext,
  collection: YAMLMap | YAMLSeq,
  index: number,
  key: string | undefined,
  content: Content,
): Splice[] {
  const write = (indentation: string | undefined) => entry(context, collection, key, content, indentation);
  if (collection.items.length === 0) return [insertIntoEmpty(context, collection, write(undefined))];
  const { text } = context;
  const itemStart = startOfFlowItem(collection, Math.max(index, 0));
  const indentation = ownIndentation(text, collection, itemStart);
  const written = write(indentation);
  const eol = endOfLine(text, itemStart);
  if (index < 0) {
    const separator = indentation === undefined ? ', ' : `,${eol}${indentation}`;
    return [{ start: itemStart, end: itemStart, text: written + separator }];
  }
  const itemEnd = endOfFlowItem(text, collection, index);
  const rest = text.slice(itemEnd, collection.range?.[1]);
  const comma = /^\s*,/.exec(rest)?.[0];
  if (indentation === undefined) {
    const at = itemEnd + (comma?.length ?? 0);
    return [{ start: at, end: at, text: comma === undefined ? `, ${written}` : ` ${written},` }];
  }
  // What follows on the same line, a comment perhaps, stays there.
  const behind = comma?.length ?? 0;
  const tail = /^[ \t]*(#[^\r\n]*)?(?=\r?\n)/.exec(rest.slice(behind))?.[0] ?? '';
  const at = itemEnd + behind + tail.length;
  const line = eol + indentation + written;
  if (comma !== undefined) return [{ start: at, end: at, text: `${line},` }];
  if (tail === '') return [{ start: at, end: at, text: `,${line}` }];
  return [
    { start: itemEnd, end: itemEnd, text: ',' },
    { start: at, end: at, text: line },
  ];
}

function insertIntoEmpty({ text }: EditContext, collection: YAMLMap | YAMLSeq, written: string): Splice {
  const start = startOf(collection, 0) + 1;
  const end = (collection.range?.[1] ?? start) - 1;
  const inside = text.slice(start, end);
  if (inside.trim() !== '') throw new Refusal('a comment stands between the brackets', start - 1);
  const padding = inside === '' || inside.includes('\n') ? '' : ' ';
  return { start, end, text: padding + written + padding };
}

/** What stands before an item that begins a line of its own. */
function ownIndentation(text: string, collection: YAMLMap | YAMLSeq, itemStart: number): string | undefined {
  const line = lineStart(text, itemStart);
  const before = text.slice(line, itemStart);
  return /^[ \t]*$/.test(before) && line > startOf(collection, 0) ? before : undefined;
}

export function startOfFlowItem(collection: YAMLMap | YAMLSeq, index: number): number {
  if (isMap(collection)) {
    const pair = collection.items[index];
    if (pair === undefined) throw new Refusal('the neighbour is not there');
    return keyStart(pair);
  }
  const token = collection.srcToken;
  const item = token?.type === 'flow-collection' ? token.items[index] : undefined;
  const property = item?.start.find(({ type }) => type === 'tag' || type === 'anchor');
  return property?.offset ?? startOf(nodeOrNull(collection.items[index]), startOf(collection, 0));
}

export function endOfFlowItem(text: string, collection: YAMLMap | YAMLSeq, index: number): number {
  if (isMap(collection)) {
    const pair = collection.items[index];
    if (pair === undefined) throw new Refusal('the neighbour is not there');
    return pairEnd(text, pair);
  }
  return nodeEnd(text, nodeOrNull(collection.items[index])) ?? startOfFlowItem(collection, index);
}

/** One line; in JSON that stands on lines of its own, several. */
function entry(
  context: EditContext,
  collection: YAMLMap | YAMLSeq,
  key: string | undefined,
  content: Content,
  indentation: string | undefined,
): string {
  const json = context.json || isJsonMap(collection) || isJsonSequence(collection);
  const value =
    json && indentation !== undefined
      ? prettyJson(content.plain, context, indentation)
      : flowText(context, json, content.plain);
  if (key === undefined) return value;
  return `${json ? JSON.stringify(key) : renderScalar(key, 'plain')}: ${value}`;
}

function flowText(context: EditContext, json: boolean, plain: PlainValue): string {
  return renderFlow(plain, { json, quotes: context.style.quotes });
}

function prettyJson(plain: PlainValue, context: EditContext, indentation: string): string {
  const step = indentation.includes('\t') ? '\t' : jsonStep(context);
  return JSON.stringify(plain, null, step).replaceAll('\n', `${endOfLine(context.text)}${indentation}`);
}

function jsonStep({ root, text }: EditContext): number {
  if (!isMap(root) || root.items[0] === undefined) return 2;
  return columnOf(text, keyStart(root.items[0])) || 2;
}

function isJsonSequence(collection: YAMLMap | YAMLSeq): boolean {
  const first = nodeOrNull(collection.items[0]);
  return isScalar(first) && first.type === 'QUOTE_DOUBLE';
}
