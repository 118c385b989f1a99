import type {
  ResourceChange as AwsResourceChange,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import type { PropertyChange } from '../event.ts';

/** Stands where CloudFormation cannot know a value before it has made the change; its own mark is `{{changeSet:KNOWN_AFTER_APPLY}}`. */
const knownLater = '(known once it is applied)';

/** What changes in a resource, property by property, in the order of their paths; the strictest replacement of each path wins. */
export function propertyChanges(change: AwsResourceChange): readonly PropertyChange[] {
  // That it goes says all there is to say.
  if (change.Action === 'Remove') return [];
  const before = contextOf(change.BeforeContext);
  const after = contextOf(change.AfterContext);
  const details = (change.Details ?? []).filter((detail) => detail.Target !== undefined);
  if (details.length === 0) return compare(before?.Properties, after?.Properties, 'Properties', 'never');
  const byPath = new Map<string, PropertyChange>();
  for (const detail of details) {
    for (const found of ofDetail(detail, before, after)) {
      const earlier = byPath.get(found.path);
      byPath.set(found.path, earlier === undefined ? found : stricter(earlier, found));
    }
  }
  return [...byPath.values()].sort((one, other) =>
    one.path.localeCompare(other.path, 'en', { numeric: true }),
  );
}

function ofDetail(
  { Target: target }: ResourceChangeDetail,
  beforeContext: Context | undefined,
  afterContext: Context | undefined,
): readonly PropertyChange[] {
  if (target === undefined) return [];
  const attribute = target.Attribute ?? 'Properties';
  const path = target.Path?.split('/').filter((part) => part !== '') ?? [
    attribute,
    ...(target.Name === undefined ? [] : [target.Name]),
  ];
  const before = parsed(target.BeforeValue) ?? valueAt(beforeContext, path);
  const after = parsed(target.AfterValue) ?? valueAt(afterContext, path);
  const replacement = recreation(target.RequiresRecreation);
  const dotted = path.join('.');
  const leaves = compare(before, after, dotted, replacement);
  return leaves.length > 0 ? leaves : [{ path: dotted, replacement }];
}

/** Goes down into objects, not into lists: a list's items have no names, and moving one would look like changing many. */
function compare(
  before: unknown,
  after: unknown,
  path: string,
  replacement: PropertyChange['replacement'],
): readonly PropertyChange[] {
  if (isObject(before) || isObject(after)) {
    const left = isObject(before) ? before : {};
    const right = isObject(after) ? after : {};
    if ((isObject(before) || before === undefined) && (isObject(after) || after === undefined)) {
      const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
      return names.flatMap((name) => compare(left[name], right[name], `${path}.${name}`, replacement));
    }
  }
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return [];
  const was = shown(before);
  const will = shown(after);
  return [
    {
      path,
      ...(was !== undefined && { before: was }),
      ...(will !== undefined && { after: will }),
      replacement,
    },
  ];
}

function stricter(one: PropertyChange, other: PropertyChange): PropertyChange {
  const order = ['never', 'conditionally', 'always'] as const;
  const replacement = order[Math.max(order.indexOf(one.replacement), order.indexOf(other.replacement))];
  return { ...other, ...one, replacement: replacement ?? 'never' };
}

function recreation(value: string | undefined): PropertyChange['replacement'] {
  if (value === undefined || value === 'Never') return 'never';
  return value === 'Always' ? 'always' : 'conditionally';
}

type Context = Readonly<Record<string, unknown>>;

/** The whole resource before or after, as JSON: `{"Properties": {…}, "Metadata": {…}}`. */
function contextOf(text: string | undefined): Context | undefined {
  const value = parsed(text);
  return isObject(value) ? value : undefined;
}

/** Values come as JSON where they are structured and as bare text where they are not. `null` stands for none. */
function parsed(text: string | undefined): unknown {
  if (text === undefined || text === 'null') return undefined;
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function valueAt(context: unknown, path: readonly string[]): unknown {
  let value = context;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isObject(value)) value = value[part];
    else return undefined;
  }
  return value;
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return onOneLine(
    text
      .replaceAll('{{changeSet:KNOWN_AFTER_APPLY}}', knownLater)
      .replace(/^\(Truncated-Signature\):.*$/s, '(too long to be shown)'),
  );
}

/** The code of a function, say, is told from another by its beginning and its size; who wants to read it has the template. */
function onOneLine(text: string): string {
  const lines = text.trimEnd().split(/\r?\n/);
  const [first = ''] = lines;
  return lines.length === 1 ? first : `${first} … (${lines.length} lines, ${text.length} characters)`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
