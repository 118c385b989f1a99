import type { PlainValue } from './plain-value.ts';
import { isNothing, isOrdinary, Unusual, unusual } from './simple-scalar.ts';

/** Maps and lists in blocks, with comments: what manifests and templates have in common. What a value looks like is theirs. */
export interface Grammar {
  /** The key at the start of a line, and what follows its colon. */
  readonly entryOf: (text: string) => Entry | undefined;
  /** What is written from `text` on, behind a key or a dash in column `indent`, or alone there; the reader is in the line after it. */
  readonly value: (reader: Reader, text: string, indent: number, holder: Holder) => PlainValue;
}

export interface Entry {
  readonly key: string;
  readonly rest: string;
}

export type Holder = 'key' | 'dash' | 'line';

export interface Line {
  /** Of a blank line: its length. */
  readonly indent: number;
  /** Without indentation. */
  readonly text: string;
}

export interface Reader {
  readonly grammar: Grammar;
  readonly lines: Line[];
  next: number;
}

/** The data of a text; undefined where anything in it is unusual, or wrong. */
export function readBlocks(text: string, grammar: Grammar): PlainValue | undefined {
  if (!isOrdinary(text)) return undefined;
  const reader = { grammar, lines: text.split(/\r?\n/).map(lineOf), next: 0 };
  try {
    const first = peek(reader);
    if (first === undefined) return null;
    const data = first.indent === 0 ? readBlock(reader, 0) : unusual();
    return peek(reader) === undefined ? data : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

function lineOf(line: string): Line {
  const indent = line.search(/[^ ]/);
  return indent === -1 ? { indent: line.length, text: '' } : { indent, text: line.slice(indent) };
}

/** The next line that is neither blank nor a comment. */
function peek(reader: Reader): Line | undefined {
  for (; reader.next < reader.lines.length; reader.next += 1) {
    const line = reader.lines[reader.next];
    if (line !== undefined && line.text !== '' && !line.text.startsWith('#')) return line;
  }
  return undefined;
}

/** Deeper than anybody writes; what a stack takes without overflowing. */
const deepest = 400;

/** A map or a list whose entries stand at a column; or a value that has a line to itself. */
function readBlock(reader: Reader, indent: number): PlainValue {
  if (indent > deepest) return unusual();
  const { text } = peek(reader) ?? unusual();
  if (isItem(text)) return readList(reader, indent);
  const entry = reader.grammar.entryOf(text);
  if (entry !== undefined) return readMap(reader, indent, entry);
  reader.next += 1;
  return reader.grammar.value(reader, text, indent, 'line');
}

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

function readMap(reader: Reader, indent: number, first: Entry): PlainValue {
  const entries = new Map<string, PlainValue>();
  for (let entry: Entry | undefined = first; entry !== undefined; entry = nextEntry(reader, indent)) {
    const { key, rest } = entry;
    if (entries.has(key)) return unusual();
    reader.next += 1;
    entries.set(
      key,
      isNothing(rest)
        ? (readBelow(reader, indent, 'key') ?? null)
        : reader.grammar.value(reader, rest, indent, 'key'),
    );
  }
  return Object.fromEntries(entries);
}

function nextEntry(reader: Reader, indent: number): Entry | undefined {
  const line = here(reader, indent);
  if (line === undefined || isItem(line.text)) return undefined;
  return reader.grammar.entryOf(line.text) ?? unusual();
}

/** What stands below a key or a dash: deeper lines, or a list at the key's own column; undefined where there is nothing. */
export function readBelow(reader: Reader, indent: number, holder: Holder): PlainValue | undefined {
  const line = peek(reader);
  if (line === undefined) return undefined;
  if (line.indent > indent) return readBlock(reader, line.indent);
  return holder === 'key' && line.indent === indent && isItem(line.text)
    ? readList(reader, indent)
    : undefined;
}

/** Whether a map or a list begins in the next line. */
export function isBlockNext(reader: Reader): boolean {
  const { text } = peek(reader) ?? unusual();
  return isItem(text) || reader.grammar.entryOf(text) !== undefined;
}

function readList(reader: Reader, indent: number): PlainValue {
  const items: PlainValue[] = [];
  for (let line = here(reader, indent); line !== undefined; line = here(reader, indent)) {
    if (!isItem(line.text)) break;
    const rest = line.text.replace(/^- */, '');
    const column = indent + line.text.length - rest.length;
    const entry = isNothing(rest) || isItem(rest) ? undefined : reader.grammar.entryOf(rest);
    if (isNothing(rest)) {
      reader.next += 1;
      items.push(readBelow(reader, indent, 'dash') ?? null);
    } else if (entry !== undefined) {
      items.push(readMap(reader, column, entry));
    } else if (isItem(rest)) {
      // What stands behind the dash begins a list of its own there.
      reader.lines[reader.next] = { indent: column, text: rest };
      items.push(readBlock(reader, column));
    } else {
      reader.next += 1;
      items.push(reader.grammar.value(reader, rest, indent, 'dash'));
    }
  }
  return items;
}

/** The next line if it belongs to the block at this column; a deeper one has no place there. */
function here(reader: Reader, indent: number): Line | undefined {
  const line = peek(reader);
  if (line === undefined || line.indent < indent) return undefined;
  return line.indent === indent ? line : unusual();
}
