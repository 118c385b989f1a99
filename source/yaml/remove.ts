import { isAlias, isMap, type YAMLMap, type YAMLSeq } from 'yaml';
import { assertNoMergeKey, assertNoSharedNodes } from './anchors.ts';
import { blockEnd, ownEnd } from './block-end.ts';
import { type Change, contentOfPlain, type EditContext, isInFlow, type Splice } from './edit-context.ts';
import { endOfFlowItem, startOfFlowItem } from './insert-flow.ts';
import {
  columnOf,
  dashOf,
  isBlank,
  isFlow,
  itemEnd,
  keyStart,
  lineAt,
  lineStart,
  nextLine,
  pairEnd,
} from './layout.ts';
import { locate, type Step } from './locate.ts';
import { changeModel, emptyModel } from './model.ts';
import { hasPath, type Path } from './plain-value.ts';
import { Refusal } from './refusal.ts';
import { replaceValue } from './replace-value.ts';

/** Takes away what stands at `path`; undefined when nothing does. */
export function removeValue(context: EditContext, path: Path, prune: boolean): Change | undefined {
  const place = locate(context.source.document, path);
  if (path.length === 0) return undefined;
  if (place.rest.length > 0) {
    if (hasPath(context.source.plain(), path))
      throw new Refusal('it comes from elsewhere, by an alias or a merge key (<<)', place.node?.range?.[0]);
    return undefined;
  }
  // An alias may go: nothing else hangs on it.
  assertNoSharedNodes(context, isAlias(place.node) ? { ...place, node: null } : place);
  let { steps } = place;
  for (;;) {
    const step = steps.at(-1);
    if (step === undefined) return undefined;
    const collection = collectionOf(step);
    assertNoMergeKey(collection);
    const at = path.slice(0, steps.length);
    if (collection.items.length > 1) {
      return {
        splices: removeItem(context, steps),
        expected: (model) => changeModel(model, at, () => undefined),
      };
    }
    const parents = steps.slice(0, -1);
    if (parents.length === 0)
      return {
        splices: removeItem(context, steps),
        expected: (model) => (isFlow(collection) ? changeModel(model, at, () => undefined) : emptyModel),
      };
    if (prune && !hasOwnComments(context, steps)) {
      steps = parents;
      continue;
    }
    if (prune)
      return {
        splices: removeItem(context, steps),
        expected: (model) => changeModel(model, at.slice(0, -1), () => emptyModel),
      };
    const empty = contentOfPlain(step.kind === 'map' ? {} : [], context.style);
    return {
      splices: replaceValue(context, parents, empty, false),
      expected: (model) => changeModel(model, at.slice(0, -1), () => empty.model),
    };
  }
}

function collectionOf(step: Step): YAMLMap | YAMLSeq {
  return step.kind === 'map' ? step.map : step.sequence;
}

