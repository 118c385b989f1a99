import { endOfLine, lineAt, nextLine } from './layout.ts';
import { isPlainMap, type Path, type PlainMap, type PlainValue } from './plain-value.ts';
import { entryOf } from './simple-template.ts';

/** From the line of an entry's key to its last one, comments below it that stand deeper included. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Where the resources and outputs of a template are, and what else stands in the second level of its maps. */
export interface Parts {
  /** The entries of the map at a top-level key, in their order; undefined where it is not written in lines. */
  below(key: string): ReadonlyMap<string, Part> | undefined;
  /** The part that holds all that is written at a path. */
  at(path: Path): Part | undefined;
}

/** The parts of a text that `simpleTemplate` reads as `data`: there nothing but a key begins in the column of keys. */
export function partsOf(text: string, data: PlainValue): Parts {
  const known = new Map<string, ReadonlyMap<string, Part> | undefined>();
  let sections: ReadonlyMap<string, Part> | undefined;

  function below(key: string): ReadonlyMap<string, Part> | undefined {
    if (!known.has(key)) known.set(key, entriesOf(key));
    return known.get(key);
  }

  function entriesOf(key: string): ReadonlyMap<string, Part> | undefined {
    const map = isPlainMap(data) && Object.hasOwn(data, key) ? data[key] : undefined;
    if (!isPlainMap(data) || !isPlainMap(map)) return undefined;
    sections ??= entriesIn(text, { start: 0, end: text.length }, data);
    const section = sections?.get(key);
    return section && entriesIn(text, { start: nextLine(text, section.start), end: section.end }, map);
  }

  return {
    below,
    at: ([section, key]) =>
      isWord(section) && key !== undefined ? below(section)?.get(String(key)) : undefined,
  };
}

function isWord(key: string | number | undefined): key is string {
  return typeof key === 'string' && /^[A-Za-z]+$/.test(key);
}

/** A text that holds only the part, below its section, and in which each character of the part is where it was. */
export function partAlone(text: string, section: string, { start, end }: Part): string {
  const ending = endOfLine(text, start - 1);
  const room = start - `${section}:${ending}`.length;
  const filling = room < 2 ? ' '.repeat(room) : ` #${'-'.repeat(room - 2)}`;
  return `${section}:${filling}${ending}${text.slice(start, end)}`;
}

/** Undefined when not every key of the map begins a line. */
function entriesIn(text: string, { start, end }: Part, map: PlainMap): ReadonlyMap<string, Part> | undefined {
  const entries = new Map<string, Part>();
  let column: number | undefined;
  let last: { readonly key: string; readonly start: number } | undefined;
  for (let line = start; line < end; line = nextLine(text, line)) {
    const written = lineAt(text, line);
    const indent = written.search(/[^ ]/);
    if (indent === -1 || (written[indent] === '#' && indent <= (column ?? indent))) continue;
    column ??= indent;
    const key = indent === column ? entryOf(written.slice(indent))?.key : undefined;
    if (key !== undefined) last = { key, start: line };
    if (last !== undefined) entries.set(last.key, { start: last.start, end: nextLine(text, line) });
  }
  const keys = Object.keys(map);
  return entries.size === keys.length && keys.every((key) => entries.has(key)) ? entries : undefined;
}
