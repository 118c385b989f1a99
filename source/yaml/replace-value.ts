import { isScalar, type Node } from 'yaml';
import { ownEnd } from './block-end.ts';
import { type Content, type EditContext, isInFlow, type Splice } from './edit-context.ts';
import { insertLinesAt } from './insert-lines.ts';
import {
  colonEnd,
  columnOf,
  dashOf,
  endOfLine,
  isBlank,
  isBlockCollection,
  isFlow,
  isUnwritten,
  keyStart,
  lineAt,
  lineStart,
  nextLine,
  nodeEnd,
  pairEnd,
  startOf,
  valueStart,
} from './layout.ts';
import { type MapStep, type SequenceStep, type Step, writtenAt } from './locate.ts';
import { Refusal } from './refusal.ts';
import { indent, type Rendered, renderFlow } from './render.ts';
import { quotesOf } from './scalar.ts';

/**
 * Writes another value where the last step leads. An inline comment stays. Comments on lines of their own inside of
 * the old value stay when a scalar takes its place, else they must not be there, or go with `dropComments`.
 */
export function replaceValue(
  context: EditContext,
  steps: readonly Step[],
  content: Content,
  dropComments: boolean,
): Splice[] {
  const step = steps.at(-1);
  if (step === undefined) throw new Refusal('the whole document cannot be replaced');
  if (isInFlow(steps)) return replaceInFlow(context, step, content, dropComments);
  return step.kind === 'map'
    ? replaceInMap(context, step, content.rendered, dropComments)
    : replaceInSequence(context, step, content.rendered);
}

function replaceInFlow(context: EditContext, step: Step, content: Content, dropComments: boolean): Splice[] {
  const old = writtenAt(step);
  if (!dropComments) refuseComments(context.text, old);
  const quotes = isScalar(old) && typeof old.value === 'string' ? quotesOf(old) : context.style.quotes;
  const text = renderFlow(content.plain, { json: context.json, quotes });
  const start = step.kind === 'map' ? valueStart(step.pair) : isUnwritten(old) ? undefined : startOf(old, 0);
  const end = nodeEnd(context.text, old);
  if (start !== undefined && end !== undefined) return [{ start, end, text }];
  if (step.kind !== 'map') throw new Refusal('there is no value to replace');
  const at = colonEnd(step.pair);
  return [{ start: at, end: at, text: ` ${text}` }];
}

function replaceInMap(
  context: EditContext,
  step: MapStep,
  rendered: Rendered,
  dropComments: boolean,
): Splice[] {
  const { text, style } = context;
  const old = writtenAt(step);
  const keyColumn = columnOf(text, keyStart(step.pair));
  const colon = colonEnd(step.pair);
  const start = valueStart(step.pair);
  const end = pairEnd(text, step.pair);
  if (isBlockCollection(old) && start !== undefined)
    return replaceBlock(context, step, old, rendered, dropComments);
  if (!dropComments) refuseComments(text, old);
  if (rendered.kind === 'inline') {
    const lines = inlineText(text, rendered.text, keyColumn + style.step, colon);
    return [
      start === undefined ? { start: colon, end: colon, text: ` ${lines}` } : { start, end, text: lines },
    ];
  }
  const head = rendered.head === undefined ? '' : ` ${rendered.head}`;
  if (start !== undefined && text.slice(colon, start).includes('#'))
    throw new Refusal('a comment stands between the key and its value', colon);
  const behindKey: Splice = { start: colon, end: start === undefined ? colon : end, text: head };
  const column = keyColumn + (rendered.sequence ? style.dash : style.step);
  const point = ownEnd(text, end, keyColumn);
  return [behindKey, insertLinesAt(text, point, indent(rendered.lines, column), false)];
}

