import { type Document, isAlias, type Node, visit } from 'yaml';

/**
 * What each alias of a document stands for: the last node above it with its anchor. Aliases without one are left out. The
 * library's own search goes through the document for each alias anew.
 */
export function aliasTargets(document: Document): ReadonlyMap<Node, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  visit(document, {
    Node: (_key, node) => {
      const target = isAlias(node) ? anchored.get(node.source) : undefined;
      if (target !== undefined) targets.set(node, target);
      if (!isAlias(node) && node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}
