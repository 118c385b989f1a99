import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { keyText, nodeOrNull } from './locate.ts';
import { isPlainList, isPlainMap, type Path, type PlainValue } from './plain-value.ts';

/**
 * What a document says, tags, anchors and aliases included, but neither layout nor quotes: an edit is checked by
 * comparing the model of its result with the model that was meant.
 */
export type Model = ModelMap | ModelSequence | ModelScalar | ModelAlias;

interface Properties {
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

export type ModelMap = Properties & { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Model> };
export type ModelSequence = Properties & { readonly kind: 'sequence'; readonly items: readonly Model[] };
/** `source` keeps `0123` and `123` apart; undefined where only the value was asked for. */
export type ModelScalar = Properties & {
  readonly kind: 'scalar';
  readonly value: PlainValue;
  readonly source: string | undefined;
};
export interface ModelAlias {
  readonly kind: 'alias';
  readonly name: string;
}

const none = { tag: undefined, anchor: undefined };
export const emptyModel: ModelScalar = { ...none, kind: 'scalar', value: null, source: undefined };

export function modelOf(node: Node | null): Model {
  if (node === null) return emptyModel;
  if (isAlias(node)) return { kind: 'alias', name: node.source };
  const properties = { tag: node.tag, anchor: node.anchor };
  if (isMap(node)) {
    const entries = node.items.map((pair, index): [string, Model] => [
      keyText(pair) ?? `?${index}`,
      modelOf(nodeOrNull(pair.value)),
    ]);
    return { ...properties, kind: 'map', entries: new Map(entries) };
  }
  if (isSeq(node))
    return { ...properties, kind: 'sequence', items: node.items.map((item) => modelOf(nodeOrNull(item))) };
  if (!isScalar(node)) return emptyModel;
  const { value } = node;
  const known =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return {
    ...properties,
    kind: 'scalar',
    value: known,
    source: known === null ? undefined : (node.source ?? String(known)),
  };
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

export function equalModels(one: Model, other: Model): boolean {
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
  if (model.kind === 'sequence') {
    const index = Number(key);
    const item = next(model.items[index]);
    return {
      ...model,
      items: item === undefined ? model.items.toSpliced(index, 1) : model.items.toSpliced(index, 1, item),
    };
  }
  const entries = new Map(model.kind === 'map' ? model.entries : []);
  const item = next(entries.get(String(key)));
  if (item === undefined) entries.delete(String(key));
  else entries.set(String(key), item);
  return model.kind === 'map' ? { ...model, entries } : { ...none, kind: 'map', entries };
}
