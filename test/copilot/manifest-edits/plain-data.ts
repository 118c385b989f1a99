import {
  isPlainList,
  isPlainMap,
  type Path,
  type PlainMap,
  type PlainValue,
} from '../../../source/yaml/plain-value.ts';

/** Changes of data, with nothing of the product in them: what an edit of a text is compared with. */

export function at(data: PlainValue | undefined, path: Path): PlainValue | undefined {
  return path.reduce<PlainValue | undefined>((value, key) => {
    if (isPlainList(value)) return value[Number(key)];
    return isPlainMap(value) && Object.hasOwn(value, String(key)) ? value[key] : undefined;
  }, data);
}

export function isGiven(value: PlainValue | undefined): value is Exclude<PlainValue, null> {
  return value !== undefined && value !== null;
}

/** With `value` at `path`. Maps that are missing are made; whatever is no map gives way to one. */
export function put(data: PlainValue | undefined, path: Path, value: PlainValue): PlainValue {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (isPlainList(data)) return data.with(Number(key), put(data[Number(key)], rest, value));
  const map: PlainMap = isPlainMap(data) ? data : {};
  return { ...map, [key]: put(at(map, [key]), rest, value) };
}

/** Without what stands at `path`; its parents stay, empty or not. */
export function without(data: PlainValue, path: Path): PlainValue {
  const parent = path.slice(0, -1);
  const around = at(data, parent);
  const last = path.at(-1);
  if (last === undefined || at(data, path) === undefined) return data;
  if (isPlainList(around)) return put(data, parent, around.toSpliced(Number(last), 1));
  if (!isPlainMap(around)) return data;
  const others = Object.entries(around).filter(([key]) => key !== String(last));
  return put(data, parent, Object.fromEntries(others));
}

/**
 * Without what stands at `path`, nor the parents that it leaves empty. One of them may stay, without a value, for the comments
 * that its author wrote in it: every way that it can come out.
 */
export function pruned(data: PlainValue, path: Path): readonly PlainValue[] {
  if (at(data, path) === undefined) return [data];
  const gone = without(data, path);
  const parent = path.slice(0, -1);
  const left = at(gone, parent);
  const isEmpty = isPlainMap(left) && Object.keys(left).length === 0;
  if (!isEmpty) return [gone];
  const kept = put(gone, parent, null);
  return parent.length === 0 ? [gone, kept] : [kept, ...pruned(gone, parent)];
}

const yes: readonly PlainValue[] = [true, 'y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'];
const no: readonly PlainValue[] = [false, 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'];

/** How Copilot reads a boolean: Go's YAML knows these words, too. */
export function truth(value: PlainValue | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (yes.includes(value)) return true;
  return no.includes(value) ? false : undefined;
}

/** Is there no list or other obstacle on the way, so that `path` can be written? */
export function canHold(data: PlainValue, path: Path): boolean {
  return path.every((_, depth) => {
    const value = at(data, path.slice(0, depth));
    return !isPlainList(value) || typeof path[depth] === 'number';
  });
}

/** The path of the deepest parent of `path` that is there. */
export function nearestParent(data: PlainValue, path: Path): Path {
  const depth = path.findIndex((_, index) => at(data, path.slice(0, index + 1)) === undefined);
  return path.slice(0, depth === -1 ? path.length - 1 : depth);
}

export function isFilledMap(value: PlainValue | undefined): value is PlainMap {
  return isPlainMap(value) && Object.keys(value).length > 0;
}
