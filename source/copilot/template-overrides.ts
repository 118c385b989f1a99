import { UserError } from '../errors.ts';
import { isPlainList, type Path } from '../yaml/plain-value.ts';
import { sourceAt } from '../yaml/source-at.ts';
import { parseSource, type SourceDocument } from '../yaml/source-document.ts';
import { plainAt, stringOf } from './go-yaml.ts';

/** One entry of a team's `overrides/cfn.patches.yml`, which Copilot applies to the template that it renders (docs/copilot.md, 1.3). */
export interface TemplateOverride {
  readonly operation: 'add' | 'remove' | 'replace';
  /** Keys and indices, as they are written in the pointer; `-` is behind the last item of a list. */
  readonly path: readonly string[];
  /** YAML source lines at column 0; undefined for `remove`. */
  readonly value: string | undefined;
  /** `copilot/environments/overrides/cfn.patches.yml:3` */
  readonly place: string;
}

/** @throws UserError `overrides-malformed`, and what `parseSource` throws */
export function parseTemplateOverrides(text: string, file: string): readonly TemplateOverride[] {
  // Values are CloudFormation's; their short forms are kept as they are written.
  const source = parseSource(text, { file, cloudFormation: true });
  const entries = source.plain();
  if (entries === null) return [];
  if (!isPlainList(entries)) throw malformed(source, [], 'it is no list of patches');
  return entries.map((entry, index) => {
    const operation = operations.find((known) => known === plainAt(entry, ['op']));
    if (operation === undefined) throw malformed(source, [index], 'op must be add, remove or replace');
    const pointer = stringOf(plainAt(entry, ['path']));
    if (pointer === undefined || !pointer.startsWith('/'))
      throw malformed(source, [index], 'path must begin with a slash');
    const value = operation === 'remove' ? undefined : sourceAt(source, [index, 'value']);
    if (operation !== 'remove' && value === undefined) throw malformed(source, [index], 'it has no value');
    return {
      operation,
      path: pointer.split('/').slice(1).map(unescaped),
      value,
      place: placeOf(source, [index]),
    };
  });
}

const operations = ['add', 'remove', 'replace'] as const;

/** RFC 6901, section 4. */
function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function placeOf(source: SourceDocument, path: Path): string {
  return `${source.file}:${source.lineOf(source.nodeAt(path)?.range?.[0] ?? 0)}`;
}

function malformed(source: SourceDocument, path: Path, why: string): UserError {
  return new UserError({
    code: 'overrides-malformed',
    message: `Reading ${placeOf(source, path)}: ${why}. Copilot refuses the file, too.`,
    next: [
      'Write each patch as: op, path, value (https://aws.github.io/copilot-cli/docs/developing/overrides/yamlpatch/)',
    ],
  });
}
