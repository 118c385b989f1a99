import { isAlias, isMap, type Node, visit } from 'yaml';
import type { EditContext } from './edit-context.ts';
import { isMergePair, type Place } from './locate.ts';
import { Refusal } from './refusal.ts';

/**
 * Refuses an edit whose effect would reach further than the place: inside of what an alias repeats elsewhere, behind
 * an alias, or taking away an anchor that is in use.
 */
export function assertNoSharedNodes(context: EditContext, place: Place): void {
  if (isAlias(place.node))
    throw new Refusal(`the value is an alias (*${place.node.source})`, place.node.range?.[0]);
  const used = new Set<string>();
  // Where there is no asterisk, there is no alias; in a simple text it is only a part of a value.
  if (context.root === null || context.source.simple !== undefined || !context.text.includes('*')) return;
  visit(context.root, {
    Alias: (_key, alias) => {
      used.add(alias.source);
    },
  });
  if (used.size === 0) return;
  const around = place.steps.map((step) => (step.kind === 'map' ? step.map : step.sequence));
  for (const node of around) refuseUsed(node, used);
  if (place.node === null) return;
  visit(place.node, { Node: (_key, node) => refuseUsed(node, used) });
}

function refuseUsed(node: Node, used: ReadonlySet<string>): void {
  if (!isAlias(node) && node.anchor !== undefined && used.has(node.anchor)) {
    throw new Refusal(`an alias (*${node.anchor}) repeats this part elsewhere`, node.range?.[0]);
  }
}

/** A key that comes or goes beside a merge key changes what is merged. */
export function assertNoMergeKey(node: Node | null): void {
  if (isMap(node) && node.items.some(isMergePair))
    throw new Refusal('the map takes keys from elsewhere (<<)', node.range?.[0]);
}
