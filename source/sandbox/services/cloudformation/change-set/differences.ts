import { isList, isProperties, sameValue, textOf, type Value } from '../value.ts';

export interface Difference {
  /** Names and list positions from the top-level property's value down. */
  readonly path: readonly string[];
  readonly before?: Value;
  readonly after?: Value;
  readonly changeType: 'Add' | 'Remove' | 'Modify';
}

/** Where two values differ, as deep as both have the same shape. */
export function differences(
  before: Value | undefined,
  after: Value | undefined,
  path: readonly string[] = [],
): readonly Difference[] {
  if (sameValue(before, after)) return [];
  if (before === undefined) return after === undefined ? [] : [{ path, after, changeType: 'Add' }];
  if (after === undefined) return [{ path, before, changeType: 'Remove' }];
  if (isList(before) && isList(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) =>
      differences(before[index], after[index], [...path, String(index)]),
    ).flat();
  }
  if (isProperties(before) && isProperties(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], [...path, name]));
  }
  return [{ path, before, after, changeType: 'Modify' }];
}

/** A value as the details of a change show it. */
export function shownValue(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  return isList(value) || isProperties(value) ? JSON.stringify(value) : textOf(value);
}
