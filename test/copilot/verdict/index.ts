import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../../source/errors.ts';
import type { Path, PlainValue } from '../../../source/yaml/plain-value.ts';
import type { ManifestEdit } from '../manifest-edits/manifest-edit.ts';
import { type Rest, type RestLine, restsOf } from './edited-lines.ts';
import { dataOf } from './library.ts';

/** What becomes of an edit in a text. */
export type Verdict =
  | { readonly kind: 'does-not-apply' }
  /** The library itself cannot read the text, so that nobody knows what is meant. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'done'; readonly text: string; readonly noWayBack: string | undefined }
  | { readonly kind: 'refused'; readonly error: UserError }
  | { readonly kind: 'failed'; readonly broken: readonly Broken[] };

/** A promise of the editor. */
export type Promised =
  /** The result says what the text said, with exactly the change that is meant. */
  | 'data'
  /** Only lines of the edit's keys change, and every comment stays. */
  | 'lines'
  /** Editing back gives the bytes back. */
  | 'back'
  /** To make the same edit twice is to make it once. */
  | 'twice'
  /** A refusal says why, or which lines to write by hand. */
  | 'refusal'
  /** Nothing is thrown but a `UserError`. */
  | 'thrown';

export interface Broken {
  readonly promise: Promised;
  readonly what: string;
}

export function judge(edit: ManifestEdit, text: string): Verdict {
  const said = judgeWhatItSays(edit, text);
  if (said.kind !== 'done') return said;
  const back = attempt(() => edit.back(said.text, text));
  const broken = [...brokenLines(text, said.text, edit.places(dataOf(text))), ...brokenBack(text, back)];
  if (broken.length > 0) return { kind: 'failed', broken };
  if (!('value' in back) || typeof back.value === 'string') return said;
  return { ...said, noWayBack: back.value.noWayBack };
}

/** Only whether the result says what is meant, once and for all: of a text that is broken, nobody can say more. */
export function judgeWhatItSays(edit: ManifestEdit, text: string): Verdict {
  const before = attempt(() => dataOf(text));
  if ('error' in before) return { kind: 'unknown' };
  if (!edit.appliesTo(before.value)) return { kind: 'does-not-apply' };
  const result = attempt(() => edit.edit(text, text));
  if ('error' in result) return refusal(result.error);
  const broken = [...brokenData(edit, before.value, result.value), ...brokenTwice(edit, text, result.value)];
  return broken.length > 0
    ? { kind: 'failed', broken }
    : { kind: 'done', text: result.value, noWayBack: undefined };
}

type Attempt<T> = { readonly value: T } | { readonly error: unknown };

function attempt<T>(make: () => T): Attempt<T> {
  try {
    return { value: make() };
  } catch (error) {
    return { error };
  }
}

function refusal(error: unknown): Verdict {
  if (!(error instanceof UserError)) return failure('thrown', wordsOf(error));
  if (error.code !== 'cannot-edit-safely') return failure('refusal', `${error.code}: ${error.message}`);
  const saysWhat = error.details.length > 0 || error.next.length > 0;
  const saysWhy = /was left to you: .+\.$/s.test(error.message);
  return saysWhat && saysWhy ? { kind: 'refused', error } : failure('refusal', error.message);
}

function failure(promise: Promised, what: string): Verdict {
  return { kind: 'failed', broken: [{ promise, what }] };
}

/** With the place in the code, for what nobody expects. */
export function wordsOf(error: unknown): string {
  if (error instanceof UserError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function brokenData(edit: ManifestEdit, before: PlainValue, text: string): readonly Broken[] {
  const after = attempt(() => dataOf(text));
  if ('error' in after)
    return [{ promise: 'data', what: `the result cannot be read: ${wordsOf(after.error)}` }];
  const meant = edit.meant(before);
  if (meant.some((each) => isDeepStrictEqual(each, after.value))) return [];
  return [
    {
      promise: 'data',
      what: `${JSON.stringify(after.value)} instead of ${meant.map((each) => JSON.stringify(each)).join(' or ')}`,
    },
  ];
}

function brokenTwice(edit: ManifestEdit, original: string, once: string): readonly Broken[] {
  const twice = attempt(() => edit.edit(once, original));
  if ('error' in twice) return [{ promise: 'twice', what: wordsOf(twice.error) }];
  return twice.value === once ? [] : [{ promise: 'twice', what: JSON.stringify(twice.value) }];
}

function brokenBack(
  original: string,
  back: Attempt<string | { readonly noWayBack: string }>,
): readonly Broken[] {
  if ('error' in back) return [{ promise: 'back', what: wordsOf(back.error) }];
  if (typeof back.value !== 'string' || back.value === original) return [];
  return [{ promise: 'back', what: JSON.stringify(back.value) }];
}

const byteOrderMark = '\uFEFF';

/** It belongs to no line. */
function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

function brokenLines(before: string, after: string, places: readonly Path[]): readonly Broken[] {
  const isMarked = before.startsWith(byteOrderMark);
  if (after.startsWith(byteOrderMark) !== isMarked)
    return [{ promise: 'lines', what: 'the byte-order mark' }];
  const [old, now] = restsOf(withoutMark(before), withoutMark(after), places);
  if (!isDeepStrictEqual(old.comments, now.comments))
    return [
      {
        promise: 'lines',
        what: `comments: ${JSON.stringify(now.comments)} instead of ${JSON.stringify(old.comments)}`,
      },
    ];
  return differences(old, now, places.length).map((what) => ({ promise: 'lines', what }));
}

/** Beside the lines of a key a blank line may come or go, and a comma between brackets; and a last line may get its ending. */
function differences(old: Rest, now: Rest, mostBlank: number): readonly string[] {
  if (old.lines.length !== now.lines.length)
    return [`${now.lines.length} lines stay instead of ${old.lines.length}`];
  return old.lines.flatMap((line, index) => {
    const other = now.lines[index];
    if (other === undefined) return [];
    const isBehind = line.isBehindEdit || other.isBehindEdit;
    const isBefore = old.lines[index + 1]?.isBehindEdit || now.lines[index + 1]?.isBehindEdit;
    const differs =
      isBehind || isBefore
        ? comparable(line, line.isEnded === other.isEnded) !==
          comparable(other, line.isEnded === other.isEnded)
        : line.text !== other.text;
    if (differs) return [`${JSON.stringify(other.text)} instead of ${JSON.stringify(line.text)}`];
    return Math.abs(line.blank - other.blank) > (isBehind ? mostBlank : 0)
      ? [`${other.blank} blank lines instead of ${line.blank} above ${JSON.stringify(line.text)}`]
      : [];
  });
}

/** Without a comma, and without spaces at its end. */
function comparable({ text }: RestLine, isSameEnding: boolean): string {
  return text.replace(/,?[ ]*(\r?)$/, isSameEnding ? '$1' : '').replace(/,(?= +#)/, '');
}
