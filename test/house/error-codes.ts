import { type ExitCode, exitCode } from '../../source/errors.ts';
import { type SourceFile, withoutComments } from './source-files.ts';

export interface ErrorCode {
  readonly code: string;
  readonly kind: 'error' | 'notice';
  /** `source/aws/errors.ts:82` */
  readonly place: string;
  readonly exitCode: ExitCode;
}

/** What these say about a manifest is told in the text of `manifest-refused`; their codes are never shown. */
const findings = [
  'source/copilot/finding.ts',
  'source/copilot/unknown-keys.ts',
  'source/copilot/environment-manifest/check.ts',
  'source/copilot/environment-manifest/read.ts',
];

/** Causes that are told by another error, which has the exit code. */
const causes = 'source/stack/explain-failure.ts';

/** Errors whose code comes from elsewhere: out of a table in this file or another, or from an error that is told anew. */
const passedOn = ['source/aws/errors.ts', 'source/plan/runner.ts', 'source/plan/steps/deployment-failure.ts'];

const property = /\bcode: (?:\w+ \? )?'([a-z0-9-]+)'(?: : '([a-z0-9-]+)')?/g;

/** The codes that a file gives to errors and notices: `code: '…'` in an object, or a choice of two. */
export function errorCodesIn({ path, text }: SourceFile): readonly ErrorCode[] {
  const code = withoutComments(text);
  return [...code.matchAll(property)].flatMap((found) => {
    const object = objectAround(code, found.index);
    if (findings.includes(path) && !object.before.endsWith('new UserError(')) return [];
    const place = `${path}:${lineAt(code, found.index)}`;
    const kind = /^\{\s*type: 'notice'/.test(object.text) ? 'notice' : 'error';
    return [found[1], found[2]]
      .filter((name) => name !== undefined)
      .map((name) => ({ code: name, kind, place, exitCode: exitCodeOf(path, object.text) }) as const);
  });
}

/** Places where an error is made whose code cannot be seen. */
export function hiddenCodesIn({ path, text }: SourceFile): readonly string[] {
  if (passedOn.includes(path)) return [];
  const code = withoutComments(text);
  return [...code.matchAll(/new UserError\((?!\{\s*code: (?:\w+ \? )?')/g)].map(
    ({ index }) => `${path}:${lineAt(code, index)}`,
  );
}

function exitCodeOf(path: string, object: string): ExitCode {
  const name = /\b(?:exitCode: exitCode\.|exit: ')(\w+)/.exec(object)?.[1];
  const fallback = path === causes ? exitCode.failed : exitCode.invalid;
  return Object.entries(exitCode).find(([key]) => key === name)?.[1] ?? fallback;
}

/** The object literal that an offset is in, and what stands before it. */
function objectAround(text: string, offset: number): { readonly before: string; readonly text: string } {
  const start = unmatched(text, offset - 1, -1, '{', '}');
  const end = unmatched(text, offset, 1, '}', '{');
  return { before: text.slice(0, start), text: text.slice(start, end + 1) };
}

/** The nearest `wanted` in a direction that no `opposite` belongs to. Braces in texts come in pairs. */
function unmatched(text: string, from: number, step: 1 | -1, wanted: string, opposite: string): number {
  let depth = 0;
  for (let at = from; at >= 0 && at < text.length; at += step) {
    if (text[at] === opposite) depth += 1;
    if (text[at] !== wanted) continue;
    if (depth === 0) return at;
    depth -= 1;
  }
  return step === 1 ? text.length : 0;
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
