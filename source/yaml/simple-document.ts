import type { PlainValue } from './plain-value.ts';
import { type Entry, type Grammar, readBlocks } from './simple-blocks.ts';
import { plain, unusual, withoutComment } from './simple-scalar.ts';

/**
 * The data of a document that is written as nearly all manifests are: maps and lists in blocks, each value on its line,
 * comments. Undefined for every other text, right or wrong: the library reads those. It takes a tenth of the library's time,
 * which a long file needs; tests hold that the two never disagree.
 */
export function simpleData(text: string): PlainValue | undefined {
  return readBlocks(text, manifest);
}

const manifest: Grammar = {
  entryOf,
  value: (_, text, _indent, holder) =>
    holder === 'line' ? unusual() : (quoted(text) ?? scalar(withoutComment(text))),
};

function entryOf(text: string): Entry | undefined {
  const [, key, rest = ''] = /^([A-Za-z0-9_][\w./-]{0,200}) *:(?: +(.*))?$/.exec(text) ?? [];
  return key === undefined ? undefined : { key, rest };
}

/** Between quotes on one line, without an escape or another quote; a comment may follow. */
function quoted(text: string): string | undefined {
  return /^(["'])([^"'\\]*)\1(?: +(?:#.*)?)?$/.exec(text)?.[2];
}

function scalar(text: string): PlainValue {
  if (text === '[]') return [];
  if (text === '{}') return {};
  const list = /^\[([^[\]{}"'#&*!|>%@`]+)\]$/.exec(text)?.[1];
  if (list !== undefined) return list.split(',').map((item) => flowItem(item.trim()));
  return plain(text);
}

function flowItem(text: string): PlainValue {
  return /^[\w./-]+(:[\w./-]+)*$/.test(text) ? plain(text) : unusual();
}
