import { excerpt } from '../yaml/excerpt.ts';
import { keyStart } from '../yaml/layout.ts';
import { locate } from '../yaml/locate.ts';
import { type Path, pathText } from '../yaml/plain-value.ts';
import type { SourceDocument } from '../yaml/source-document.ts';

/** Something to say about a manifest. `error`: Copilot refuses it; `warning`: it does not do what it seems to; `notice`: else. */
export interface Finding {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'notice';
  readonly message: string;
  /** In the file as it is written, from 1. */
  readonly line: number;
  readonly column: number;
  /** The line, and the place in it underlined. */
  readonly excerpt: readonly string[];
  /** What to do about it. */
  readonly fix: string;
}

export interface FindingText {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly fix: string;
}

/** A finding about what is written at `path`, or about the nearest of its parents that is written. */
export function findingAt(source: SourceDocument, path: Path, text: FindingText): Finding {
  const { start, end } = placeOf(source, path);
  return { ...text, ...source.positionOf(start), excerpt: excerpt(source.text, start, end) };
}

/** Points at a value that stands on one line, else at its key. */
function placeOf(source: SourceDocument, path: Path): { start: number; end: number } {
  const { steps, node, rest } = locate(source.document, path);
  const range = node?.range;
  const value = range ? { start: range[0], end: range[1] } : undefined;
  const last = steps.at(-1);
  if (
    rest.length === 0 &&
    value !== undefined &&
    value.end > value.start &&
    !source.text.slice(value.start, value.end).includes('\n')
  )
    return value;
  if (last?.kind === 'map') {
    const start = keyStart(last.pair);
    return { start, end: start + String(path[steps.length - 1]).length };
  }
  return { start: value?.start ?? 0, end: (value?.start ?? 0) + 1 };
}

export function wrongType(source: SourceDocument, path: Path, expected: string): Finding {
  return findingAt(source, path, {
    code: 'wrong-type',
    severity: 'error',
    message: `${pathText(path)} must be ${expected}.`,
    fix: `Write ${expected} for ${pathText(path)}.`,
  });
}
