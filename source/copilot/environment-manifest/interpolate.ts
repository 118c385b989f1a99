import { type Scalar, visit } from 'yaml';
import { UserError } from '../../errors.ts';
import { excerpt } from '../../yaml/excerpt.ts';
import { renderScalar } from '../../yaml/scalar.ts';
import { parseSource, type SourceDocument } from '../../yaml/source-document.ts';
import type { ManifestOrigin } from '../manifest-origin.ts';

export interface UndefinedVariable {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** The text, with the place underlined. */
  readonly excerpt: readonly string[];
}

export interface Interpolation {
  /** The manifest as Copilot reads and stores it, but with its comments and blank lines. */
  readonly text: string;
  /** Names in use, each once. */
  readonly variables: readonly string[];
  /** They stand in `text` as they were. */
  readonly undefinedVariables: readonly UndefinedVariable[];
}

const variable = /\\?\$\{([_a-zA-Z][_a-zA-Z0-9]*)\}/g;

/**
 * Puts values in place of `${NAME}` as Copilot does: in strings that are values; `\${NAME}` stays, without its
 * backslash; a string that is a JSON list of strings becomes a list (docs/copilot.md, 4.4).
 *
 * @throws UserError `predefined-variable-overridden`, and what `parseSource` throws
 */
export function interpolate(text: string, origin: ManifestOrigin): Interpolation {
  const source = parseSource(text, { file: origin.file });
  const values = new Map<string, string | undefined>();
  const undefinedVariables: UndefinedVariable[] = [];
  const splices: { start: number; end: number; text: string }[] = [];

  function valueFor(name: string): string | undefined {
    if (!values.has(name)) values.set(name, variableValue(name, origin));
    return values.get(name);
  }

  visit(source.document, {
    Scalar: (key, node) => {
      const range = node.range;
      if (key === 'key' || !range || typeof node.value !== 'string' || !isPlainString(node)) return;
      const written = text.slice(range[0], range[1]);
      const value = substitute(node.value, valueFor);
      for (const name of value.missing) undefinedVariables.push(placeOf(source, name, range[0], written));
      const replacement = rewritten(node, written, value.text, valueFor);
      if (replacement !== undefined) splices.push({ start: range[0], end: range[1], text: replacement });
    },
  });

  const interpolated = splices
    .sort((one, other) => other.start - one.start)
    .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), text);
  return { text: interpolated, variables: [...values.keys()], undefinedVariables };
}

/** The same; a variable that is not set is an error, as it is to Copilot. @throws UserError `variable-not-defined` */
export function interpolatedText(text: string, origin: ManifestOrigin): string {
  const result = interpolate(text, origin);
  const [first] = result.undefinedVariables;
  if (first === undefined) return result.text;
  const names = [...new Set(result.undefinedVariables.map(({ name }) => name))];
  const isOne = names.length === 1;
  throw new UserError({
    code: 'variable-not-defined',
    message: `${origin.file}:${first.line}:${first.column}: the environment variable${isOne ? '' : 's'} ${names.join(', ')} ${isOne ? 'is' : 'are'} not set in this shell. Copilot sets only COPILOT_APPLICATION_NAME and COPILOT_ENVIRONMENT_NAME.`,
    next: names.map((name) => `export ${name}=…`),
    details: result.undefinedVariables.flatMap((each) => each.excerpt),
  });
}

function variableValue(name: string, origin: ManifestOrigin): string | undefined {
  const predefined: Readonly<Record<string, string>> = {
    COPILOT_APPLICATION_NAME: origin.application,
    COPILOT_ENVIRONMENT_NAME: origin.environment,
  };
  const own = Object.hasOwn(origin.variables, name) ? origin.variables[name] : undefined;
  const fixed = Object.hasOwn(predefined, name) ? predefined[name] : undefined;
  if (fixed === undefined) return own;
  if (own === undefined || own === fixed) return fixed;
  throw new UserError({
    code: 'predefined-variable-overridden',
    message: `Reading ${origin.file}: ${name} is ${own} in this shell, but here it can only be ${fixed}.`,
    next: [`unset ${name}`],
  });
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
  const list = node.type === 'BLOCK_LITERAL' ? undefined : jsonStrings(value);
  if (list !== undefined) return JSON.stringify(list);
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

function jsonStrings(text: string): string[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed) || parsed.length === 0) return undefined;
    const strings = parsed.filter((item) => typeof item === 'string');
    return strings.length === parsed.length ? strings : undefined;
  } catch {
    return undefined;
  }
}

function placeOf(source: SourceDocument, name: string, start: number, written: string): UndefinedVariable {
  const match = `\${${name}}`;
  const offset = start + Math.max(0, written.indexOf(match));
  return {
    name,
    ...source.positionOf(offset),
    excerpt: excerpt(source.text, offset, offset + match.length, 0),
  };
}
