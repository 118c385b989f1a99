import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import { isMergePair, keyText, nodeOrNull } from './locate.ts';

export interface DuplicateKey {
  readonly key: string;
  /** Offsets of the two. */
  readonly first: number;
  readonly second: number;
}

/** The first key that a map holds twice, in the order of the text. In linear time, which the parser's own check is not. */
export function findDuplicateKey(document: Document): DuplicateKey | undefined {
  const pending: (Node | null)[] = [document.contents];
  let found: DuplicateKey | undefined;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isSeq(node)) pending.push(...node.items.map(nodeOrNull));
    if (!isMap(node)) continue;
    const offsets = new Map<string, number>();
    for (const pair of node.items) {
      pending.push(nodeOrNull(pair.value));
      const key = keyText(pair);
      const second = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      if (key === undefined || second === undefined || isMergePair(pair)) continue;
      const first = offsets.get(key);
      if (first === undefined) offsets.set(key, second);
      else if (found === undefined || second < found.second) found = { key, first, second };
    }
  }
  return found;
}
