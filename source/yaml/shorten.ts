import { endOfLine, nextLine } from './layout.ts';
import { equalPlain, isPlainMap, type PlainValue } from './plain-value.ts';
import { simpleData } from './simple-document.ts';

/** A text with the middle of its long parts left out: an edit somewhere else reads and proves only the rest. */
export interface Shortened {
  readonly text: string;
  /** The edited text with everything back in its place; undefined when what stands there was edited. */
  readonly restore: (edited: string) => string | undefined;
}

/** Below so many lines a part stays whole; of a longer one, so many stay at its start, and half as many at its end. */
const shortLines = 120;
const keptLines = 40;

/**
 * Leaves out whole entries from the middle of the top-level parts that are not `touched`, with a comment in their place. Only for
 * texts that `simpleData` reads: there a line is an entry or a part of one.
 */
export function shorten(text: string, touched: ReadonlySet<string>): Shortened | undefined {
  const lines = linesOf(text);
  const cuts = partsOf(lines)
    .filter((part) => part.end - part.start > shortLines && !touched.has(part.key))
    .flatMap((part) => cutOf(lines, part) ?? []);
  if (cuts.length === 0) return undefined;
  const left = cuts.map(({ from, to, indent }, index) => {
    const start = lines[from]?.start ?? 0;
    const end = lines[to]?.start ?? start;
    const mark = `${' '.repeat(indent)}# ${to - from} lines are left out here (${index})${endOfLine(text, start)}`;
    return { start, end, mark, text: text.slice(start, end) };
  });
  if (left.some(({ mark }) => text.includes(mark.trim()))) return undefined;
  return {
    text: left.reduceRight(
      (rest, { start, end, mark }) => rest.slice(0, start) + mark + rest.slice(end),
      text,
    ),
    restore: (edited) => {
      if (left.some(({ mark }) => edited.split(mark).length !== 2)) return undefined;
      return left.reduce((rest, { mark, text: whole }) => rest.replace(mark, () => whole), edited);
    },
  };
}

/** Whether the whole says in the touched parts what the edited short text says there, and in all others what it said before. */
export function isRestored(
  before: PlainValue | undefined,
  whole: string,
  edited: PlainValue,
  touched: ReadonlySet<string>,
): boolean {
  const after = simpleData(whole);
  if (!isPlainMap(before) || !isPlainMap(after) || !isPlainMap(edited)) return false;
  const keys = Object.keys(after);
  return (
    keys.length === Object.keys(edited).length &&
    keys.every((key) => {
      const source = touched.has(key) ? edited : before;
      return Object.hasOwn(source, key) && equalPlain(after[key] ?? null, source[key] ?? null);
    })
  );
}

interface SourceLine {
  readonly start: number;
  /** Undefined for a blank line and for a comment. */
  readonly indent: number | undefined;
  readonly text: string;
}

interface Part {
  readonly key: string;
  /** Indices of lines; `end` is behind the last one. */
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const line = text.slice(start, nextLine(text, start)).trimEnd();
    const indent = line.search(/[^ ]/);
    lines.push({ start, text: line, indent: indent === -1 || line[indent] === '#' ? undefined : indent });
  }
  return lines;
}

/** The entries of the document's map: from a line in column 0 to the next. */
function partsOf(lines: readonly SourceLine[]): readonly Part[] {
  const starts = lines.flatMap(({ indent, text }, index) =>
    indent === 0 && !text.startsWith('-') ? [index] : [],
  );
  return starts.map((start, index) => ({
    key: /^[^ :]*/.exec(lines[start]?.text ?? '')?.[0] ?? '',
    start,
    end: starts[index + 1] ?? lines.length,
  }));
}

interface Cut {
  /** Indices of lines: from the start of an entry to the start of a later one beside it. */
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

function cutOf(lines: readonly SourceLine[], { start, end }: Part): Cut | undefined {
  const from = outermost(lines, start + keptLines, start + 2 * keptLines);
  const first = from === undefined ? undefined : lines[from];
  const indent = first?.indent;
  if (from === undefined || first === undefined || indent === undefined || indent === 0) return undefined;
  const isItem = first.text.trimStart().startsWith('-');
  let to = from;
  for (let index = from + 1; index < end - keptLines / 2; index += 1) {
    const line = lines[index];
    if (line?.indent === undefined) continue;
    if (line.indent < indent) break;
    if (line.indent === indent && line.text.trimStart().startsWith('-') === isItem) to = index;
  }
  return to - from > keptLines ? { from, to, indent } : undefined;
}

/** The first of the lines that stand furthest left. */
function outermost(lines: readonly SourceLine[], from: number, to: number): number | undefined {
  let found: number | undefined;
  for (let index = from; index < to; index += 1) {
    const indent = lines[index]?.indent;
    if (indent !== undefined && indent < (lines[found ?? -1]?.indent ?? Number.POSITIVE_INFINITY))
      found = index;
  }
  return found;
}
