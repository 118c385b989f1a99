import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from './plain-value.ts';

/** One step of a path: the collection, and what is written in it under the key. */
export type Step = MapStep | SequenceStep;

export interface MapStep {
  readonly kind: 'map';
  readonly map: YAMLMap;
  readonly pair: Pair;
  readonly index: number;
}

export interface SequenceStep {
  readonly kind: 'sequence';
  readonly sequence: YAMLSeq;
  readonly index: number;
}

/** How far a path leads in a document. */
export interface Place {
  readonly steps: readonly Step[];
  /** What the last step leads to; null where nothing is written (`key:`, an empty document). */
  readonly node: Node | null;
  /** The keys that are not there. */
  readonly rest: Path;
}

export function locate(document: Document, path: Path): Place {
  const steps: Step[] = [];
  let node: Node | null = document.contents;
  for (const [depth, key] of path.entries()) {
    const step = stepInto(node, key);
    if (step === undefined) return { steps, node, rest: path.slice(depth) };
    steps.push(step);
    node = writtenAt(step);
  }
  return { steps, node, rest: [] };
}

function stepInto(node: Node | null, key: string | number): Step | undefined {
  if (isMap(node)) {
    const index = node.items.findIndex((pair) => keyText(pair) === String(key));
    const pair = node.items[index];
    return pair === undefined ? undefined : { kind: 'map', map: node, pair, index };
  }
  if (isSeq(node)) {
    const index = Number(key);
    return index in node.items ? { kind: 'sequence', sequence: node, index } : undefined;
  }
  return undefined;
}

export function writtenAt(step: Step): Node | null {
  return nodeOrNull(step.kind === 'map' ? step.pair.value : step.sequence.items[step.index]);
}

/** The parser types items as unknown; what it makes are nodes or null. */
export function nodeOrNull(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}

/** The key as it is written, without its quotes: `8080`, not the number. */
export function keyText(pair: Pair): string | undefined {
  if (!isScalar(pair.key)) return undefined;
  return pair.key.source ?? String(pair.key.value);
}

export function isMergePair(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<';
}
