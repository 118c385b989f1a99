import { isPlainList, isPlainMap, type Path, type PlainMap, type PlainValue } from '../yaml/plain-value.ts';
import { isGiven, plainAt } from './go-yaml.ts';

/** `environments.NAME` in the manifest of a service: what is different there (docs/copilot.md, 7.5). */

const environments = 'environments';

/** The environments for which a manifest says something of its own. */
export function overriddenIn(data: PlainValue): readonly string[] {
  const all = plainAt(data, [environments]);
  return isPlainMap(all) ? Object.keys(all).filter((name) => isGiven(all[name])) : [];
}

/** The data that holds in one environment; without one, what holds wherever nothing is overridden. */
export function dataFor(data: PlainValue, environment: string | undefined): PlainValue {
  if (!isPlainMap(data)) return data;
  const base = Object.fromEntries(Object.entries(data).filter(([key]) => key !== environments));
  return environment === undefined ? base : merged(base, plainAt(data, [environments, environment]));
}

/** Maps merge key by key; anything else that is given replaces: lists as a whole, and one form of a field the other. */
function merged(base: PlainValue | undefined, override: PlainValue | undefined): PlainValue {
  if (!isGiven(override)) return base ?? null;
  if (!isPlainMap(base) || !isPlainMap(override)) return override;
  const keys = new Set([...Object.keys(base), ...Object.keys(override)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, merged(plainAt(base, [key]), plainAt(override, [key]))]),
  );
}

/** Where in the manifest stands what `dataFor` has at `path`; of what is nowhere, where it would stand in the base. */
export function writtenAt(data: PlainValue, environment: string | undefined, path: Path): Path {
  if (environment === undefined) return path;
  let override = plainAt(data, [environments, environment]);
  let base: PlainValue | undefined = data;
  for (const key of path) {
    if (!isGiven(override)) return path;
    if (!isPlainMap(override) || !isPlainMap(base)) break;
    override = plainAt(override, [key]);
    base = plainAt(base, [key]);
  }
  return isGiven(override) ? overridePath(environment, path) : path;
}

export function overridePath(environment: string, path: Path): Path {
  return [environments, environment, ...path];
}

/** A field of plain text cannot be emptied by an override: the empty text is as good as nothing there. */
export function withoutEmptyTexts(data: PlainValue): PlainValue {
  if (!isPlainMap(data)) return data;
  return { ...data, [environments]: emptied(data[environments] ?? null) };
}

function emptied(value: PlainValue): PlainValue {
  if (value === '') return null;
  if (!isPlainMap(value) || isPlainList(value)) return value;
  const map: PlainMap = value;
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, emptied(item)]));
}