/** Do comments stand on lines of their own around the only item of a block, inside of its parent (commented out or not)? */
function hasOwnComments({ text }: EditContext, steps: readonly Step[]): boolean {
  const step = steps.at(-1);
  const parent = steps.at(-2);
  if (step === undefined || parent?.kind !== 'map' || isInFlow(steps)) return false;
  const item = itemLinesOf(text, step);
  const parentColumn = columnOf(text, keyStart(parent.pair));
  const before = text.slice(nextLine(text, keyStart(parent.pair)), item.start);
  const after = text.slice(item.end, blockEnd(text, pairEnd(text, parent.pair), parentColumn));
  return [before, after].some((part) => /^[ \t]*#/m.test(part));
}

function removeItem(context: EditContext, steps: readonly Step[]): Splice[] {
  const step = steps.at(-1);
  if (step === undefined) return [];
  if (isInFlow(steps)) return removeFromFlow(context.text, collectionOf(step), step.index);
  const { text } = context;
  const start = step.kind === 'map' ? keyStart(step.pair) : dashOf(step.sequence, step.index);
  if (isBlank(text.slice(lineStart(text, start), start))) return [removeLines(text, itemLinesOf(text, step))];
  return [removeBehindDash(text, step, start)];
}

interface Lines {
  readonly start: number;
  readonly end: number;
}

/** The lines of a block's item, with the comments that stand deeper behind it. */
function itemLinesOf(text: string, step: Step): Lines {
  const start = step.kind === 'map' ? keyStart(step.pair) : dashOf(step.sequence, step.index);
  const end = step.kind === 'map' ? pairEnd(text, step.pair) : itemEnd(text, step.sequence, step.index);
  return { start: lineStart(text, start), end: ownEnd(text, end, columnOf(text, start)) };
}

/** Of two blank lines that would meet, one goes; a text without a last line ending stays so. */
function removeLines(text: string, { start, end }: Lines): Splice {
  const before = start === 0 ? undefined : lineStart(text, start - 1);
  const blankBefore = before !== undefined && isBlank(lineAt(text, before));
  const blankAfter = end >= text.length || isBlank(lineAt(text, end));
  const from = blankBefore && blankAfter ? before : start;
  if (end < text.length || text.endsWith('\n') || from === 0) return { start: from, end, text: '' };
  const ending = text.slice(0, from).endsWith('\r\n') ? 2 : 1;
  return { start: from - ending, end, text: '' };
}

/** The first key of `- a: 1`: the next one takes its place behind the dash. */
function removeBehindDash(text: string, step: Step, start: number): Splice {
  const next = step.kind === 'map' ? step.map.items[step.index + 1] : undefined;
  if (next === undefined) throw new Refusal('it stands alone behind a dash', start);
  const end = keyStart(next);
  const between = text.slice(step.kind === 'map' ? pairEnd(text, step.pair) : start, end);
  if (between.includes('#')) throw new Refusal('a comment stands behind it', start);
  return { start, end, text: '' };
}

function removeFromFlow(text: string, collection: YAMLMap | YAMLSeq, index: number): Splice[] {
  const start = startOfFlowItem(collection, index);
  const end = endOfFlowItem(text, collection, index);
  const range = collection.range;
  if (collection.items.length === 1 && range) {
    if (text.slice(range[0], start).includes('#') || text.slice(end, range[1]).includes('#'))
      throw new Refusal('a comment stands between the brackets', start);
    return [{ start: range[0], end: range[1], text: isMap(collection) ? '{}' : '[]' }];
  }
  const isLast = index === collection.items.length - 1;
  const from = isLast ? endOfFlowItem(text, collection, index - 1) : start;
  const ownLines = flowItemLines(text, start, end, isLast ? from : undefined);
  if (ownLines !== undefined) return ownLines;
  const to = isLast ? end : startOfFlowItem(collection, index + 1);
  if (text.slice(isLast ? from : end, isLast ? start : to).includes('#'))
    throw new Refusal('a comment stands beside it', start);
  return [{ start: from, end: to, text: '' }];
}

/** An item that stands on lines of its own goes with what is behind it there; a last one, with the comma of the one before. */
function flowItemLines(
  text: string,
  start: number,
  end: number,
  endBefore: number | undefined,
): Splice[] | undefined {
  const from = lineStart(text, start);
  const behind = /^[ \t]*(,?)[ \t]*(?:#[^\r\n]*)?\r?\n/.exec(text.slice(end));
  if (!isBlank(text.slice(from, start)) || behind === null) return undefined;
  const lines: Splice = { start: from, end: end + behind[0].length, text: '' };
  if (behind[1] === ',') return [lines];
  const comma = endBefore === undefined ? null : /^[ \t]*,/.exec(text.slice(endBefore, from));
  if (endBefore === undefined || comma === null) return undefined;
  return [{ start: endBefore, end: endBefore + comma[0].length, text: '' }, lines];
}
