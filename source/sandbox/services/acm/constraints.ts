import { Fault } from '../../service.ts';

/** What is wrong with one value, in the words of AWS; undefined: nothing. */
export type Violation = string | undefined;

/** Throws `ValidationException` with everything that is wrong. */
export function requireValid(...violations: readonly Violation[]): void {
  const found = violations.filter((violation) => violation !== undefined);
  if (found.length === 0) return;
  throw new Fault(
    'ValidationException',
    `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`,
  );
}

export function missing(path: string, value: unknown): Violation {
  if (value !== undefined) return undefined;
  return `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
}

/** So many characters of a text, so many members of a list. */
export function wrongLength(
  path: string,
  value: string | readonly unknown[] | undefined,
  { least = 1, most }: { readonly least?: number; readonly most: number },
): Violation {
  if (value === undefined) return undefined;
  if (value.length < least) {
    return violation(path, shown(value), `Member must have length greater than or equal to ${least}`);
  }
  if (value.length > most) {
    return violation(path, shown(value), `Member must have length less than or equal to ${most}`);
  }
  return undefined;
}

/** `pattern` as AWS documents it; the whole value must match. */
export function wrongPattern(path: string, value: string | undefined, pattern: string): Violation {
  if (value === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(value)) return undefined;
  return violation(path, value, `Member must satisfy regular expression pattern: ${pattern}`);
}

export function outOfRange(path: string, value: number | undefined, least: number, most: number): Violation {
  if (value === undefined) return undefined;
  if (value < least) {
    return violation(path, String(value), `Member must have value greater than or equal to ${least}`);
  }
  if (value > most) {
    return violation(path, String(value), `Member must have value less than or equal to ${most}`);
  }
  return undefined;
}

export function notOneOf(path: string, value: string | undefined, allowed: readonly string[]): Violation {
  if (value === undefined || allowed.includes(value)) return undefined;
  return violation(path, value, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

/** A rule of AWS about each member of a list. */
export function wrongMember(
  path: string,
  values: readonly string[] | undefined,
  isRight: (value: string) => boolean,
  rule: string,
): Violation {
  if (values === undefined || values.every(isRight)) return undefined;
  return violation(path, shown(values), `Member must satisfy constraint: [${rule}]`);
}

function shown(value: string | readonly unknown[]): string {
  return typeof value === 'string' ? value : `[${value.join(', ')}]`;
}

function violation(path: string, value: string, rule: string): string {
  return `Value '${value}' at '${path}' failed to satisfy constraint: ${rule}`;
}
