import { isPlainList, isPlainMap, type Path, type PlainValue, pathText } from '../yaml/plain-value.ts';
import { booleanOf, integerOf, isGiven, stringOf } from './go-yaml.ts';

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

export interface Misfit {
  readonly path: Path;
  /** "true or false" */
  readonly expected: string;
  /** What the parser puts there where it does not refuse: "false". Undefined: nothing. */
  readonly instead?: string;
}

export interface Inspected {
  /**
   * What the parser makes of it: without keys that it does not know, and without what does not fit. What is left out of a list
   * is null in it, so that every item stays at its place.
   */
  readonly data: PlainValue;
  /** Copilot reads nothing of a file that has one. */
  readonly refused: readonly Misfit[];
  /** It goes on without them, in silence. */
  readonly dropped: readonly Misfit[];
  readonly unknown: readonly Path[];
}

/** @param isOpen true for a text that may become anything, because a variable stands in it that nobody has set */
export function inspect(
  data: PlainValue,
  shape: Shape,
  isOpen: (text: string) => boolean = () => false,
): Inspected {
  const { soft, hard, ...taken } = take(data, shape, [], isOpen);
  return { data: taken.data, refused: [...soft, ...hard], dropped: taken.dropped, unknown: taken.unknown };
}

interface Taken {
  readonly data: PlainValue;
  /** A form that drops what does not fit drops these. */
  readonly soft: readonly Misfit[];
  /** Refused whatever stands around it: a field with several forms of which none fits. */
  readonly hard: readonly Misfit[];
  readonly dropped: readonly Misfit[];
  readonly unknown: readonly Path[];
  /** Is anything left of it? */
  readonly says: boolean;
}

type Open = (text: string) => boolean;

const nothing: Taken = { data: null, soft: [], hard: [], dropped: [], unknown: [], says: false };

function take(value: PlainValue | undefined, shape: Shape, path: Path, isOpen: Open): Taken {
  if (!isGiven(value)) return nothing;
  if (typeof value === 'string' && isOpen(value)) {
    const isList = typeof shape === 'object' && 'list' in shape;
    return { ...nothing, data: isList ? [value] : value, says: true };
  }
  if (typeof shape === 'string') return takeScalar(value, shape, path);
  if ('list' in shape) return takeList(value, shape.list, path, isOpen);
  if ('each' in shape) {
    if (!isPlainMap(value)) return misfit(path, 'a map');
    const entries = Object.entries(value).map(
      ([key, item]) => [key, take(item, shape.each, [...path, key], isOpen)] as const,
    );
    return { ...all(entries.map(([, item]) => item)), data: dataOf(entries), says: true };
  }
  if ('fields' in shape) return takeFields(value, shape.fields, path, isOpen);
  if ('keys' in shape) {
    const { unknown } = take(value, shape.keys, path, isOpen);
    return { ...nothing, data: value, unknown, says: true };
  }
  if ('either' in shape) {
    const fits = shape.either.map((form) => take(value, form, path, isOpen));
    const good = fits.find((each) => each.says && each.soft.length + each.hard.length === 0);
    return good ?? { ...nothing, hard: [{ path, expected: shape.expected }] };
  }
  const first = take(value, shape.lenient, path, isOpen);
  if (first.says || first.hard.length > 0) {
    return { ...first, soft: [], dropped: [...first.dropped, ...first.soft] };
  }
  const second = take(value, shape.or, path, isOpen);
  if (second.soft.length + second.hard.length > 0) {
    return { ...nothing, hard: [{ path, expected: shape.expected }] };
  }
  return { ...second, says: !isPlainList(second.data) || second.data.some(isGiven) };
}

function takeList(value: PlainValue, shape: Shape, path: Path, isOpen: Open): Taken {
  if (!isPlainList(value)) return misfit(path, listWords(shape));
  const isText = typeof shape === 'string';
  const items = value.map((item, index) => {
    const taken = take(item, shape, [...path, index], isOpen);
    const [wrong] = taken.soft;
    // A text that does not fit is left out of the list; of a map, only what is wrong in it.
    return isText && wrong !== undefined ? misfit(wrong.path, wrong.expected) : taken;
  });
  const data = items.map((item) => item.data);
  return { ...all(items), data, says: isText || data.some(isGiven) };
}

function takeFields(value: PlainValue, fields: Fields, path: Path, isOpen: Open): Taken {
  if (!isPlainMap(value)) return misfit(path, 'a map');
  const known = Object.entries(value).filter(([key]) => Object.hasOwn(fields, key));
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fields, key));
  const entries = known.map(
    ([key, item]) => [key, take(item, fields[key] ?? 'anything', [...path, key], isOpen)] as const,
  );
  const whole = all(entries.map(([, item]) => item));
  return {
    ...whole,
    data: dataOf(entries),
    unknown: [...whole.unknown, ...unknown.map((key) => [...path, key])],
    says: entries.some(([, item]) => item.says),
  };
}

/** A field that does not fit is not as it was before: the parser has made room for a value, and leaves that as it is. */
function takeScalar(value: PlainValue, shape: Extract<Shape, string>, path: Path): Taken {
  const fits = { ...nothing, data: value, says: true };
  switch (shape) {
    case 'name':
      return stringOf(value) === undefined ? misfit(path, 'a string') : { ...fits, says: value !== '' };
    case 'text':
      return stringOf(value) === undefined
        ? { ...misfit(path, 'a string', 'the empty text'), data: '', says: true }
        : fits;
    case 'boolean':
      return booleanOf(value) === undefined
        ? { ...misfit(path, 'true or false', 'false'), data: false, says: true }
        : fits;
    case 'integer':
      return integerOf(value) === undefined ? noNumber(path, 'a whole number') : fits;
    case 'port':
      return isPort(value) ? fits : noNumber(path, 'the number of a port');
    case 'duration':
      return isDuration(value) ? fits : noNumber(path, 'a time with its unit, like 60s');
    case 'anything':
      return fits;
  }
}

function isPort(value: PlainValue): boolean {
  const port = integerOf(value);
  return port !== undefined && port >= 0 && port <= 65_535;
}

/** What Go's `time.ParseDuration` takes. */
function isDuration(value: PlainValue): boolean {
  return typeof value === 'string' && /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(value);
}

function noNumber(path: Path, expected: string): Taken {
  return { ...misfit(path, expected, '0'), data: 0, says: true };
}

function misfit(path: Path, expected: string, instead?: string): Taken {
  return { ...nothing, soft: [{ path, expected, ...(instead !== undefined && { instead }) }] };
}

function all(fits: readonly Taken[]): Omit<Taken, 'data' | 'says'> {
  return {
    soft: fits.flatMap((each) => each.soft),
    hard: fits.flatMap((each) => each.hard),
    dropped: fits.flatMap((each) => each.dropped),
    unknown: fits.flatMap((each) => each.unknown),
  };
}

function dataOf(entries: readonly (readonly [string, Taken])[]): PlainValue {
  return Object.fromEntries(entries.map(([key, { data }]) => [key, data]));
}

function listWords(items: Shape): string {
  return items === 'name' || items === 'text' ? 'a list of strings' : 'a list';
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
