import { isPlainMap } from '../../yaml/plain-value.ts';
import { type JsonPart, parseJsonSource } from './json-source.ts';
import type { Statement } from './statement.ts';

/** A bucket's policy as it is written. */
export interface PolicySource {
  readonly text: string;
  readonly root: JsonPart;
  /** The element `Statement`: a list, or one statement alone. */
  readonly statementElement: JsonPart;
  readonly statements: readonly { readonly part: JsonPart; readonly statement: Statement }[];
}

/** Undefined for what is no policy: S3 keeps none of these, emulators may. */
export function readPolicy(text: string): PolicySource | undefined {
  const root = parseJsonSource(text);
  const statementElement = root?.members.get('Statement');
  if (root === undefined || statementElement === undefined) return undefined;
  const parts = Array.isArray(statementElement.value) ? statementElement.items : [statementElement];
  const statements = parts.flatMap((part) =>
    isPlainMap(part.value) ? [{ part, statement: part.value }] : [],
  );
  return statements.length === parts.length ? { text, root, statementElement, statements } : undefined;
}
