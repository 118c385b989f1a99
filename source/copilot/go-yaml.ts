import { isPlainList, isPlainMap, type Path, type PlainValue } from '../yaml/plain-value.ts';

/** How Copilot's YAML parser fills typed fields (docs/copilot.md, 4.2). */

const yes = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']);
const no = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']);

/** A boolean field; undefined for what the parser refuses. Quotes do not matter to `yes`; `"true"` is refused. */
export function booleanOf(value: PlainValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (yes.has(value)) return true;
  return no.has(value) ? false : undefined;
}

/** A field for whole numbers: what is behind the point of 1.5 is left out. */
export function integerOf(value: PlainValue | undefined): number | undefined {
  return typeof value === 'number' && Math.abs(value) < 2 ** 63 ? Math.trunc(value) : undefined;
}

/** A string field: any scalar will do. */
export function stringOf(value: PlainValue | undefined): string | undefined {
  if (value === null || value === undefined || isPlainList(value) || isPlainMap(value)) return undefined;
  return String(value);
}

/** A list of strings; an item without a value is left out, as if it was not there. */
export function stringsOf(value: PlainValue | undefined): readonly string[] | undefined {
  if (!isPlainList(value)) return undefined;
  const strings = value.filter(isGiven).map(stringOf);
  return strings.every((item) => item !== undefined) ? strings : undefined;
}

/** The same for the list at `path`, with the place of each; empty where there is no list. */
export function stringsAt(
  value: PlainValue,
  path: Path,
): readonly { readonly path: Path; readonly text: string }[] {
  return itemsAt(value, path).flatMap(({ item, path: at }) => {
    const text = stringOf(item);
    return text === undefined ? [] : [{ path: at, text }];
  });
}

/** What the list at `path` holds, with the place of each; an item without a value is none. */
export function itemsAt(
  value: PlainValue,
  path: Path,
): readonly { readonly path: Path; readonly item: PlainValue }[] {
  const list = plainAt(value, path);
  if (!isPlainList(list)) return [];
  return list.flatMap((item, index) => (isGiven(item) ? [{ path: [...path, index], item }] : []));
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
