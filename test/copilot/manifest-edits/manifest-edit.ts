import type { Path, PlainValue } from '../../../source/yaml/plain-value.ts';
import { commentsOf, dataOf, keyLineAt, lineAt, sourceAt } from '../verdict/library.ts';
import { at, isFilledMap, nearestParent } from './plain-data.ts';

export type ManifestKind = 'environment' | 'service' | 'static site';

/** An edit of a manifest, and what it is to come to. */
export interface ManifestEdit {
  readonly name: string;
  readonly kind: ManifestKind;
  /** Can it be asked for where a manifest says this? It may find that there is nothing to do. */
  readonly appliesTo: (data: PlainValue) => boolean;
  /** `original`: what the file said when it was asked for; to ask again for the same changes nothing. */
  readonly edit: (text: string, original: string) => string;
  /** What the manifest says then. More than one where comments in the file decide how much of it goes. */
  readonly meant: (data: PlainValue) => readonly PlainValue[];
  /** What it writes; the lines of everything else stay. */
  readonly places: (data: PlainValue) => readonly Path[];
  /** The text without the edit, or why nothing brings back the original. */
  readonly back: (text: string, original: string) => string | NoWayBack;
}

export interface NoWayBack {
  readonly noWayBack: string;
}

export const nothingKeptOfIt: NoWayBack = { noWayBack: 'what is taken away is not kept anywhere' };
export const stoodEmpty: NoWayBack = { noWayBack: 'a parent that stood there empty goes as well' };
export const nothingButLines: NoWayBack = { noWayBack: 'of blank lines around nothing, one goes' };
export const anotherWord: NoWayBack = { noWayBack: 'it would be written in other words or quotes' };

/** Is the scalar at `path` written as the product would write it, in its own quotes? */
export function isOrdinary(original: string, path: Path): boolean {
  const { value, gap } = sourceAt(original, path);
  const isOneWord = /^(true|false|[A-Za-z_/$][\w./:@*-]*|'[^'\n]*'|"[\w ./:@*-]*")$/.test(value);
  return isOneWord && /^( ?: )?$/.test(gap);
}

/** Does a comment end the line on which the scalar at `path` stands? */
export function isCommentedLine(text: string, path: Path): boolean {
  const line = lineAt(text, path);
  return commentsOf(text).some((comment) => comment.line === line);
}

/** Does the parent in which `path` is written stay when it is taken away again? For other keys, or for the comments in it. */
export function hasLastingParent(original: string, path: Path): boolean {
  const data = dataOf(original);
  const parent = nearestParent(data, path);
  if (isFilledMap(at(data, parent))) return true;
  const line = keyLineAt(original, parent);
  if (line === undefined || at(data, parent) !== null) return false;
  const lines = original.split('\n');
  const column = (lines[line] ?? '').search(/\S/);
  const [, before = '', inside = ''] = /^( *)#( *)\S/.exec(lines[line + 1] ?? '') ?? [];
  // Commented out in column 0, it belongs there as well: `#   private:`.
  return before.length > column || before.length + inside.length - 1 > column;
}
