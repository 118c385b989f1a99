import { isPlainList, isPlainMap, type PlainMap, type PlainValue } from './plain-value.ts';
import { type Quotes, renderScalar } from './scalar.ts';

/** A value as source text: behind its key, or on lines of its own below it (without the parent's indentation). */
export type Rendered =
  | { readonly kind: 'inline'; readonly text: string }
  | {
      readonly kind: 'block';
      /** A tag that stays behind the key: `!If`. */
      readonly head?: string;
      readonly lines: readonly string[];
      readonly sequence: boolean;
    };

export interface Style {
  /** Spaces a level. */
  readonly step: number;
  /** How far dashes stand to the right of the key above them. */
  readonly dash: number;
  readonly quotes: Quotes;
}

export function renderBlock(value: PlainValue, style: Style): Rendered {
  if (isPlainMap(value)) {
    const lines = Object.entries(value).flatMap(([key, item]) =>
      pairLines(key, renderBlock(item, style), style),
    );
    return lines.length === 0 ? { kind: 'inline', text: '{}' } : { kind: 'block', lines, sequence: false };
  }
  if (isPlainList(value)) {
    const lines = value.flatMap((item) => itemLines(renderBlock(item, style)));
    return lines.length === 0 ? { kind: 'inline', text: '[]' } : { kind: 'block', lines, sequence: true };
  }
  return { kind: 'inline', text: renderScalar(value, style.quotes) };
}

/** The lines of `key: value`, at column 0. */
export function pairLines(key: string, value: Rendered, style: Style): string[] {
  const name = renderScalar(key, 'plain');
  if (value.kind === 'inline') return indentRest(`${name}: ${value.text}`, style.step);
  const spaces = value.sequence ? style.dash : style.step;
  return [value.head === undefined ? `${name}:` : `${name}: ${value.head}`, ...indent(value.lines, spaces)];
}

/** The lines of `- value`, at column 0. */
export function itemLines(value: Rendered): string[] {
  if (value.kind === 'inline') return indentRest(`- ${value.text}`, 2);
  const lines = indent(value.lines, 2);
  if (value.head !== undefined) return [`- ${value.head}`, ...lines];
  return lines.map((line, index) => (index === 0 ? `- ${line.slice(2)}` : line));
}

/** An inline value may go on below: a block scalar, a flow map over several lines. */
function indentRest(text: string, spaces: number): string[] {
  const [first = '', ...rest] = text.split('\n');
  return [first, ...indent(rest, spaces)];
}

export function indent(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(spaces) + line));
}

/** `{a: 1, b: [x]}`, or JSON. Everything on one line. */
export function renderFlow(
  value: PlainValue,
  style: { readonly json: boolean; readonly quotes: Quotes },
): string {
  if (style.json) return renderJson(value);
  if (isPlainList(value)) return `[${value.map((item) => renderFlow(item, style)).join(', ')}]`;
  if (isPlainMap(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${renderScalar(key, 'plain')}: ${renderFlow(item, style)}`)
      .join(', ')}}`;
  }
  return renderScalar(value, style.quotes);
}

function renderJson(value: PlainValue): string {
  if (isPlainList(value)) return `[${value.map(renderJson).join(', ')}]`;
  if (!isPlainMap(value)) return JSON.stringify(value);
  return `{${jsonEntries(value).join(', ')}}`;
}

function jsonEntries(value: PlainMap): string[] {
  return Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${renderJson(item)}`);
}
