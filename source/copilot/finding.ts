import { isScalar } from 'yaml';
import { locate } from '../yaml/locate.ts';
import { type Path, pathText } from '../yaml/plain-value.ts';
import type { SourceDocument } from '../yaml/source-document.ts';

/** `error`: Copilot or AWS refuses it; `warning`: it does not do what it seems to; `notice`: else. */
export type Severity = 'error' | 'warning' | 'notice';

/** Something to say about a manifest. Every code is explained in docs/findings.md. */
export interface Finding extends FindingText {
  /** Dotted: `cdn.certificate`. Empty when it is about the file. */
  readonly path: string;
  /** In the file as it is written, from 1. */
  readonly line: number;
  readonly column: number;
  /** Behind the last character. */
  readonly endLine: number;
  readonly endColumn: number;
  /** The line and the two above it, numbered, and the place underlined. */
  readonly excerpt: readonly string[];
}

export interface FindingText {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A finding about what is written at `path`, or about the nearest of its parents that is written. */
export function findingAt(source: SourceDocument, path: Path, text: FindingText): Finding {
  const { start, end } = valuePlace(source, path) ?? keyPlace(source, path);
  return findingFrom(source, start, end, path, text);
}

/** A finding about the last key of `path`, not about its value. */
export function findingAtKey(source: SourceDocument, path: Path, text: FindingText): Finding {
  const { start, end } = keyPlace(source, path);
  return findingFrom(source, start, end, path, text);
}

/** A finding about the characters from `start` to before `end`. */
export function findingFrom(
  source: SourceDocument,
  start: number,
  end: number,
  path: Path,
  { code, severity, message, fix }: FindingText,
): Finding {
  const last = source.positionOf(Math.max(end, start));
  return {
    code,
    severity,
    message,
    fix,
    path: pathText(path),
    ...source.positionOf(start),
    endLine: last.line,
    endColumn: last.column,
    excerpt: source.excerptOf(start, end),
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value that stands on one line. */
function valuePlace(source: SourceDocument, path: Path): Span | undefined {
  const { node, rest } = locate(source.document, path);
  const [start, end] = node?.range ?? [0, 0];
  return rest.length === 0 && end > start && !source.text.slice(start, end).includes('\n')
    ? { start, end }
    : undefined;
}

/** The key, or the nearest of its parents that is written. */
function keyPlace(source: SourceDocument, path: Path): Span {
  const { steps, node } = locate(source.document, path);
  const last = steps.at(-1);
  if (last?.kind === 'map') {
    const [start, end] = (isScalar(last.pair.key) ? last.pair.key.range : undefined) ?? [0, 1];
    return { start, end };
  }
  const start = node?.range?.[0] ?? 0;
  return { start, end: start + 1 };
}

/** By line; what Copilot refuses before the rest on the same place. Each only once. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const key = ({ code, line, column, message }: Finding) => `${code} ${line}:${column} ${message}`;
  const once = new Map(findings.map((finding) => [key(finding), finding]));
  return [...once.values()].sort(
    (one, other) => one.line - other.line || one.column - other.column || rank(one) - rank(other),
  );
}

const severities: readonly Severity[] = ['error', 'warning', 'notice'];

function rank({ severity }: Finding): number {
  return severities.indexOf(severity);
}
