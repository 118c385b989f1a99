/** What YAML and JSON can both say. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainMap;

export interface PlainMap {
  readonly [key: string]: PlainValue;
}

/** Keys of maps and indices of sequences, from the root. */
export type Path = readonly (string | number)[];

export function isPlainMap(value: PlainValue | undefined): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isPlainList(value: PlainValue | undefined): value is readonly PlainValue[] {
  return Array.isArray(value);
}

/** `http.public.certificates[0]` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** Is there something at `path`, even without a value? */
export function hasPath(value: PlainValue | undefined, path: Path): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return value !== undefined;
  if (isPlainMap(value)) return Object.hasOwn(value, key) && hasPath(value[key] ?? null, rest);
  return isPlainList(value) && Number(key) in value && hasPath(value[Number(key)] ?? null, rest);
}

/** Equal data; the order of keys does not count. */
export function equalPlain(one: PlainValue, other: PlainValue): boolean {
  if (isPlainList(one) || isPlainList(other)) {
    if (!isPlainList(one) || !isPlainList(other) || one.length !== other.length) return false;
    return one.every((item, index) => equalPlain(item, other[index] ?? null));
  }
  if (isPlainMap(one) && isPlainMap(other)) {
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    return keys.every((key) => Object.hasOwn(other, key) && equalPlain(one[key] ?? null, other[key] ?? null));
  }
  return Object.is(one, other);
}
