import { isMap, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { blockEnd } from './block-end.ts';
import type { EditContext, Splice } from './edit-context.ts';
import {
  columnOf,
  dashOf,
  endOfLine,
  isBlank,
  itemEnd,
  keyStart,
  lineAt,
  lineStart,
  nextLine,
  pairEnd,
} from './layout.ts';
import { Refusal } from './refusal.ts';
import { indent } from './render.ts';

/** The siblings of a block map or sequence: where each begins and ends, and the column they share. */
interface Siblings {
  readonly column: number;
  readonly count: number;
  start(index: number): number;
  end(index: number): number;
}

function siblingsOf(text: string, collection: YAMLMap | YAMLSeq): Siblings {
  const pairAt = (index: number): Pair => {
    const pair = isMap(collection) ? collection.items[index] : undefined;
    if (pair === undefined) throw new Refusal('the neighbour is not there');
    return pair;
  };
  const start = (index: number) => (isSeq(collection) ? dashOf(collection, index) : keyStart(pairAt(index)));
  const end = (index: number) =>
    isSeq(collection) ? itemEnd(text, collection, index) : pairEnd(text, pairAt(index));
  return { count: collection.items.length, start, end, column: columnOf(text, start(0)) };
}

/** Puts lines (at column 0) behind the sibling `index`; before the first one for -1. */
export function insertBehind(
  context: EditContext,
  collection: YAMLMap | YAMLSeq,
  index: number,
  lines: readonly string[],
): Splice {
  const { text } = context;
  const siblings = siblingsOf(text, collection);
  const { column } = siblings;
  const first = siblings.start(0);
  if (!/^ *(- +)*$/.test(text.slice(lineStart(text, first), first)))
    throw new Refusal('something stands before the key', first);
  if (index < 0) {
    const eol = endOfLine(text, first);
    const [line = '', ...rest] = lines;
    return {
      start: first,
      end: first,
      text: [line, ...indent([...rest, ''], column)].join(eol) + ' '.repeat(column),
    };
  }
  // Behind the last sibling nothing follows whose heading a comment in its column could be.
  const isLastInside = index === siblings.count - 1 && column > 0;
  const point = blockEnd(text, siblings.end(index), isLastInside ? column - 1 : column);
  return insertLinesAt(text, point, indent(lines, column), isSeparated(text, siblings, index, point));
}

/** Puts lines (at column 0) above the sibling `index` and its heading: the comment lines that stand right on top of it. */
export function insertAbove(
  context: EditContext,
  collection: YAMLMap | YAMLSeq,
  index: number,
  lines: readonly string[],
): Splice {
  const { text } = context;
  const siblings = siblingsOf(text, collection);
  if (index === 0) return insertBehind(context, collection, -1, lines);
  const least = blockEnd(text, siblings.end(index - 1), siblings.column);
  let point = lineStart(text, siblings.start(index));
  while (point > least && /^ *#/.test(lineAt(text, lineStart(text, point - 1))))
    point = lineStart(text, point - 1);
  const separated = point > 0 && isBlank(lineAt(text, lineStart(text, point - 1)));
  const added = insertLinesAt(text, point, indent(lines, siblings.column), false);
  return separated ? { ...added, text: added.text + endOfLine(text, point) } : added;
}

/** Does a blank line stand between blocks here? */
function isSeparated(text: string, siblings: Siblings, index: number, point: number): boolean {
  const blankHere = point >= text.length || isBlank(lineAt(text, point));
  if (!blankHere) return false;
  if (index + 1 < siblings.count) return point < text.length;
  // The last key of the document, with only comments below it.
  if (siblings.column === 0 && text.slice(point).trim() !== '') return true;
  if (index === 0) return false;
  const before = text.slice(nextLine(text, siblings.end(index - 1)), lineStart(text, siblings.start(index)));
  return before.split('\n').slice(0, -1).some(isBlank);
}

/** Whole lines at the start of a line, or at the end of a text whose last line may lack its ending. */
export function insertLinesAt(
  text: string,
  point: number,
  lines: readonly string[],
  separated: boolean,
): Splice {
  const eol = endOfLine(text, Math.max(0, point - 2));
  const blank = separated ? eol : '';
  const body = lines.join(eol);
  const unended = point === text.length && text !== '' && !text.endsWith('\n');
  return { start: point, end: point, text: unended ? eol + blank + body : blank + body + eol };
}
