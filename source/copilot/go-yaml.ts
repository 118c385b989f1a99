import { isPlainList, isPlainMap, type Path, type PlainValue } from '../yaml/plain-value.ts';

/** How Copilot's YAML parser fills typed fields (docs/copilot.md, 4.2). */

const yes = new Set(['y', 'Y', 'yes', 'on']);
const no = new Set(['n', 'N', 'no', 'off']);

/** A boolean field; undefined for what the parser refuses. Quotes do not matter to `yes`; `"true"` is refused. */
export function booleanOf(value: PlainValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (yes.has(value)) return true;
  return no.has(value) ? false : undefined;
}

/** A string field: any scalar will do. */
export function stringOf(value: PlainValue | undefined): string | undefined {
  if (value === null || value === undefined || isPlainList(value) || isPlainMap(value)) return undefined;
  return String(value);
}

/** A list of strings; an item without a value is an empty string. */
export function stringsOf(value: PlainValue | undefined): readonly string[] | undefined {
  if (!isPlainList(value)) return undefined;
  const strings = value.map((item) => (item === null ? '' : stringOf(item)));
  return strings.every((item) => item !== undefined) ? strings : undefined;
}

export function isGiven(value: PlainValue | undefined): value is Exclude<PlainValue, null> {
  return value !== undefined && value !== null;
}

/** What stands at `path`; undefined when nothing does. */
export function plainAt(value: PlainValue | undefined, path: Path): PlainValue | undefined {
  return path.reduce<PlainValue | undefined>((current, key) => {
    if (isPlainMap(current)) return Object.hasOwn(current, key) ? current[key] : undefined;
    return isPlainList(current) ? current[Number(key)] : undefined;
  }, value);
}