/** The old value is a map or a list on lines of its own. */
function replaceBlock(
  context: EditContext,
  step: MapStep,
  old: Node | null,
  rendered: Rendered,
  dropComments: boolean,
): Splice[] {
  const { text, style } = context;
  const colon = colonEnd(step.pair);
  const keyColumn = columnOf(text, keyStart(step.pair));
  const first = lineStart(text, startOf(old, colon));
  const end = pairEnd(text, step.pair);
  if (first <= colon) throw new Refusal('the value begins behind its key', colon);
  const property = valueStart(step.pair) ?? first;
  const behind = property < first ? text.slice(colon, first).replace(/\s*$/, '') : '';
  if (behind.includes('#')) throw new Refusal('a comment stands behind a tag', colon);
  const comments = commentLines(text, first, end);
  const after = nextLine(text, end);
  const ended = text.slice(first, after).endsWith('\n');
  const eol = endOfLine(text, colon);

  function whole(behindKey: string, lines: readonly string[]): Splice[] {
    const head: Splice = { start: colon, end: colon + behind.length, text: behindKey };
    const body = lines.join(eol);
    if (lines.length > 0) return [head, { start: first, end: after, text: ended ? body + eol : body }];
    const emptied: Splice = { start: ended ? first : first - eol.length, end: after, text: '' };
    return [head, emptied];
  }

  if (rendered.kind === 'inline') {
    return whole(
      ` ${inlineText(text, rendered.text, keyColumn + style.step, colon)}`,
      dropComments ? [] : comments,
    );
  }
  if (comments.length > 0 && !dropComments) throw new Refusal('comments stand inside of the value', first);
  const oldColumn = columnOf(text, startOf(old, colon));
  const column =
    oldColumn > keyColumn ? oldColumn : keyColumn + (rendered.sequence ? style.dash : style.step);
  return whole(rendered.head === undefined ? '' : ` ${rendered.head}`, indent(rendered.lines, column));
}

function replaceInSequence(
  context: EditContext,
  { sequence, index }: SequenceStep,
  rendered: Rendered,
): Splice[] {
  const { text } = context;
  const old = writtenAt({ kind: 'sequence', sequence, index });
  const dash = dashOf(sequence, index);
  const column = columnOf(text, dash) + 2;
  const end = nodeEnd(text, old);
  const lines =
    rendered.kind === 'inline'
      ? rendered.text.split('\n')
      : [...(rendered.head === undefined ? [] : [rendered.head]), ...rendered.lines];
  const eol = endOfLine(text, dash);
  const [first = '', ...rest] = lines;
  const written = [first, ...indent(rest, column)].join(eol);
  if (end === undefined) return [{ start: dash + 1, end: dash + 1, text: ` ${written}` }];
  const start = dash + 1 + (/^\s*/.exec(text.slice(dash + 1))?.[0].length ?? 0);
  if (text.slice(start, end).includes('#') && !isScalar(old))
    throw new Refusal('comments stand inside of the value', start);
  if (rest.length > 0 && !isBlank(lineAt(text, end)))
    throw new Refusal('a comment stands behind the value', end);
  return [{ start, end, text: written }];
}

/** Between brackets, comments cannot stay where their value goes. */
function refuseComments(text: string, old: Node | null): void {
  if (isFlow(old) && /\s#/.test(text.slice(startOf(old, 0), nodeEnd(text, old))))
    throw new Refusal('comments stand inside of the value', startOf(old, 0));
}

/** A block scalar or a flow map may take several lines. */
function inlineText(text: string, value: string, column: number, near: number): string {
  const [first = '', ...rest] = value.split('\n');
  return [first, ...indent(rest, column)].join(endOfLine(text, near));
}

/** The lines between that hold nothing but a comment. */
function commentLines(text: string, start: number, end: number): string[] {
  const lines: string[] = [];
  for (let line = start; line < end; line = nextLine(text, line)) {
    if (/^\s*#/.test(lineAt(text, line))) lines.push(lineAt(text, line));
  }
  return lines;
}
