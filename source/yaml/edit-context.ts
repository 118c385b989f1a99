import { isMap, isScalar, type Node, Scalar } from 'yaml';
import { readFragment } from './fragment.ts';
import { dashIndentation, indentationStep, isFlow } from './layout.ts';
import type { Place, Step } from './locate.ts';
import { changeModel, emptyModel, type Model, modelOf, modelOfPlain } from './model.ts';
import { plainOf } from './plain.ts';
import type { PlainValue } from './plain-value.ts';
import { pairLines, type Rendered, renderBlock, type Style } from './render.ts';
import { usualQuotes } from './scalar.ts';
import { parseSource, type SourceDocument, type SourceOptions } from './source-document.ts';

/** A text that is being edited. */
export interface EditContext {
  /** Without byte-order mark. */
  readonly text: string;
  readonly source: SourceDocument;
  readonly root: Node | null;
  readonly style: Style;
  /** Keys and strings between double quotes, as JSON has them. */
  readonly json: boolean;
}

export function editContext(text: string, options: SourceOptions): EditContext {
  const source = parseSource(text, options);
  const root = source.document.contents;
  const step = indentationStep(text, root);
  return {
    text,
    source,
    root,
    style: { step, dash: dashIndentation(text, root), quotes: usualQuotes(root) },
    json: isJsonMap(root) || (isFlow(root) && text.trim() === '{}'),
  };
}

export function isJsonMap(node: Node | null): boolean {
  if (!isMap(node) || node.flow !== true) return false;
  const key = node.items[0]?.key;
  return isScalar(key) && key.type === Scalar.QUOTE_DOUBLE;
}

/** Bytes from `start` to before `end` give way to `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function splice(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((one, other) => other.start - one.start || other.end - one.end)
    .reduce(
      (result, { start, end, text: replacement }) => result.slice(0, start) + replacement + result.slice(end),
      text,
    );
}

/** What an edit comes to: the changed bytes, and what becomes of what the document says. */
export interface Change {
  readonly splices: readonly Splice[];
  readonly expected: (before: Model) => Model;
}

/** Something to be written, in the forms that the places need. */
export interface Content {
  readonly rendered: Rendered;
  readonly plain: PlainValue;
  readonly model: Model;
}

export function contentOfPlain(plain: PlainValue, style: Style): Content {
  return { rendered: renderBlock(plain, style), plain, model: modelOfPlain(plain) };
}

export function contentOfFragment(text: string): Content {
  const { source, node, rendered } = readFragment(text);
  return { rendered, plain: plainOf(node, source.document, true), model: modelOf(node) };
}

/** `{key: content}` */
export function under(key: string, content: Content, style: Style): Content {
  return {
    rendered: { kind: 'block', lines: pairLines(key, content.rendered, style), sequence: false },
    plain: { [key]: content.plain },
    model: changeModel(emptyModel, [key], () => content.model),
  };
}

export function isInFlow(steps: readonly Step[]): boolean {
  return steps.some((step) => isFlow(step.kind === 'map' ? step.map : step.sequence));
}

/** Is what is added at this place written between brackets? */
export function isFlowPlace({ steps, node }: Place): boolean {
  return isInFlow(steps) || isFlow(node);
}
