import { type Document, isMap, type Node, type Pair, type Scalar, visit } from 'yaml';
import { UserError } from '../errors.ts';
import type { PlainValue } from '../yaml/plain-value.ts';
import { renderScalar } from '../yaml/scalar.ts';
import { parseSource, type SourceDocument } from '../yaml/source-document.ts';
import type { ManifestOrigin } from './manifest-origin.ts';

export interface UndefinedVariable {
  readonly name: string;
  /** Where `${NAME}` stands in the source. */
  readonly start: number;
  readonly end: number;
}

export interface Interpolation {
  /** The data as Copilot reads it. */
  readonly data: PlainValue;
  /** The manifest as Copilot stores it, but with its comments and blank lines. */
  readonly text: string;
  /** Names in use, each once. */
  readonly variables: readonly string[];
  /** They stand in `data` and `text` as they were. */
  readonly undefinedVariables: readonly UndefinedVariable[];
}

/** Copilot's own: it knows their values, even where we do not. */
export const predefinedNames: readonly string[] = ['COPILOT_APPLICATION_NAME', 'COPILOT_ENVIRONMENT_NAME'];

const variable = /\\?\$\{([_a-zA-Z][_a-zA-Z0-9]*)\}/g;

/** A scalar that interpolation changes: another text, or a list. */
interface Replaced {
  readonly start: number;
  readonly end: number;
  readonly value: string | readonly string[];
  readonly text: string;
}

/**
 * Puts values in place of `${NAME}` as Copilot does: in strings that are values; `\${NAME}` stays, without its
 * backslash; a string that is a JSON list of strings becomes a list (docs/copilot.md, 4.4).
 *
 * @throws UserError `predefined-variable-overridden`, and what `parseSource` throws
 */
