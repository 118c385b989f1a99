/** What stands in a template or in resolved properties. */
export type Value = string | number | boolean | null | readonly Value[] | Properties;

export interface Properties {
  readonly [name: string]: Value;
}

/** What CloudFormation writes for a value that is known only once the change set has been executed. */
export const knownAfterApply = '{{changeSet:KNOWN_AFTER_APPLY}}';

export function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Scalars as CloudFormation hands them on: text. Lists are joined by commas, objects are JSON. */
export function textOf(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (isList(value)) return value.map(textOf).join(',');
  if (isProperties(value)) return JSON.stringify(value);
  return String(value);
}

export function optionalText(value: Value | undefined): string | undefined {
  return value === undefined || value === null ? undefined : textOf(value);
}

export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

export function textsOf(value: Value | undefined): readonly string[] {
  return listOf(value).map(textOf);
}

export function propertiesOf(value: Value | undefined): Properties {
  return isProperties(value) ? value : {};
}

export function truthOf(value: Value | undefined): boolean {
  return textOf(value) === 'true';
}

/** Scalars in properties as text, the way contexts of a change set and events show them. */
export function withTexts(value: Value): Value {
  if (isList(value)) return value.map(withTexts);
  if (isProperties(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withTexts(member)]));
  }
  return textOf(value);
}

/** Equal as CloudFormation compares: `true` and `"true"` are the same, the order of keys says nothing. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (isList(one) || isList(other)) {
    if (!isList(one) || !isList(other) || one.length !== other.length) return false;
    return one.every((member, index) => sameValue(member, other[index]));
  }
  if (isProperties(one) || isProperties(other)) {
    if (!isProperties(one) || !isProperties(other)) return false;
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => sameValue(one[name], other[name]));
  }
  return textOf(one) === textOf(other);
}

/** An object with the member, or without it when there is no value; for members that may be absent but not undefined. */
export function present<Name extends string, Held>(
  name: Name,
  value: Held | undefined,
): { readonly [key in Name]?: Held } {
  const found: { [key in Name]?: Held } = {};
  if (value !== undefined) found[name] = value;
  return found;
}
