import { type Document, isMap, isSeq, type Node } from 'yaml';
import type { Path } from '../../../source/yaml/plain-value.ts';
import { commentsOf, documentOf, type Written, writtenIn } from './library.ts';
import { columnOf, isBlock, isFlow, isTall, lineOf, spanOf } from './spans.ts';

/**
 * What stays of a text when the lines of an edit's keys are left out. An edit has kept to its lines when the same stays of the text
 * before it and of the text after it.
 *
 * A key that comes or goes has all lines from its name to the end of its value, comments among them included, and the comment
 * lines right below that are indented deeper than the key. Of a key that says something else then, or that shares a line with
 * others, the comments have to stay; only what stands behind the keys of a map goes with them when `true` takes the map's place.
 */
export interface Rest {
  readonly lines: readonly RestLine[];
  readonly comments: readonly string[];
}

export interface RestLine {
  readonly text: string;
  /** Blank lines above it. */
  readonly blank: number;
  /** The last line of a text may lack its ending, and get one when something is written below it. */
  readonly isEnded: boolean;
  /** Were lines left out above it? */
  readonly isBehindEdit: boolean;
}

export function restsOf(before: string, after: string, places: readonly Path[]): readonly [Rest, Rest] {
  const documents = { before: documentOf(before), after: documentOf(after) };
  const parts = places.flatMap((place) => editedParts(place, documents.before, documents.after));
  return [restOf(before, documents.before, parts, 'before'), restOf(after, documents.after, parts, 'after')];
}

interface EditedPart {
  readonly path: Path;
  /** `map goes`: something else than a map, or an empty one, takes its place; `map comes`: the other way round. */
  readonly change: 'comes or goes' | 'map goes' | 'map comes' | 'another value';
}

/** The key nearest to the root that comes or goes with `place`, or that becomes something else than it was. */
function editedParts(place: Path, before: Document, after: Document): readonly EditedPart[] {
  for (let depth = 1; depth <= place.length; depth += 1) {
    const path = place.slice(0, depth);
    const [old, now] = [writtenIn(before, path), writtenIn(after, path)];
    if ((old === undefined) !== (now === undefined)) return [{ path, change: 'comes or goes' }];
    if (!isFilled(old?.node) && isFilled(now?.node)) {
      return [
        { path, change: 'map comes' },
        { path: place.slice(0, depth + 1), change: 'comes or goes' },
      ];
    }
    if (isFilled(old?.node) && !isFilled(now?.node)) return [{ path, change: 'map goes' }];
    if (!isFilled(old?.node)) break;
  }
  return [{ path: place, change: 'another value' }];
}

function isFilled(node: Node | undefined): boolean {
  return (isMap(node) || isSeq(node)) && node.items.length > 0;
}

/** Line numbers. */
interface Marked {
  /** With all that stands on them. */
  readonly whole: Set<number>;
  /** But for a comment that stands there alone. */
  readonly values: Set<number>;
  /** But for their comments. */
  readonly shared: Set<number>;
}

function restOf(
  text: string,
  document: Document,
  parts: readonly EditedPart[],
  when: 'before' | 'after',
): Rest {
  const lines = text.split('\n');
  const marked: Marked = { whole: new Set(), values: new Set(), shared: new Set() };
  for (const part of parts) {
    const parent = writtenIn(document, part.path.slice(0, -1));
    const written = writtenIn(document, part.path);
    const isCrowded = isFlow(parent?.node) && !isTall(text, parent?.node);
    if (parent !== undefined && isCrowded) markShared(text, parent.node, marked);
    else if (written !== undefined) mark(text, lines, written, part, when, marked);
  }
  const comments = commentsOf(text).filter(
    ({ line }) => !marked.whole.has(line) && (!marked.values.has(line) || isComment(lines[line])),
  );
  return { lines: linesWithout(lines, marked), comments: comments.map((comment) => comment.text) };
}

/** Items between brackets on one line: all of them share it. */
function markShared(text: string, node: Node | undefined, { shared }: Marked): void {
  const [start, end] = spanOf(text, { pair: undefined, node });
  for (let line = lineOf(text, start); line <= lineOf(text, end); line += 1) shared.add(line);
}

function mark(
  text: string,
  lines: readonly string[],
  written: Written,
  { change }: EditedPart,
  when: 'before' | 'after',
  { whole, values, shared }: Marked,
): void {
  const [start, end] = spanOf(text, written);
  const isWhole = change === 'comes or goes';
  const column = columnOf(text, start);
  const first = lineOf(text, start);
  // The keys of a map that comes are parts of their own.
  const last = change === 'map comes' && isBlock(written.node) ? first : lineOf(text, end);
  for (let line = first; line <= last; line += 1) {
    // What comes is written around a comment that stands further left.
    const isAround = when === 'after' && isComment(lines[line]) && commentColumn(lines[line]) < column;
    if (isWhole && !isAround) whole.add(line);
    else (change === 'map goes' && isBlock(written.node) && line > first ? values : shared).add(line);
  }
  if (!isWhole || !isBlock(written.parent)) return;
  for (let line = last + 1; commentColumn(lines[line]) > column; line += 1) whole.add(line);
}

function commentColumn(line: string | undefined): number {
  return /^ *(?=#)/.exec(line ?? '')?.[0].length ?? -1;
}

function isComment(line: string | undefined): boolean {
  return /^\s*#/.test(line ?? '');
}

function linesWithout(lines: readonly string[], { whole, values, shared }: Marked): RestLine[] {
  const rest: RestLine[] = [];
  let blank = 0;
  let isBehindEdit = false;
  for (const [index, line] of lines.entries()) {
    const isPart = values.has(index) || shared.has(index);
    if (whole.has(index) || (isPart && !isComment(line))) isBehindEdit = true;
    else if (line.trim() === '') blank += 1;
    else {
      rest.push({
        text: line,
        blank,
        isEnded: index < lines.length - 1,
        isBehindEdit,
      });
      blank = 0;
      isBehindEdit = false;
    }
  }
  return [...rest, { text: '', blank, isEnded: false, isBehindEdit }];
}
