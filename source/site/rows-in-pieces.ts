import { decodePlain, isRecord } from './stored-json.ts';

type Json = Readonly<Record<string, unknown>>;

/** A list as it was written, its rows still as text: all of them at once would take several times the memory that they need in the end. */
export interface CutList {
  /** Everything but the rows. */
  readonly outline: Json;
  readonly rows: Buffer;
}

/** Bytes of rows that are read at once. */
const piece = 64 * 1024;

const [opening, closing] = [',"files":{', '},"headers":['];

/**
 * Cuts `{…,"files":{ROWS},"headers":[…]}`. A quote within a text of JSON has a backslash before it: what is looked for here stands only
 * between texts. Undefined: it is written in another way.
 */
export function cutList(plain: Buffer): CutList | undefined {
  const [begin, end] = [plain.indexOf(opening), plain.lastIndexOf(closing)];
  if (begin === -1 || end < begin) return undefined;
  const outline = decodePlain(`${plain.toString('utf8', 0, begin)},${plain.toString('utf8', end + 2)}`);
  if (!isRecord(outline)) return undefined;
  return { outline, rows: plain.subarray(begin + opening.length, end) };
}

/** Some rows after the others; undefined where they are no rows. */
export function* rowsInPieces(rows: Buffer): Generator<Json | undefined> {
  for (let from = 0; from < rows.length; ) {
    const cut = rows.indexOf('],"', from + piece);
    const end = cut === -1 ? rows.length : cut + 1;
    const read = decodePlain(`{${rows.toString('utf8', from, end)}}`);
    yield isRecord(read) ? read : undefined;
    from = end + 1;
  }
}
