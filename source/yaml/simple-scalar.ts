import type { PlainValue } from './plain-value.ts';

/** What the readers of simple texts throw, and catch, where a text is not written in a simple way. */
export class Unusual extends Error {}

export function unusual(): never {
  throw new Unusual();
}

/** No tab, no control character, no mark at the start, no line ending but those of files. */
export function isOrdinary(text: string): boolean {
  return !/[^\r\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe]|\r(?!\n)/.test(text);
}

/** Whether nothing is written in the rest of a line, whose spaces at the start are gone. */
export function isNothing(text: string): boolean {
  return text === '' || text.startsWith('#');
}

export function withoutComment(text: string): string {
  const comment = text.indexOf(' #');
  return (comment === -1 ? text : text.slice(0, comment)).replace(/ +$/, '');
}

const words: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ...['true', 'True', 'TRUE'].map((word): [string, PlainValue] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, PlainValue] => [word, false]),
  ...['null', 'Null', 'NULL'].map((word): [string, PlainValue] => [word, null]),
]);

/** A value without quotes. */
export function plain(text: string): PlainValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  return isInteger(text) ? Number(text) : plainText(text);
}

/** A value without quotes behind a tag, which makes a text of every word and number. */
export function plainBehindTag(text: string): string {
  return isInteger(text) ? text : plainText(text);
}

function isInteger(text: string): boolean {
  return /^(0|-?[1-9]\d{0,14})$/.test(text);
}

function plainText(text: string): string {
  // Begins like a name, a path or a variable, or with a digit but is no number.
  const isText =
    /^(?:[A-Za-z_/$]|\.\/)/.test(text) ||
    (/^\d/.test(text) && !/^(?:0[xo]|\d+\.?\d*(?:[eE][-+]?\d*)?$)/.test(text));
  return isText && !/: |:$| #/.test(text) ? text : unusual();
}

/** A word as a key has it: colons may stand in it (`Fn::Sub`). */
const word = String.raw`[A-Za-z0-9_](?:[\w./-]|:(?=[\w:])){0,200}`;

/** Of three groups: the quote, what is between quotes, the word without quotes. */
export const wordOrQuoted = String.raw`(?:(["'])([^"'\\]{0,200})\1|(${word}))`;

/** On one line, with the escapes that JSON has too. */
const inQuotes = String.raw`'(?:[^']|'')*'|"(?:[^"\\]|\\["\\/nt])*"`;

const alone = new RegExp(`^(${inQuotes})(?: +(?:#.*)?)?$`);

/** A text between quotes, with a comment behind it at most. */
export function textBetween(text: string): string | undefined {
  const [, written] = alone.exec(text) ?? [];
  return written === undefined ? undefined : unquoted(written);
}

export const quotedAhead = new RegExp(inQuotes, 'y');

export function unquoted(written: string): string {
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  const text: string = JSON.parse(written);
  return text;
}
