import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { Path, PlainValue } from '../../../source/yaml/plain-value.ts';

/** Texts as the YAML library itself reads them: a fault of ours in reading must not hide one in writing. */

/** Comparing all keys of a map with each other takes the library long; texts of this length are read without. */
const longText = 50_000;

/** @throws the library's errors, for duplicate keys, too */
export const documentOf = remembering((text: string): Document => {
  const document = parseDocument(text, {
    logLevel: 'error',
    prettyErrors: false,
    merge: true,
    resolveKnownTags: false,
    uniqueKeys: text.length < longText,
  });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return document;
});

/** The data of a text, with aliases and merge keys followed. @throws the library's errors */
export const dataOf = remembering((text: string): PlainValue => plainFrom(documentOf(text).toJS()));

/** The same; null for what the library cannot read. */
export function dataOrNull(text: string): PlainValue {
  try {
    return dataOf(text);
  } catch {
    return null;
  }
}

/** An edit and its proof ask for the same few texts again and again. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known: { readonly text: string; readonly result: T }[] = [];
  return (text) => {
    const found = known.find((each) => each.text === text);
    if (found !== undefined) return found.result;
    const result = read(text);
    known.unshift({ text, result });
    known.length = Math.min(known.length, 4);
    return result;
  };
}

function plainFrom(value: unknown): PlainValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(plainFrom);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainFrom(item)]));
}

/** What is written at `path`, its key included; nothing behind an alias. */
export interface Written {
  readonly pair: Pair | undefined;
  readonly node: Node | undefined;
  /** What it stands in. */
  readonly parent: Node | undefined;
}

export function writtenIn(document: Document, path: Path): Written | undefined {
  let current: Written = { pair: undefined, node: document.contents ?? undefined, parent: undefined };
  for (const key of path) {
    const parent = current.node;
    if (isSeq(parent)) {
      const item: unknown = parent.items[Number(key)];
      if (item === undefined) return undefined;
      current = { pair: undefined, node: nodeFrom(item), parent };
    } else {
      const pair = isMap(parent)
        ? parent.items.find((each) => isScalar(each.key) && String(each.key.value) === String(key))
        : undefined;
      if (pair === undefined) return undefined;
      current = { pair, node: nodeFrom(pair.value), parent };
    }
  }
  return current;
}

function nodeFrom(value: unknown): Node | undefined {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value) ? value : undefined;
}

/** The source of the scalar at `path`, and of what stands between its key and it. */
export function sourceAt(text: string, path: Path): { readonly value: string; readonly gap: string } {
  const written = writtenIn(documentOf(text), path);
  const [start, end] = written?.node?.range ?? [0, 0];
  const key = written?.pair?.key;
  const behindKey = isScalar(key) ? (key.range?.[1] ?? start) : start;
  return { value: text.slice(start, end), gap: text.slice(behindKey, start) };
}

/** The line of the key at `path`, from 0. */
export function keyLineAt(text: string, path: Path): number | undefined {
  const key = writtenIn(documentOf(text), path)?.pair?.key;
  const start = isScalar(key) ? key.range?.[0] : undefined;
  return start === undefined ? undefined : text.slice(0, start).split('\n').length - 1;
}

/** The line of what is written at `path`, from 0. */
export function lineAt(text: string, path: Path): number | undefined {
  const start = writtenIn(documentOf(text), path)?.node?.range?.[0];
  return start === undefined ? undefined : text.slice(0, start).split('\n').length - 1;
}

export interface Comment {
  /** From 0. */
  readonly line: number;
  readonly text: string;
}

const scalarFollows = '\x1f';

/** Every comment, in the order of the text. */
export const commentsOf = remembering((text: string): readonly Comment[] => {
  const comments: Comment[] = [];
  let line = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && before !== scalarFollows) comments.push({ line, text: token.trimEnd() });
    line += token.split('\n').length - 1;
    before = token;
  }
  return comments;
});
