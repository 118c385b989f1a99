import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { keyText, nodeOrNull } from './locate.ts';
import { longForm } from './plain.ts';
import { isPlainList, isPlainMap, type Path, type PlainValue } from './plain-value.ts';

/**
 * What a document says, tags, anchors and aliases included, but neither layout nor quotes: an edit is checked by
 * comparing the model of its result with the model that was meant. Most of a document is never taken apart for that.
 */
export type Model = Written | Said;

/** What a node says. */
interface Written {
  readonly kind: 'written';
  readonly node: Node | null;
}

type Said = ModelMap | ModelSequence | ModelScalar | ModelAlias;

interface Properties {
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

type ModelMap = Properties & { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Model> };
type ModelSequence = Properties & { readonly kind: 'sequence'; readonly items: readonly Model[] };
/** `source` keeps `0123` and `123` apart; undefined where only the value was asked for. */
type ModelScalar = Properties & {
  readonly kind: 'scalar';
  readonly value: PlainValue;
  readonly source: string | undefined;
};
interface ModelAlias {
  readonly kind: 'alias';
  readonly name: string;
}

const none = { tag: undefined, anchor: undefined };
export const emptyModel: Model = { ...none, kind: 'scalar', value: null, source: undefined };

export function modelOf(node: Node | null): Model {
  return { kind: 'written', node };
}

export function modelOfPlain(value: PlainValue): Model {
  if (isPlainMap(value)) {
    return {
      ...none,
      kind: 'map',
      entries: new Map(Object.entries(value).map(([key, item]) => [key, modelOfPlain(item)])),
    };
  }
  if (isPlainList(value)) return { ...none, kind: 'sequence', items: value.map(modelOfPlain) };
  return { ...none, kind: 'scalar', value, source: undefined };
}

/** The data of a model without anchors; with `cloudFormation` its tags are in their long form. */
export function plainOfModel(model: Model, cloudFormation: boolean): PlainValue {
  const open = said(model);
  if (open.kind === 'alias') return null;
  const plain = openPlain(open, cloudFormation);
  return cloudFormation ? longForm(open.tag, plain) : plain;
}

function openPlain(open: ModelMap | ModelSequence | ModelScalar, cloudFormation: boolean): PlainValue {
  if (open.kind === 'sequence') return open.items.map((item) => plainOfModel(item, cloudFormation));
  if (open.kind === 'scalar') return open.value;
  return Object.fromEntries(
    [...open.entries].map(([key, item]) => [key, plainOfModel(item, cloudFormation)]),
  );
}

/** One level of what is written. */
function said(model: Model): Said {
  if (model.kind !== 'written') return model;
  const { node } = model;
  if (isAlias(node)) return { kind: 'alias', name: node.source };
  const properties = {
    tag: node?.tag,
    anchor: isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined,
  };
  if (isMap(node)) {
    const entries = node.items.map((pair, index): [string, Model] => [
      keyText(pair) ?? `?${index}`,
      modelOf(nodeOrNull(pair.value)),
    ]);
    return { ...properties, kind: 'map', entries: new Map(entries) };
  }
  if (isSeq(node)) {
    return { ...properties, kind: 'sequence', items: node.items.map((item) => modelOf(nodeOrNull(item))) };
  }
  if (!isScalar(node)) return { ...none, kind: 'scalar', value: null, source: undefined };
  return { ...properties, kind: 'scalar', value: scalarValue(node), source: scalarSource(node) };
}

function scalarValue({ value }: Scalar): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function scalarSource(node: Scalar): string | undefined {
  const value = scalarValue(node);
  return value === null ? undefined : (node.source ?? String(value));
}

export function equalModels(one: Model, other: Model): boolean {
  if (one.kind === 'written' && other.kind === 'written' && equalNodes(one.node, other.node)) return true;
  return equalSaid(said(one), said(other));
}

function equalSaid(one: Said, other: Said): boolean {
  if (one.kind === 'alias' || other.kind === 'alias') {
    return one.kind === 'alias' && other.kind === 'alias' && one.name === other.name;
  }
  if (one.tag !== other.tag || one.anchor !== other.anchor) return false;
  if (one.kind === 'map') {
    if (other.kind !== 'map' || one.entries.size !== other.entries.size) return false;
    return [...one.entries].every(([key, item]) => {
      const match = other.entries.get(key);
      return match !== undefined && equalModels(item, match);
    });
  }
  if (one.kind === 'sequence') {
    if (other.kind !== 'sequence' || one.items.length !== other.items.length) return false;
    return one.items.every((item, index) => {
      const match = other.items[index];
      return match !== undefined && equalModels(item, match);
    });
  }
  if (other.kind !== 'scalar' || !Object.is(one.value, other.value)) return false;
  return one.source === undefined || other.source === undefined || one.source === other.source;
}

/** The same, in the same order: true is certain, false is not. Parts that no edit touches are compared without taking them apart. */
function equalNodes(one: unknown, other: unknown): boolean {
  if (isScalar(one)) {
    return (
      isScalar(other) &&
      one.tag === other.tag &&
      one.anchor === other.anchor &&
      Object.is(scalarValue(one), scalarValue(other)) &&
      scalarSource(one) === scalarSource(other)
    );
  }
  if (isMap(one)) {
    if (!isMap(other) || one.items.length !== other.items.length) return false;
    if (one.tag !== other.tag || one.anchor !== other.anchor) return false;
    return one.items.every((pair, index) => {
      const match = other.items[index];
      return match !== undefined && equalNodes(pair.key, match.key) && equalNodes(pair.value, match.value);
    });
  }
  if (isSeq(one)) {
    if (!isSeq(other) || one.items.length !== other.items.length) return false;
    if (one.tag !== other.tag || one.anchor !== other.anchor) return false;
    return one.items.every((item, index) => equalNodes(item, other.items[index]));
  }
  if (isAlias(one)) return isAlias(other) && one.source === other.source;
  return (one ?? null) === null && (other ?? null) === null;
}

/** The model with `change` applied to what stands at `path` (undefined: nothing stands there; to give undefined removes it). */
export function changeModel(
  model: Model,
  path: Path,
  change: (old: Model | undefined) => Model | undefined,
): Model {
  const [key, ...rest] = path;
  if (key === undefined) return change(model) ?? emptyModel;
  const next = (old: Model | undefined) =>
    rest.length === 0 ? change(old) : changeModel(old ?? emptyModel, rest, change);
  const open = said(model);
  if (open.kind === 'sequence') {
    const index = Number(key);
    const item = next(open.items[index]);
    return {
      ...open,
      items: item === undefined ? open.items.toSpliced(index, 1) : open.items.toSpliced(index, 1, item),
    };
  }
  const entries = new Map(open.kind === 'map' ? open.entries : []);
  const item = next(entries.get(String(key)));
  if (item === undefined) entries.delete(String(key));
  else entries.set(String(key), item);
  return open.kind === 'map' ? { ...open, entries } : { ...none, kind: 'map', entries };
}
