import { type Path, pathText } from '../yaml/plain-value.ts';

/**
 * What a field may hold, as Copilot's parser sees it (docs/copilot.md, 4.2). It reads a file into typed fields: a value of
 * another type is an error, a key without a field is passed over in silence.
 */
export type Shape =
  /** `name` is as good as absent when it is the empty text; `text` is not. */
  | 'name'
  | 'text'
  | 'boolean'
  | 'integer'
  /** A whole number up to 65535. */
  | 'port'
  /** `90s`, `1h30m`; a number alone is none. */
  | 'duration'
  /** Whatever stands there; it is none of ours. */
  | 'anything'
  | { readonly list: Shape }
  | { readonly fields: Fields }
  /** A map whose keys the author chooses. */
  | { readonly each: Shape }
  /** A part that is none of ours: only whether Copilot knows its keys. */
  | { readonly keys: Shape }
  /** The first of them that fits and says something. */
  | { readonly either: readonly Shape[]; readonly expected: string }
  /**
   * A field with two forms, of which the first is tried by dropping whatever does not fit, in silence; if nothing is left of
   * it, the second one.
   */
  | { readonly lenient: Shape; readonly or: Shape; readonly expected: string };

export interface Fields {
  readonly [key: string]: Shape;
}

/** Every key that the shape knows, dotted, in its order; keys of list items and of an author's own maps are left out. */
export function pathsOf(shape: Shape, path: Path = []): readonly string[] {
  if (typeof shape === 'string' || 'list' in shape || 'each' in shape) return [];
  if ('keys' in shape) return pathsOf(shape.keys, path);
  if ('either' in shape) return shape.either.flatMap((form) => pathsOf(form, path));
  if ('lenient' in shape) return [...pathsOf(shape.lenient, path), ...pathsOf(shape.or, path)];
  return Object.entries(shape.fields).flatMap(([key, inside]) => [
    pathText([...path, key]),
    ...pathsOf(inside, [...path, key]),
  ]);
}

/** The keys beside which a key at `path` would stand. */
export function keysAround(shape: Shape, path: Path): readonly string[] {
  const [key, ...rest] = path;
  if (key === undefined || typeof shape === 'string') return [];
  if ('list' in shape) return keysAround(shape.list, rest);
  if ('each' in shape) return keysAround(shape.each, rest);
  if ('keys' in shape) return keysAround(shape.keys, path);
  if ('either' in shape) return shape.either.flatMap((form) => keysAround(form, path));
  if ('lenient' in shape) return [...keysAround(shape.lenient, path), ...keysAround(shape.or, path)];
  if (rest.length === 0) return Object.keys(shape.fields);
  const inside = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
  return inside === undefined ? [] : keysAround(inside, rest);
}
