import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { aliasTargets } from './alias-targets.ts';
import { isMergePair, keyText, nodeOrNull } from './locate.ts';
import { isPlainList, isPlainMap, type PlainValue } from './plain-value.ts';

/** What to take for a scalar instead of what is written; undefined: what is written. */
export type Substitute = (scalar: Scalar) => PlainValue | undefined;

/** The data of a node. CloudFormation's short forms become long: `!Ref A` → `{Ref: 'A'}`. */
export function plainOf(
  node: Node | null,
  document: Document,
  cloudFormation: boolean,
  substitute?: Substitute,
): PlainValue {
  const seen = new Set<Node>();
  let targets: ReadonlyMap<Node, Node> | undefined;
  const repeated = new Map<Node, PlainValue>();

  function convert(current: Node | null): PlainValue {
    if (current === null) return null;
    if (isAlias(current)) {
      targets ??= aliasTargets(document);
      const target = targets.get(current);
      // An anchor inside of which its own alias stands has no plain form.
      if (target === undefined || seen.has(target)) return null;
      // Once for all aliases: a few that repeat each other could make millions.
      const known = repeated.get(target) ?? convert(target);
      repeated.set(target, known);
      return known;
    }
    seen.add(current);
    const plain = untagged(current);
    seen.delete(current);
    return cloudFormation ? longForm(current.tag, plain) : plain;
  }

  function untagged(current: Node): PlainValue {
    if (isSeq(current)) return current.items.map((item) => convert(nodeOrNull(item)));
    if (isScalar(current)) return substitute?.(current) ?? scalarValue(current.value);
    if (!isMap(current)) return null;
    const own: [string, PlainValue][] = [];
    const merged: [string, PlainValue][] = [];
    for (const pair of current.items) {
      const value = convert(nodeOrNull(pair.value));
      if (!isMergePair(pair)) own.push([keyText(pair) ?? '', value]);
      else
        for (const map of isPlainList(value) ? value.toReversed() : [value])
          if (isPlainMap(map)) for (const entry of Object.entries(map)) merged.push(entry);
    }
    return Object.fromEntries([...merged, ...own]);
  }

  return convert(node);
}

function scalarValue(value: unknown): PlainValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

/** `!Ref A` → `{Ref: 'A'}`; a value without a tag of CloudFormation stays. */
export function longForm(tag: string | undefined, value: PlainValue): PlainValue {
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot === -1 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
