import { type Alias, isAlias, isCollection, isPair, type Node, type Pair, visit } from 'yaml';
import { aliasTargets } from '../yaml/alias-targets.ts';
import type { SourceDocument } from '../yaml/source-document.ts';
import { SourceError } from '../yaml/source-error.ts';

/** Values that aliases may make of a manifest. The longest that people write have some thousands. */
const most = 100_000;

/**
 * `*name` repeats what stands behind `&name`. Where nothing does, the library reads nothing, and Copilot refuses the file: most often
 * a text that begins with an asterisk stands there without quotes. Aliases of aliases of aliases make a file of a few hundred bytes
 * larger than any memory; Copilot's parser refuses those, too.
 *
 * @throws UserError `not-yaml`, `too-many-aliases`
 */
export function refuseAliases(source: SourceDocument): void {
  if (!/(?:^|[\s[{,])\*/.test(source.text)) return;
  const { document } = source;
  const targets = aliasTargets(document);
  visit(document, {
    Alias: (_key, alias) => {
      if (!targets.has(alias)) throw unknownAnchor(source, alias);
    },
  });
  if (sizeOf(document.contents, targets, new Map()) <= most) return;
  throw new SourceError(source.file, source.positionOf(0), {
    code: 'too-many-aliases',
    message: `its aliases (*name) repeat each other until it has more than ${most.toLocaleString('en-US')} values, and Copilot refuses to read that.`,
    next: ['Write out what the aliases repeat, or repeat less'],
  });
}

function unknownAnchor(source: SourceDocument, alias: Alias): SourceError {
  const [start, end] = alias.range ?? [0, 1];
  return new SourceError(source.file, source.positionOf(start), {
    code: 'not-yaml',
    message: `this is not valid YAML: *${alias.source} repeats what an anchor names, and there is no &${alias.source} above.`,
    next: [`Write it in quotes, if it is a text: '*${alias.source}'`],
    details: source.excerptOf(start, end),
  });
}

/** How many values it is with every alias written out. */
function sizeOf(node: unknown, targets: ReadonlyMap<Node, Node>, known: Map<unknown, number>): number {
  const before = known.get(node);
  if (before !== undefined) return before;
  // What contains itself is as large as can be.
  known.set(node, Number.POSITIVE_INFINITY);
  const size =
    1 + partsOf(node, targets).reduce<number>((sum, part) => sum + sizeOf(part, targets, known), 0);
  known.set(node, size);
  return size;
}

function partsOf(node: unknown, targets: ReadonlyMap<Node, Node>): readonly unknown[] {
  if (isAlias(node)) return [targets.get(node)];
  if (isPair(node)) return pairParts(node);
  return isCollection(node) ? node.items : [];
}

function pairParts({ key, value }: Pair): readonly unknown[] {
  return [key, value];
}
