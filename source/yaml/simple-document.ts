import type { PlainValue } from './plain-value.ts';

/**
 * The data of a document that is written as nearly all manifests are: maps and lists in blocks, each value on its line,
 * comments. Undefined for every other text, right or wrong: the library reads those. It takes a tenth of the library's time,
 * which a long file needs; tests hold that the two never disagree.
 */
export function simpleData(text: string): PlainValue | undefined {
  if (!ordinary.test(text)) return undefined;
  const lines = linesOf(text);
  const reader = { lines, next: 0 };
  try {
    const first = lines[0];
    if (first === undefined) return null;
    const data = first.indent === 0 ? readBlock(reader, 0) : unusual();
    return reader.next === lines.length ? data : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** No tab, no control character, no mark at the start, no line ending but those of files. */
const ordinary = /^(?:[\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe]|\r\n)*$/;

class Unusual extends Error {}

function unusual(): never {
  throw new Unusual();
}

interface Line {
  readonly indent: number;
  /** Without indentation and comment. */
  readonly text: string;
}

interface Reader {
  readonly lines: Line[];
  next: number;
}

/** Those that are neither blank nor a comment. */
function linesOf(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const indent = line.search(/[^ ]/);
    if (indent === -1 || line[indent] === '#') return [];
    return [{ indent, text: line.slice(indent).trimEnd() }];
  });
}

/** Deeper than anybody writes; what a stack takes without overflowing. */
const deepest = 400;

/** A map or a list whose entries stand at a column. */
function readBlock(reader: Reader, indent: number): PlainValue {
  if (indent > deepest) return unusual();
  const line = reader.lines[reader.next];
  return line !== undefined && isItem(line) ? readList(reader, indent) : readMap(reader, indent);
}

function isItem({ text }: Line): boolean {
  return text === '-' || text.startsWith('- ');
}

const keyAndValue = /^([A-Za-z0-9_][\w./-]{0,200}) *:(?: +(.*))?$/;

function readMap(reader: Reader, indent: number): PlainValue {
  const entries = new Map<string, PlainValue>();
  for (let line = here(reader, indent); line !== undefined && !isItem(line); line = here(reader, indent)) {
    const [, key, rest = ''] = keyAndValue.exec(line.text) ?? unusual();
    if (key === undefined || entries.has(key)) return unusual();
    reader.next += 1;
    const value = withoutComment(rest);
    entries.set(key, value === '' ? readBelow(reader, indent) : scalar(value));
  }
  return Object.fromEntries(entries);
}

/** What stands below a key: deeper lines, or a list at the key's own column. */
function readBelow(reader: Reader, indent: number): PlainValue {
  const line = reader.lines[reader.next];
  if (line === undefined) return null;
  if (line.indent > indent) return readBlock(reader, line.indent);
  return line.indent === indent && isItem(line) ? readList(reader, indent) : null;
}

function readList(reader: Reader, indent: number): PlainValue {
  const items: PlainValue[] = [];
  for (let line = here(reader, indent); line !== undefined && isItem(line); line = here(reader, indent)) {
    const [dash = '', rest = ''] = /^- *(.*)$/.exec(line.text) ?? unusual();
    const inside = withoutComment(rest);
    const column = indent + dash.length - rest.length;
    if (inside === '') {
      reader.next += 1;
      const below = reader.lines[reader.next];
      items.push(below !== undefined && below.indent > indent ? readBlock(reader, below.indent) : null);
    } else if (keyAndValue.test(rest) || isItem({ indent: column, text: rest })) {
      // What stands behind the dash begins a block of its own there.
      reader.lines[reader.next] = { indent: column, text: rest };
      items.push(readBlock(reader, column));
    } else {
      reader.next += 1;
      items.push(scalar(inside));
    }
  }
  return items;
}

/** The next line if it belongs to the block at this column; a deeper one has no place there. */
function here({ lines, next }: Reader, indent: number): Line | undefined {
  const line = lines[next];
  if (line === undefined || line.indent < indent) return undefined;
  return line.indent === indent ? line : unusual();
}

function withoutComment(text: string): string {
  if (text.startsWith('#')) return '';
  // A quote that begins the value may hold a number sign.
  if (/^["']/.test(text)) return text.replace(/^((["'])[^"'\\]*\2) +#.*$/, '$1');
  return text.replace(/ +#.*$/, '');
}

function scalar(text: string): PlainValue {
  if (text === '[]') return [];
  if (text === '{}') return {};
  const list = /^\[([^[\]{}"'#&*!|>%@`]+)\]$/.exec(text)?.[1];
  if (list !== undefined) return list.split(',').map((item) => flowItem(item.trim()));
  return quoted(text) ?? plain(text);
}

function flowItem(text: string): PlainValue {
  return /^[\w./-]+(:[\w./-]+)*$/.test(text) ? plain(text) : unusual();
}

/** Between quotes on one line, without an escape or another quote. */
function quoted(text: string): string | undefined {
  return /^(["'])([^"'\\]*)\1$/.exec(text)?.[2];
}

const words: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ...['true', 'True', 'TRUE'].map((word): [string, PlainValue] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, PlainValue] => [word, false]),
  ...['null', 'Null', 'NULL'].map((word): [string, PlainValue] => [word, null]),
]);

function plain(text: string): PlainValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (/^(0|-?[1-9]\d{0,14})$/.test(text)) return Number(text);
  // Begins like a name, a path or a variable, or is a range of addresses; what else begins with a digit may be a number.
  const isText = /^(?:[A-Za-z_/$]|\.\/)/.test(text) || /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(text);
  return isText && !/: |:$| #/.test(text) ? text : unusual();
}
