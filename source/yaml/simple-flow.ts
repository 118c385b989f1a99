import { longForm } from './plain.ts';
import type { PlainValue } from './plain-value.ts';
import type { Holder, Reader } from './simple-blocks.ts';
import { plain, plainBehindTag, quotedAhead, unquoted, unusual, wordOrQuoted } from './simple-scalar.ts';

const tagAhead = /(![A-Za-z]\w*) +/y;
const keyAhead = new RegExp(`${wordOrQuoted} *:(?: +|$)`, 'y');
/** Words with single spaces between them, nothing of which could be part of the notation. */
const plainAhead = /(?:[A-Za-z0-9_/]|-(?=\d))(?:[\w./*=@+-]|:(?=[\w:./*])| +(?=[\w/]))*/y;

const deepest = 50;

/** A list or a map between brackets, on one line or several; nothing but a comment may follow it. */
export function readFlow(reader: Reader, first: string, indent: number, holder: Holder): PlainValue {
  let text = first;
  let at = 0;
  let depth = 0;

  function take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    at += found?.[0].length ?? 0;
    return found;
  }

  /** Goes on to what is written next; into further lines, if need be. */
  function skip(): string {
    take(/ */y);
    while (at === text.length || isComment()) {
      const line = reader.lines[reader.next] ?? unusual();
      reader.next += 1;
      text = line.text;
      at = 0;
      if (text !== '' && !isInside(line.indent)) return unusual();
    }
    return text[at] ?? '';
  }

  function isComment(): boolean {
    return text[at] === '#' && (at === 0 || text[at - 1] === ' ');
  }

  /** Lines stand deeper than what holds the brackets; the last bracket may stand right below its key. */
  function isInside(column: number): boolean {
    return column > indent || (column === indent && holder !== 'dash' && depth === 1 && /^[\]}]/.test(text));
  }

  function item(): PlainValue {
    skip();
    const tag = take(tagAhead)?.[1];
    return longForm(tag, untagged(tag !== undefined));
  }

  function untagged(isTagged: boolean): PlainValue {
    if (text[at] === '[') return collected(']', item);
    if (text[at] === '{') return map();
    const written = take(quotedAhead)?.[0];
    if (written !== undefined) return unquoted(written);
    const words = take(plainAhead)?.[0] ?? unusual();
    return isTagged ? plainBehindTag(words) : plain(words);
  }

  function map(): PlainValue {
    const entries = new Map<string, PlainValue>();
    collected('}', () => {
      const [, , inQuotes, word] = take(keyAhead) ?? unusual();
      const key = word ?? inQuotes ?? unusual();
      if (entries.has(key)) return unusual();
      entries.set(key, item());
      return null;
    });
    return Object.fromEntries(entries);
  }

  /** What stands between the brackets, a comma behind each but perhaps the last. */
  function collected(close: string, read: () => PlainValue): PlainValue[] {
    depth += 1;
    if (depth > deepest) return unusual();
    at += 1;
    const items: PlainValue[] = [];
    while (skip() !== close) {
      items.push(read());
      if (skip() === ',') at += 1;
      else if (text[at] !== close) return unusual();
    }
    at += 1;
    depth -= 1;
    return items;
  }

  const value = item();
  return /^(?: +(?:#.*)?)?$/.test(text.slice(at)) ? value : unusual();
}
