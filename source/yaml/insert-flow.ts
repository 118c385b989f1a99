import { isMap, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Content, type EditContext, isJsonMap, type Splice } from './edit-context.ts';
import { columnOf, endOfLine, keyStart, lineStart, nodeEnd, pairEnd, startOf } from './layout.ts';
import { nodeOrNull } from './locate.ts';
import type { PlainValue } from './plain-value.ts';
import { Refusal } from './refusal.ts';
import { renderFlow } from './render.ts';
import { renderScalar } from './scalar.ts';

/** Puts a pair (or, without a key, an item) behind the item `index` of `{…}` or `[…]`; -1: into an empty one. */
export function insertIntoFlow(
  context: EditContext,
  collection: YAMLMap | YAMLSeq,
  index: number,
  key: string | undefined,
  content: Content,
): Splice[] {
  const { text } = context;
  const start = startOf(collection, 0);
  const end = collection.range?.[1] ?? start;
  const last = collection.items[index];
  if (last === undefined) {
    if (collection.items.length > 0) throw new Refusal('a key cannot be put first between brackets', start);
    const inside = text.slice(start + 1, end - 1);
    if (inside.trim() !== '') throw new Refusal('a comment stands between the brackets', start);
    const padding = inside === '' || inside.includes('\n') ? '' : ' ';
    return [
      {
        start: start + 1,
        end: end - 1,
        text: padding + entry(context, collection, key, content, undefined) + padding,
      },
    ];
  }
  const itemStart = startOfFlowItem(collection, index);
  const itemEnd = endOfFlowItem(text, collection, index);
  const ownLine =
    /^[ \t]*$/.test(text.slice(lineStart(text, itemStart), itemStart)) && lineStart(text, itemStart) > start;
  const written = entry(
    context,
    collection,
    key,
    content,
    ownLine ? text.slice(lineStart(text, itemStart), itemStart) : undefined,
  );
  const comma = /^\s*,/.exec(text.slice(itemEnd, end));
  if (!ownLine) {
    const at = comma === null ? itemEnd : itemEnd + comma[0].length;
    const isLast = index === collection.items.length - 1;
    if (comma === null) return [{ start: at, end: at, text: `, ${written}` }];
    return [{ start: at, end: at, text: isLast ? ` ${written},` : ` ${written},` }];
  }
  const eol = endOfLine(text, itemEnd);
  const indentation = text.slice(lineStart(text, itemStart), itemStart);
  const line = eol + indentation + written;
  if (comma !== null) {
    const at = itemEnd + comma[0].length;
    return [{ start: at, end: at, text: `${line},` }];
  }
  // A comment may follow on the same line: the comma goes before it, the new line behind.
  const tail = /^[ \t]*(#[^\r\n]*)?/.exec(text.slice(itemEnd, end))?.[0] ?? '';
  if (!tail.includes('#')) return [{ start: itemEnd, end: itemEnd, text: `,${line}` }];
  return [
    { start: itemEnd, end: itemEnd, text: ',' },
    { start: itemEnd + tail.length, end: itemEnd + tail.length, text: line },
  ];
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

export function flowText(context: EditContext, json: boolean, plain: PlainValue): string {
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