export function interpolate(text: string, origin: ManifestOrigin): Interpolation {
  const source = parseSource(text, { file: origin.file });
  if (origin.interpolated === true)
    return { data: source.plain(), text, variables: [], undefinedVariables: [] };
  const values = new Map<string, string | undefined>();
  const undefinedVariables: UndefinedVariable[] = [];
  const replaced = new Map<unknown, Replaced>();

  function valueFor(name: string): string | undefined {
    if (!values.has(name)) values.set(name, variableValue(name, origin));
    return values.get(name);
  }

  // Most manifests hold neither a variable nor a list in quotes, and are not gone through for them.
  const isPlain =
    !text.includes('${') && (!text.includes('[') || !/["'>]/.test(text)) && !/:\s*[,}\]]/.test(text);
  visit(isPlain ? null : source.document, {
    Scalar: (key, node, path) => {
      const range = node.range;
      if (range && isLeftOut(key, node, path)) {
        replaced.set(node, { start: range[0], end: range[1], value: '', text: "''" });
      }
      if (key === 'key' || !range || typeof node.value !== 'string' || !isPlainString(node)) return;
      if (!/\$\{|^\s*\[/.test(node.value)) return;
      const written = text.slice(range[0], range[1]);
      const value = substitute(node.value, valueFor);
      for (const name of value.missing) undefinedVariables.push(placeOf(name, range[0], written));
      const list = node.type === 'BLOCK_LITERAL' ? undefined : jsonStrings(value.text);
      const after =
        list === undefined ? rewritten(node, written, value.text, valueFor) : JSON.stringify(list);
      if (after === undefined) return;
      replaced.set(node, { start: range[0], end: range[1], value: list ?? value.text, text: after });
    },
  });

  return {
    data: replaced.size === 0 ? source.plain() : source.plain((scalar) => replaced.get(scalar)?.value),
    get text() {
      return [...replaced.values()]
        .sort((one, other) => other.start - one.start)
        .reduce((result, part) => result.slice(0, part.start) + part.text + result.slice(part.end), text);
    },
    variables: [...values.keys()],
    undefinedVariables,
  };
}

/** A text whose `${NAME}` are meant literally, as a manifest that says the same: the other way round than `interpolate`. */
export function escapeVariables(text: string): string {
  if (!text.includes('${')) return text;
  const splices: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  visit(parseSource(text).document, {
    Scalar: (key, node) => {
      const [start, end] = node.range ?? [0, 0];
      const written = text.slice(start, end);
      if (key === 'key' || typeof node.value !== 'string' || !isPlainString(node)) return;
      // Between double quotes, a backslash has to be escaped itself.
      const backslash = node.type === 'QUOTE_DOUBLE' ? '\\\\' : '\\';
      const escaped = written.replace(/\$\{[_a-zA-Z][_a-zA-Z0-9]*\}/g, (match) => backslash + match);
      if (escaped !== written) splices.push({ start, end, text: escaped });
    },
  });
  return splices
    .sort((one, other) => other.start - one.start)
    .reduce((result, part) => result.slice(0, part.start) + part.text + result.slice(part.end), text);
}

/** @throws UserError `variable-not-defined` when a variable is not set: Copilot refuses the manifest then */
export function refuseUndefined(
  source: SourceDocument,
  undefinedVariables: readonly UndefinedVariable[],
): void {
  const [first] = undefinedVariables;
  if (first === undefined) return;
  const names = [...new Set(undefinedVariables.map(({ name }) => name))];
  const isOne = names.length === 1;
  const { line, column } = source.positionOf(first.start);
  throw new UserError({
    code: 'variable-not-defined',
    message: `${source.file}:${line}:${column}: the environment variable${isOne ? '' : 's'} ${names.join(', ')} ${isOne ? 'is' : 'are'} not set in this shell. Copilot sets only COPILOT_APPLICATION_NAME and COPILOT_ENVIRONMENT_NAME.`,
    next: names.map((name) => `export ${name}=…`),
    details: undefinedVariables.flatMap(({ start, end }) => source.excerptOf(start, end, 0)),
  });
}

function variableValue(name: string, origin: ManifestOrigin): string | undefined {
  const predefined: Readonly<Record<string, string | undefined>> = {
    COPILOT_APPLICATION_NAME: origin.application,
    COPILOT_ENVIRONMENT_NAME: origin.environment,
  };
  const own = ownValue(origin.variables, name);
  const fixed = ownValue(predefined, name);
  if (fixed === undefined) return own ?? ownValue(origin.standIns ?? {}, name);
  if (own === undefined || own === fixed) return fixed;
  throw new UserError({
    code: 'predefined-variable-overridden',
    message: `Reading ${origin.file}: ${name} is ${own} in this shell, but here it can only be ${fixed}.`,
    next: [`unset ${name}`],
  });
}

function ownValue(values: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** One match after the other, each everywhere in the string, as Copilot does it; so `${X} \${X}` replaces both. */
function substitute(
  text: string,
  valueFor: (name: string) => string | undefined,
): { text: string; missing: string[] } {
  let result = text;
  const missing: string[] = [];
  for (const [match, name = ''] of text.matchAll(variable)) {
    if (match.startsWith('\\')) {
      result = result.replaceAll(match, match.slice(1));
      continue;
    }
    const value = valueFor(name);
    if (value === undefined) missing.push(name);
    else result = result.replaceAll(match, () => value);
  }
  return { text: result, missing };
}

/** `{key: }`: written anew by Copilot, the value that is left out between braces becomes an empty text. */
function isLeftOut(
  key: unknown,
  { value, source }: Scalar,
  path: readonly (Document | Node | Pair)[],
): boolean {
  const map = path.at(-2);
  return key === 'value' && value === null && source === '' && isMap(map) && map.flow === true;
}

/** A string to Copilot's parser: no tag but `!!str`. */
function isPlainString(node: Scalar): boolean {
  return node.tag === undefined || node.tag === 'tag:yaml.org,2002:str';
}

/** The scalar's new source; undefined when it stays. Strings stay strings, whatever they look like now. */
function rewritten(
  node: Scalar,
  written: string,
  value: string,
  valueFor: (name: string) => string | undefined,
): string | undefined {
  if (value === node.value) return undefined;
  if (node.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  if (node.type === 'QUOTE_SINGLE') return renderScalar(value, 'single');
  if (node.type === 'PLAIN') return renderScalar(value, 'plain');
  const inPlace = substitute(written, valueFor).text;
  // A line feed in a value would end the block.
  return inPlace.split('\n').length === written.split('\n').length
    ? inPlace
    : JSON.stringify(value) + (/\r?\n$/.exec(written)?.[0] ?? '');
}

/** To Go's JSON reader, `null` is an empty string. */
function jsonStrings(text: string): string[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed) || parsed.length === 0) return undefined;
    const strings = parsed.map((item) => item ?? '').filter((item) => typeof item === 'string');
    return strings.length === parsed.length ? strings : undefined;
  } catch {
    return undefined;
  }
}

function placeOf(name: string, start: number, written: string): UndefinedVariable {
  const match = `\${${name}}`;
  const offset = start + Math.max(0, written.indexOf(match));
  return { name, start: offset, end: offset + match.length };
}
