import { isPlainList, isPlainMap, type Path, type PlainValue } from '../yaml/plain-value.ts';
import { booleanOf, integerOf, isGiven, stringOf } from './go-yaml.ts';
import type { Fields, Shape } from './shape.ts';

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
  const { soft, hard, ...taken } = take(data, shape, undefined, isOpen);
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

/** The way to a value, made into a path only where there is something to say. */
interface Trail {
  readonly up: Trail | undefined;
  readonly key: string | number;
}

const nothing: Taken = { data: null, soft: [], hard: [], dropped: [], unknown: [], says: false };

function take(value: PlainValue | undefined, shape: Shape, at: Trail | undefined, isOpen: Open): Taken {
  if (!isGiven(value)) return nothing;
  if (typeof value === 'string' && isOpen(value)) {
    const isList = typeof shape === 'object' && 'list' in shape;
    return { ...nothing, data: isList ? [value] : value, says: true };
  }
  if (typeof shape === 'string') return takeScalar(value, shape, at);
  if ('fields' in shape) return takeFields(value, shape.fields, at, isOpen);
  if ('list' in shape) return takeList(value, shape.list, at, isOpen);
  if ('each' in shape) {
    if (!isPlainMap(value)) return misfit(at, 'a map');
    const keys = Object.keys(value);
    const items = keys.map((key) => take(value[key], shape.each, { up: at, key }, isOpen));
    return { ...all(items), data: dataOf(keys, items), says: true };
  }
  if ('keys' in shape) {
    const { unknown } = take(value, shape.keys, at, isOpen);
    return { ...nothing, data: value, unknown, says: true };
  }
  if ('either' in shape) {
    const fits = shape.either.map((form) => take(value, form, at, isOpen));
    const good = fits.find((each) => each.says && each.soft.length + each.hard.length === 0);
    return good ?? { ...nothing, hard: [{ path: pathOf(at), expected: shape.expected }] };
  }
  const first = take(value, shape.lenient, at, isOpen);
  if (first.says || first.hard.length > 0) {
    return { ...first, soft: [], dropped: [...first.dropped, ...first.soft] };
  }
  const second = take(value, shape.or, at, isOpen);
  if (second.soft.length + second.hard.length > 0) {
    return { ...nothing, hard: [{ path: pathOf(at), expected: shape.expected }] };
  }
  return { ...second, says: !isPlainList(second.data) || second.data.some(isGiven) };
}

function takeList(value: PlainValue, shape: Shape, at: Trail | undefined, isOpen: Open): Taken {
  if (!isPlainList(value)) return misfit(at, listWords(shape));
  const isText = typeof shape === 'string';
  const items = value.map((item, key) => {
    const place = { up: at, key };
    const taken = take(item, shape, place, isOpen);
    const [wrong] = taken.soft;
    // A text that does not fit is left out of the list; of a map, only what is wrong in it.
    return isText && wrong !== undefined ? misfit(place, wrong.expected) : taken;
  });
  const data = items.map((item) => item.data);
  return { ...all(items), data, says: isText || data.some(isGiven) };
}

function takeFields(value: PlainValue, fields: Fields, at: Trail | undefined, isOpen: Open): Taken {
  if (!isPlainMap(value)) return misfit(at, 'a map');
  const known: string[] = [];
  const unknown: Path[] = [];
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(fields, key)) known.push(key);
    else unknown.push(pathOf({ up: at, key }));
  }
  const items = known.map((key) => take(value[key], fields[key] ?? 'anything', { up: at, key }, isOpen));
  const whole = all(items);
  return {
    ...whole,
    data: dataOf(known, items),
    unknown: unknown.length === 0 ? whole.unknown : [...whole.unknown, ...unknown],
    says: items.some((item) => item.says),
  };
}

/** A field that does not fit is not as it was before: the parser has made room for a value, and leaves that as it is. */
function takeScalar(value: PlainValue, shape: Extract<Shape, string>, at: Trail | undefined): Taken {
  const fits = { ...nothing, data: value, says: true };
  switch (shape) {
    case 'name':
      return stringOf(value) === undefined ? misfit(at, 'a string') : { ...fits, says: value !== '' };
    case 'text':
      return stringOf(value) === undefined
        ? { ...misfit(at, 'a string', 'the empty text'), data: '', says: true }
        : fits;
    case 'boolean':
      return booleanOf(value) === undefined
        ? { ...misfit(at, 'true or false', 'false'), data: false, says: true }
        : fits;
    case 'integer':
      return integerOf(value) === undefined ? noNumber(at, 'a whole number') : fits;
    case 'port':
      return isPort(value) ? fits : noNumber(at, 'the number of a port');
    case 'duration':
      return isDuration(value) ? fits : noNumber(at, 'a time with its unit, like 60s');
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

function noNumber(at: Trail | undefined, expected: string): Taken {
  return { ...misfit(at, expected, '0'), data: 0, says: true };
}

function misfit(at: Trail | undefined, expected: string, instead?: string): Taken {
  return {
    ...nothing,
    soft: [{ path: pathOf(at), expected, ...(instead !== undefined && { instead }) }],
  };
}

function pathOf(at: Trail | undefined): Path {
  return at === undefined ? [] : [...pathOf(at.up), at.key];
}

function all(items: readonly Taken[]): Omit<Taken, 'data' | 'says'> {
  // Mostly there is nothing to say about any of them.
  const telling = items.filter(
    ({ soft, hard, dropped, unknown }) => soft.length + hard.length + dropped.length + unknown.length > 0,
  );
  if (telling.length === 0) return nothing;
  return {
    soft: telling.flatMap((each) => each.soft),
    hard: telling.flatMap((each) => each.hard),
    dropped: telling.flatMap((each) => each.dropped),
    unknown: telling.flatMap((each) => each.unknown),
  };
}

function dataOf(keys: readonly string[], items: readonly Taken[]): PlainValue {
  return Object.fromEntries(keys.map((key, index) => [key, items[index]?.data ?? null]));
}

function listWords(items: Shape): string {
  return items === 'name' || items === 'text' ? 'a list of strings' : 'a list';
}
