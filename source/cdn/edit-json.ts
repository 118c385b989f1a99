import type { SourceEdit } from '../yaml/edit.ts';
import { isPlainList, isPlainMap, type Path, type PlainValue } from '../yaml/plain-value.ts';
import { parseSource } from '../yaml/source-document.ts';

/**
 * Edits JSON that was written by a program (a CDK override does): as data, and written again in the same way. Undefined for
 * any other text, where that would move bytes that nobody asked to move.
 */
export function editJson(text: string, edits: readonly SourceEdit[]): string | undefined {
  if (!text.startsWith('{')) return undefined;
  const ending = /\s*$/.exec(text)?.[0] ?? '';
  const data = dataOf(text);
  const indentation = [0, 2, 4, 1, '\t'].find(
    (space) => data !== undefined && JSON.stringify(data, null, space) + ending === text,
  );
  if (data === undefined || indentation === undefined) return undefined;
  return JSON.stringify(edits.reduce(applied, data), null, indentation) + ending;
}

function dataOf(text: string): PlainValue | undefined {
  try {
    const data: PlainValue = JSON.parse(text);
    return data;
  } catch {
    return undefined;
  }
}

function applied(data: PlainValue, edit: SourceEdit): PlainValue {
  switch (edit.op) {
    case 'set':
      return changed(data, edit.path, () => edit.value);
    case 'replace':
      return changed(data, edit.path, () => fragmentData(edit.fragment));
    case 'remove':
      return changed(data, edit.path, () => undefined);
    case 'insert':
      return changed(data, edit.path, (parent) => {
        const value = fragmentData(edit.fragment);
        if (isPlainList(parent)) return [...parent, value];
        const entries = isPlainMap(parent) ? Object.entries(parent) : [];
        const keys = entries.map(([key]) => key);
        const after = edit.after === undefined ? -1 : keys.indexOf(edit.after);
        const before = edit.before === undefined ? -1 : keys.indexOf(edit.before);
        const place = after >= 0 ? after + 1 : before >= 0 ? before : entries.length;
        return Object.fromEntries(entries.toSpliced(place, 0, [edit.key ?? '', value]));
      });
  }
}

/** The data with what stands at the path changed; undefined takes it away. */
function changed(
  data: PlainValue,
  path: Path,
  change: (old: PlainValue) => PlainValue | undefined,
): PlainValue {
  const [key, ...rest] = path;
  if (key === undefined) return change(data) ?? null;
  if (isPlainList(data)) {
    const index = Number(key);
    const old = data[index] ?? null;
    const item = rest.length === 0 ? change(old) : changed(old, rest, change);
    return item === undefined ? data.toSpliced(index, 1) : data.toSpliced(index, 1, item);
  }
  if (!isPlainMap(data)) return data;
  const item = rest.length === 0 ? change(data[key] ?? null) : changed(data[key] ?? null, rest, change);
  if (item !== undefined) return { ...data, [key]: item };
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== String(key)));
}

function fragmentData(fragment: string): PlainValue {
  return parseSource(fragment, { cloudFormation: true }).plain();
}
