import { type ExitCode, exitCode } from '../../source/errors.ts';
import { type SourceFile, withoutComments } from './source-files.ts';

export interface ErrorCode {
  readonly code: string;
  readonly kind: 'error' | 'notice';
  /** `source/aws/errors.ts:82` */
  readonly place: string;
  readonly exitCode: ExitCode;
}

/** A way to tell a finding: one code may have several. */
export interface FindingCode {
  readonly code: string;
  readonly place: string;
  readonly severities: readonly string[];
}

/** Here every code that is not an error's is a finding's. */
const ofFindings = 'source/copilot/';

/** Causes that are told by another error, which has the exit code. */
const causes = 'source/stack/explain-failure.ts';

/** Errors whose code comes from elsewhere: out of a table in this file or another, or from an error that is told anew. */
const passedOn = [
  'source/aws/errors.ts',
  'source/commands/facts/read-stack.ts',
  'source/plan/preflight/index.ts',
  'source/plan/unfinished-error.ts',
  'source/plan/steps/deployment-failure.ts',
];

/** What is handed a finding's code, to put its place to it. */
const findingsPassedOn = 'source/copilot/finding.ts';

const choice = /(?:\w+ \? )?'[a-z0-9-]+'(?: : '[a-z0-9-]+')?/;
/** In an object, not in a type. */
const property = new RegExp(`\\bcode: (${choice.source})(?=\\s*[,}])`, 'g');
const anError = /\bnew (?:UserError|SourceError)\([^;{}]*$/;

/** The codes that a file gives to errors and notices: `code: '…'` in an object, or a choice of two. */
export function errorCodesIn(file: SourceFile): readonly ErrorCode[] {
  return objectsWithCode(file)
    .filter((found) => !isFinding(file.path, found))
    .flatMap(({ codes, object, place }) => {
      const kind = /^\{\s*type: 'notice'/.test(object.text) ? 'notice' : 'error';
      const exitCode = exitCodeOf(file.path, object.text);
      return codes.map((code) => ({ code, kind, place, exitCode }) as const);
    });
}

/** The codes that a file gives to findings. A violation of a rule that names no severity is an error (`brokenRules`). */
export function findingCodesIn(file: SourceFile): readonly FindingCode[] {
  return objectsWithCode(file)
    .filter((found) => isFinding(file.path, found))
    .flatMap(({ codes, object, place }) => {
      const severities = severitiesIn(object.text);
      return codes.map((code) => ({ code, place, severities }));
    });
}

/** Places where an error is made whose code cannot be seen. */
export function hiddenCodesIn({ path, text }: SourceFile): readonly string[] {
  if (passedOn.includes(path)) return [];
  const code = withoutComments(text);
  const hidden = new RegExp(
    `new UserError\\((?!\\{\\s*code: ${choice.source})|new SourceError\\((?![^{}]*\\{\\s*code: ${choice.source})`,
    'g',
  );
  return [...code.matchAll(hidden)].map(({ index }) => `${path}:${lineAt(code, index)}`);
}

/** Places where a finding is made whose code or severity cannot be seen. */
export function hiddenFindingsIn(file: SourceFile): readonly string[] {
  if (!file.path.startsWith(ofFindings) || file.path === findingsPassedOn) return [];
  const code = withoutComments(file.text);
  // An error that is told as a finding keeps its code.
  const hidden = new RegExp(
    `(?<!readonly |\\.)\\bcode(?::(?! ${choice.source}\\s*[,}]| error\\.code,)|,)`,
    'g',
  );
  const codes = [...code.matchAll(hidden)];
  const severities = findingCodesIn(file).filter((found) => found.severities.length === 0);
  return [
    ...codes.map(({ index }) => `${file.path}:${lineAt(code, index)}`),
    ...severities.map(({ place }) => place),
  ];
}

interface ObjectWithCode {
  readonly codes: readonly string[];
  readonly object: { readonly before: string; readonly text: string };
  readonly place: string;
}

function objectsWithCode({ path, text }: SourceFile): readonly ObjectWithCode[] {
  const code = withoutComments(text);
  return [...code.matchAll(property)].map((found) => ({
    codes: quotedIn(found[1] ?? ''),
    object: objectAround(code, found.index),
    place: `${path}:${lineAt(code, found.index)}`,
  }));
}

function isFinding(path: string, { object }: ObjectWithCode): boolean {
  return path.startsWith(ofFindings) && !anError.test(object.before);
}

/** Empty when the severity cannot be seen. */
function severitiesIn(object: string): readonly string[] {
  if (!/\bseverity\b/.test(object)) return ['error'];
  return quotedIn(/\bseverity: (?:[^?\n]*\?\s*)?('[a-z]+'(?:\s*:\s*'[a-z]+')?)/.exec(object)?.[1] ?? '');
}

function quotedIn(text: string): readonly string[] {
  return [...text.matchAll(/'([a-z0-9-]+)'/g)].map(([, quoted = '']) => quoted);
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
