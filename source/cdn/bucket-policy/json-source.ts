import type { PlainValue } from '../../yaml/plain-value.ts';

/** A value in the text of a JSON document, and where it stands. */
export interface JsonPart {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly value: PlainValue;
  /** Of an object, in the order of the text. */
  readonly members: ReadonlyMap<string, JsonPart>;
  /** Of a list. */
  readonly items: readonly JsonPart[];
}

/** Undefined for what is not JSON. */
export function parseJsonSource(text: string): JsonPart | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)];
  let next = 0;

  // The text is known to be JSON: tokens come in the order in which they are read here.
  function take(): { readonly text: string; readonly start: number; readonly end: number } {
    const token = tokens[next];
    next += 1;
    const found = token?.[0] ?? '';
    const start = token?.index ?? text.length;
    return { text: found, start, end: start + found.length };
  }

  function read(): JsonPart {
    const first = take();
    const members = new Map<string, JsonPart>();
    const items: JsonPart[] = [];
    let end = first.end;
    if (first.text === '{' || first.text === '[') {
      const close = first.text === '{' ? '}' : ']';
      while (tokens[next] !== undefined && tokens[next]?.[0] !== close) {
        if (tokens[next]?.[0] === ',') take();
        if (first.text === '[') {
          items.push(read());
        } else {
          const name: string = JSON.parse(take().text);
          take();
          members.set(name, read());
        }
      }
      end = take().end;
    }
    const value: PlainValue = JSON.parse(text.slice(first.start, end));
    return { start: first.start, end, value, members, items };
  }
  return read();
}

/** Text that takes the place of what stands between two offsets. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with the changes made, which must not overlap; every other character stays. */
export function changeText(text: string, changes: readonly TextChange[]): string {
  return changes
    .toSorted((one, other) => other.start - one.start)
    .reduce((whole, { start, end, text: part }) => whole.slice(0, start) + part + whole.slice(end), text);
}

/** Adds a value behind the last item of a list that is not empty, laid out as its neighbours are. */
export function appended(text: string, list: JsonPart, value: PlainValue): TextChange {
  const last = list.items.at(-1);
  const before = list.items.at(-2);
  if (last === undefined) return { start: list.start + 1, end: list.start + 1, text: JSON.stringify(value) };
  // What stands before an item: from the comma, or the bracket, on.
  const lead =
    before === undefined
      ? text.slice(list.start + 1, last.start)
      : text.slice(before.end, last.start).replace(/^\s*,/, '');
  return { start: last.end, end: last.end, text: `,${lead}${written(text, last.start, value)}` };
}

/** Takes an item out of a list that has others, with its comma. */
export function withoutItem(list: JsonPart, index: number): TextChange {
  const item = list.items[index];
  const before = list.items[index - 1];
  const after = list.items[index + 1];
  if (item === undefined) return { start: list.end, end: list.end, text: '' };
  if (before !== undefined) return { start: before.end, end: item.end, text: '' };
  return { start: item.start, end: after?.start ?? item.end, text: '' };
}

/** A value as JSON that fits in at a place: on several lines where the document is, on one where it is not. */
export function written(text: string, at: number, value: PlainValue): string {
  const unit = /^\{\s*?\n([ \t]+)/.exec(text)?.[1];
  if (unit === undefined || typeof value !== 'object') return JSON.stringify(value);
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
  return JSON.stringify(value, null, unit).replaceAll('\n', `\n${indentation}`);
}

/** The text without white space between its values. */
export function compact(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, quoted?: string) => quoted ?? '');
}
