import { isDeepStrictEqual } from 'node:util';
import { isScalar, visit } from 'yaml';
import { checkManifests, type ManifestText } from '../../source/copilot/check-manifests.ts';
import {
  openEnvironmentManifest,
  readEnvironmentManifest,
} from '../../source/copilot/environment-manifest/read.ts';
import { openServiceManifest, readServiceManifest } from '../../source/copilot/service-manifest/read.ts';
import {
  openStaticSiteManifest,
  readStaticSiteManifest,
} from '../../source/copilot/static-site-manifest/read.ts';
import { UserError } from '../../source/errors.ts';
import { parseSource } from '../../source/yaml/source-document.ts';
import type { ManifestEdit } from '../copilot/manifest-edits/manifest-edit.ts';
import { manifestEdits } from '../copilot/manifest-edits.ts';
import { judge, judgeWhatItSays, type Verdict, wordsOf } from '../copilot/verdict/index.ts';
import { dataOf, documentOf } from '../copilot/verdict/library.ts';
import { type Timed, type Timer, timer } from './timer.ts';

/** What came of reading, checking and editing one text in every way. */
export interface Examined {
  readonly isReadable: boolean;
  readonly problems: readonly Problem[];
  readonly done: number;
  readonly refused: number;
  readonly slowest: Timed;
}

export interface Problem {
  /** The same for the same fault in another text. */
  readonly kind: string;
  readonly what: string;
}

export interface Examination {
  readonly edits: readonly ManifestEdit[];
  /** Which lines of a broken text belong to whom, nobody can say. */
  readonly isSound: boolean;
}

export interface Bounds {
  /** The most that reading, a check or an edit may take, in milliseconds, for every 50,000 characters that are begun. */
  readonly longest: number;
  readonly now: () => number;
}

export function examine(
  text: string,
  { longest, now }: Bounds,
  { edits, isSound }: Examination = { edits: manifestEdits, isSound: false },
): Examined {
  const clock = timer(longest * Math.ceil((text.length + 1) / 50_000), now);
  const reading = [...readProblems(text, clock), ...checkProblems(text, clock), ...otherReading(text)];
  const verdicts = edits.map((edit) => ({
    edit,
    verdict: verdictOf(edit, text, clock, isSound ? judge : judgeWhatItSays),
  }));
  const slow = clock.tooSlow().map(({ name, milliseconds }) => ({
    kind: `${name} is slow`,
    what: `${Math.round(milliseconds)} ms`,
  }));
  return {
    isReadable: isReadable(text),
    problems: [...reading, ...verdicts.flatMap(({ edit, verdict }) => problemsOf(edit, verdict)), ...slow],
    done: verdicts.filter(({ verdict }) => verdict.kind === 'done').length,
    refused: verdicts.filter(({ verdict }) => verdict.kind === 'refused').length,
    slowest: clock.slowest(),
  };
}

const origin = { file: 'manifest.yml', application: 'shop', environment: 'prod', variables: { X: 'x' } };

const readers = {
  readEnvironmentManifest,
  openEnvironmentManifest,
  readServiceManifest,
  openServiceManifest,
  readStaticSiteManifest,
  openStaticSiteManifest,
} as const;

function readProblems(text: string, clock: Timer): readonly Problem[] {
  return Object.entries(readers).flatMap(([name, read]) => {
    const error = thrownBy(() => clock.time(name, () => read(text, origin)));
    return error === undefined || error instanceof UserError ? [] : [thrown(name, error)];
  });
}

const context: readonly ManifestText[] = [
  {
    file: 'prod.yml',
    kind: 'environment',
    folder: 'prod',
    text: 'name: prod\ntype: Environment\ncdn: true\n',
  },
];
const around = { application: 'shop', variables: { X: 'x' }, context };

/** As a file outside of a workspace, an environment's and a workload's. */
function checkProblems(text: string, clock: Timer): readonly Problem[] {
  const file = 'manifest.yml';
  const manifests: readonly ManifestText[] = [
    { file, text },
    { file, text, kind: 'environment', folder: 'prod' },
    { file, text, kind: 'workload', folder: 'api' },
  ];
  return manifests.flatMap((manifest) => {
    const name = `checkManifests (${manifest.kind ?? 'by itself'})`;
    const error = thrownBy(() => clock.time(name, () => checkManifests([manifest], around)));
    return error === undefined ? [] : [thrown(name, error)];
  });
}

/** What we read must be what the library reads, where both can. */
function otherReading(text: string): readonly Problem[] {
  try {
    const ours = parseSource(text).plain();
    const theirs = dataOf(text);
    if (isDeepStrictEqual(ours, theirs) || hasOtherKeys(text)) return [];
    return [{ kind: 'read otherwise', what: `${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}` }];
  } catch {
    return [];
  }
}

/** A key that is no text, like `~` or `0x10`, is a text to Copilot, the one that is written. */
function hasOtherKeys(text: string): boolean {
  let found = false;
  visit(documentOf(text), {
    Pair: (_, { key }) => {
      found ||=
        !isScalar(key) ||
        key.value === null ||
        (typeof key.value !== 'string' && String(key.value) !== key.source);
    },
  });
  return found;
}

function verdictOf(edit: ManifestEdit, text: string, clock: Timer, judging: typeof judge): Verdict {
  const timed: ManifestEdit = {
    ...edit,
    edit: (now, original) => clock.time(nameOf(edit), () => edit.edit(now, original)),
  };
  // What cannot be read must not be edited either, for whatever reason.
  const verdict = isReadable(text) ? judging(timed, text) : { kind: 'unknown' as const };
  if (verdict.kind !== 'unknown' && verdict.kind !== 'does-not-apply') return verdict;
  const error = thrownBy(() => timed.edit(text, text));
  if (error === undefined || error instanceof UserError) return verdict;
  return { kind: 'failed', broken: [{ promise: 'thrown', what: wordsOf(error) }] };
}

export function isReadable(text: string): boolean {
  return thrownBy(() => parseSource(text)) === undefined;
}

function problemsOf(edit: ManifestEdit, verdict: Verdict): readonly Problem[] {
  if (verdict.kind !== 'failed') return [];
  return verdict.broken.map(({ promise, what }) => ({ kind: `${nameOf(edit)}: ${promise}`, what }));
}

function nameOf({ kind, name }: ManifestEdit): string {
  return `${kind}: ${name}`;
}

function thrown(name: string, error: unknown): Problem {
  return { kind: `${name} throws`, what: wordsOf(error) };
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}
