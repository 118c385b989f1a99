import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { assertNoMergeKey, assertNoSharedNodes } from './anchors.ts';
import {
  type Change,
  type Content,
  contentOfPlain,
  type EditContext,
  isFlowPlace,
  under,
} from './edit-context.ts';
import { insertIntoFlow } from './insert-flow.ts';
import { insertAbove, insertBehind, insertLinesAt } from './insert-lines.ts';
import { endOfLine, isUnwritten } from './layout.ts';
import { keyText, locate, type Place } from './locate.ts';
import { changeModel, equalModels, type Model, modelOf, modelOfPlain } from './model.ts';
import { isPlainList, isPlainMap, type Path, type PlainValue } from './plain-value.ts';
import { Refusal } from './refusal.ts';
import { itemLines, pairLines } from './render.ts';
import { replaceValue } from './replace-value.ts';
import { quotesOf } from './scalar.ts';

/** Where among its siblings a new key goes: behind the last one when neither is given, or is there. `after` goes first. */
export interface Neighbour {
  readonly after?: string;
  readonly before?: string;
}

/** Makes `path` hold `value`; undefined when it does already. A map must not stand there yet if `value` is a map. */
export function setValue(
  context: EditContext,
  path: Path,
  value: PlainValue,
  neighbour: Neighbour,
): Change | undefined {
  const place = locate(context.source.document, path);
  const isString = isScalar(place.node) && typeof place.node.value === 'string';
  const quotes = isString ? quotesOf(place.node) : context.style.quotes;
  const content = contentOfPlain(value, { ...context.style, quotes });
  if (place.rest.length > 0) return addValue(context, path, place, content, neighbour);
  if (place.node !== null && equalModels(modelOf(place.node), content.model)) return undefined;
  return replaceNode(context, path, place, content, false);
}

/** Another value for a key that is there. */
export function replaceNode(
  context: EditContext,
  path: Path,
  place: Place,
  content: Content,
  dropComments: boolean,
): Change {
  assertNoSharedNodes(context, place);
  refuseProperties(place.node, dropComments);
  return {
    splices: replaceValue(context, place.steps, content, dropComments),
    expected: (model) => changeModel(model, path, () => modelIn(place, content)),
  };
}

function refuseProperties(node: Node | null, tagToo: boolean): void {
  if (node === null || !('anchor' in node || 'tag' in node)) return;
  if ('anchor' in node && node.anchor !== undefined)
    throw new Refusal(`the value has an anchor (&${node.anchor})`, node.range?.[0]);
  if (!tagToo && node.tag !== undefined)
    throw new Refusal(`the value has a tag (${node.tag})`, node.range?.[0]);
}

/** Between brackets a fragment is written as its data, without tags. */
function modelIn(place: Place, content: Content): Model {
  return isFlowPlace({ ...place, node: place.rest.length > 0 ? place.node : null })
    ? modelOfPlain(content.plain)
    : content.model;
}

/** Adds what is not there: `place.rest` below `place.node`. */
export function addValue(
  context: EditContext,
  path: Path,
  place: Place,
  content: Content,
  neighbour: Neighbour,
): Change {
  const [key, ...deeper] = place.rest;
  if (key === undefined) throw new Refusal('there is nothing to add');
  if (deeper.some((part) => typeof part === 'number')) throw new Refusal('the list is not there');
  assertNoSharedNodes(context, { ...place, node: null });
  if (place.node !== null)
    assertNoSharedNodes(context, { steps: [...place.steps, ...stepsOf(place.node)], node: null, rest: [] });
  assertNoMergeKey(place.node);
  const value = deeper.reduceRight<Content>(
    (inner, part) => under(String(part), inner, context.style),
    content,
  );
  return {
    splices: addToPlace(context, place, key, value, neighbour),
    expected: (model) => changeModel(model, path, () => modelIn(place, content)),
  };
}

/** The node itself counts among what an alias must not repeat; its children do not change. */
function stepsOf(node: Node): Place['steps'] {
  if (isMap(node) && node.items[0] !== undefined)
    return [{ kind: 'map', map: node, pair: node.items[0], index: 0 }];
  if (isSeq(node)) return [{ kind: 'sequence', sequence: node, index: 0 }];
  return [];
}

function addToPlace(
  context: EditContext,
  place: Place,
  key: string | number,
  value: Content,
  neighbour: Neighbour,
) {
  const { node } = place;
  if (node !== null && !isMap(node) && !isSeq(node)) assertNoSharedNodes(context, place);
  if (isSeq(node)) {
    if (Number(key) !== node.items.length) throw new Refusal(`the list has no item ${key}`, node.range?.[0]);
    if (isFlowPlace(place)) return insertIntoFlow(context, node, node.items.length - 1, undefined, value);
    return [insertBehind(context, node, node.items.length - 1, itemLines(value.rendered))];
  }
  if (isMap(node)) {
    const { above, index } = spotBeside(node.items.map(keyText), neighbour);
    if (isFlowPlace(place))
      return insertIntoFlow(context, node, above ? index - 1 : index, String(key), value);
    const lines = pairLines(String(key), value.rendered, context.style);
    return [above ? insertAbove(context, node, index, lines) : insertBehind(context, node, index, lines)];
  }
  if (place.steps.length > 0) {
    refuseProperties(node, false);
    return replaceValue(context, place.steps, under(String(key), value, context.style), false);
  }
  if (!isUnwritten(node)) throw new Refusal('the document is no map', 0);
  return [fillDocument(context, pairLines(String(key), value.rendered, context.style))];
}

/** The sibling to insert behind, or above. */
function spotBeside(
  keys: readonly (string | undefined)[],
  { after, before }: Neighbour,
): { readonly above: boolean; readonly index: number } {
  const behind = after === undefined ? -1 : keys.indexOf(after);
  if (behind !== -1) return { above: false, index: behind };
  const ahead = before === undefined ? -1 : keys.indexOf(before);
  return ahead === -1 ? { above: false, index: keys.length - 1 } : { above: true, index: ahead };
}

/** The first key of a document that is empty or holds only comments. */
function fillDocument({ text }: EditContext, lines: readonly string[]) {
  if (/^(\.\.\.|%)/m.test(text)) throw new Refusal('the document has directives or an end mark', 0);
  if (/^---[ \t]+\S/m.test(text)) throw new Refusal('something stands behind the document mark', 0);
  const last = text.trimEnd().split(/\r?\n/).at(-1) ?? '';
  const separated = /^\s*#/.test(last) && !/\n[ \t]*\r?\n$/.test(text);
  if (text !== '' && text.trim() === '' && !text.endsWith('\n'))
    throw new Refusal('the document holds only spaces', 0);
  if (text === '') return { start: 0, end: 0, text: lines.join(endOfLine(text)) + endOfLine(text) };
  return insertLinesAt(text, text.length, lines, separated);
}

/** The smaller edits that a map over a map comes to. */
export function spreadMap(
  context: EditContext,
  path: Path,
  value: PlainValue,
): { set: [Path, PlainValue][]; remove: Path[] } | undefined {
  const place = locate(context.source.document, path);
  if (place.rest.length > 0 || !isPlainMap(value) || isPlainList(value) || !isMap(place.node))
    return undefined;
  if (Object.keys(value).length === 0 || place.node.items.length === 0 || place.node.tag !== undefined)
    return undefined;
  const keys = place.node.items.map(keyText).filter((key) => key !== undefined);
  return {
    set: Object.entries(value).map(([key, item]) => [[...path, key], item]),
    remove: keys.filter((key) => !Object.hasOwn(value, key)).map((key) => [...path, key]),
  };
}
