import type { TemplateOverride } from '../copilot/template-overrides.ts';
import { UserError } from '../errors.ts';
import { editSource, type SourceEdit } from '../yaml/edit.ts';
import { hasPath, isPlainList, isPlainMap, type Path, type PlainValue } from '../yaml/plain-value.ts';
import { parseSource } from '../yaml/source-document.ts';
import { valueAt } from './template-view.ts';

/**
 * A new resource or output with the team's overrides in it, as Copilot would have applied them to its own. What is deployed already
 * went through them.
 *
 * @param fragment its YAML source at column 0
 * @throws UserError `override-not-applicable`
 */
export function withOverrides(
  fragment: string,
  section: 'Resources' | 'Outputs',
  logicalId: string,
  overrides: readonly TemplateOverride[],
): string {
  const head = `${logicalId}:\n`;
  const indented = head + fragment.replace(/^(?=.)/gm, '  ');
  const own = overrides.filter(({ path }) => path[0] === section && path[1] === logicalId);
  if (own.length === 0) return fragment;
  const result = own.reduce((text, override) => {
    const path = override.path.slice(1);
    const edit =
      path.length > 1
        ? editOf(parseSource(text, { cloudFormation: true }).plain(), override, path)
        : undefined;
    if (edit === undefined) throw notApplicable(override, logicalId);
    return editSource(text, [edit], { file: logicalId, cloudFormation: true });
  }, `${indented}\n`);
  return result.slice(head.length).trimEnd().replace(/^ {2}/gm, '');
}

/** Undefined where the path leads nowhere. */
function editOf(
  data: PlainValue,
  { operation, value }: TemplateOverride,
  pointer: readonly string[],
): SourceEdit | undefined {
  const path = pathIn(data, pointer);
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  if (key === undefined || !hasPath(data, parent)) return undefined;
  const isThere = hasPath(data, path);
  if (operation === 'remove') return isThere ? { op: 'remove', path } : undefined;
  if (value === undefined) return undefined;
  const list = valueAt(data, parent);
  if (operation === 'add' && isPlainList(list)) return added(list, parent, key, value);
  if (isThere) return { op: 'replace', path, fragment: value };
  return operation === 'add' && isPlainMap(list)
    ? { op: 'insert', path: parent, key: String(key), fragment: value }
    : undefined;
}

/** In a list, `add` moves what stands there. */
function added(
  list: readonly PlainValue[],
  path: Path,
  key: string | number,
  value: string,
): SourceEdit | undefined {
  const index = key === '-' ? list.length : Number(key);
  if (!Number.isInteger(index) || index < 0 || index > list.length) return undefined;
  if (index === list.length) return { op: 'insert', path, fragment: value };
  const item = parseSource(value, { cloudFormation: true }).plain();
  return { op: 'replace', path, fragment: JSON.stringify(list.toSpliced(index, 0, item)) };
}

/** The pointer's parts as keys of maps and indices of lists. */
function pathIn(data: PlainValue, pointer: readonly string[]): Path {
  return pointer.map((part, depth) => {
    const holder = valueAt(data, pointer.slice(0, depth));
    return isPlainList(holder) && part !== '-' ? Number(part) : part;
  });
}

function notApplicable({ place, path, operation }: TemplateOverride, logicalId: string): UserError {
  return new UserError({
    code: 'override-not-applicable',
    message: `${place}: ${operation} at /${path.join('/')} has no place in ${logicalId} as it is made here; Copilot's own deployment would stop at it, too.`,
    next: ['Mend the patch, or take it out'],
  });
}
