import { UserError } from '../errors.ts';
import { linesByHand } from './by-hand.ts';
import {
  type Change,
  type Content,
  contentOfFragment,
  type EditContext,
  editContext,
  type Splice,
  splice,
} from './edit-context.ts';
import { excerpt, positionAt } from './excerpt.ts';
import { locate, type Place } from './locate.ts';
import { equalModels, type Model, modelOf, modelOfPlain, plainOfModel } from './model.ts';
import { equalPlain, type Path, type PlainValue, pathText } from './plain-value.ts';
import { Refusal } from './refusal.ts';
import { removeValue } from './remove.ts';
import { addValue, type Neighbour, replaceNode, setValue, spreadMap } from './set.ts';
import { isRestored, shorten } from './shorten.ts';
import { parseSource, type SourceOptions } from './source-document.ts';

/** Makes `path` hold `value`. Parents that are missing are made; a scalar in the way becomes a map. */
export type SetEdit = { readonly op: 'set'; readonly path: Path; readonly value: PlainValue } & Neighbour;

/** Takes `path` away; with `prune` also the parents that would be left empty. */
export interface RemoveEdit {
  readonly op: 'remove';
  readonly path: Path;
  readonly prune?: boolean;
}

/**
 * Adds `key` to the map at `path`, or an item to the sequence there. The fragment is the value: YAML source lines at
 * column 0 (of an item: without its dash). Into JSON it goes as JSON, with intrinsics in their long form.
 */
export type InsertEdit = {
  readonly op: 'insert';
  readonly path: Path;
  readonly key?: string;
  readonly fragment: string;
} & Neighbour;

/** Writes the fragment in place of the value at `path`; comments inside of the old value go with it. */
export interface ReplaceEdit {
  readonly op: 'replace';
  readonly path: Path;
  readonly fragment: string;
}

export type SourceEdit = SetEdit | RemoveEdit | InsertEdit | ReplaceEdit;

const byteOrderMark = '\uFEFF';

/**
 * Edits YAML source text, one edit after the other. Bytes that need not change do not: comments, blank lines, quotes,
 * indentation, line endings. Each result is read again and must say exactly what was meant.
 *
 * @throws UserError `cannot-edit-safely`, with the lines to add by hand; and what `parseSource` throws
 */
export function editSource(text: string, edits: readonly SourceEdit[], options: SourceOptions = {}): string {
  return editShortened(text, edits, options) ?? editWhole(text, edits, options);
}

/** Longer texts are worth being shortened first, in characters. */
const long = 10_000;

/** The same for a long text, most of which no edit concerns; undefined where that is not certain. */
function editShortened(
  text: string,
  edits: readonly SourceEdit[],
  options: SourceOptions,
): string | undefined {
  if (text.length < long || options.cloudFormation || edits.some(({ path }) => path.length === 0))
    return undefined;
  const { simple } = parseSource(text, options);
  const touched = new Set(edits.map(({ path }) => String(path[0])));
  const short = simple === undefined ? undefined : shorten(text, touched);
  if (short === undefined) return undefined;
  try {
    const edited = editWhole(short.text, edits, options);
    const whole = short.restore(edited);
    if (whole === undefined) return undefined;
    return isRestored(simple, whole, parseSource(edited, options).plain(), touched) ? whole : undefined;
  } catch (error) {
    // What is refused is told with the lines of the whole text.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function editWhole(text: string, edits: readonly SourceEdit[], options: SourceOptions): string {
  parseSource(text, options);
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  let current = text.slice(mark.length);
  try {
    current =
      allAtOnce(current, edits, options) ??
      edits.reduce((result, edit) => apply(result, edit, options), current);
  } catch (error) {
    if (error instanceof Refusal) throw cannotEditSafely(current, edits, error, options);
    throw error;
  }
  return mark + current;
}

/**
 * Edits in places that have nothing to do with each other, written together and proven once; undefined where that is not
 * certain. It saves reading the text again between them.
 */
function allAtOnce(text: string, edits: readonly SourceEdit[], options: SourceOptions): string | undefined {
  // In a list, an item that comes or goes moves the others.
  if (edits.length < 2 || edits.some(({ path }) => path.some((key) => typeof key === 'number')))
    return undefined;
  const context = editContext(text, options);
  try {
    const changes = edits.map((edit) => {
      if (edit.op === 'insert' && edit.key === undefined) throw new Refusal('it moves other items');
      if (edit.op === 'set' && spreadMap(context, edit.path, edit.value) !== undefined)
        throw new Refusal('it comes to several edits');
      return changeOf(context, edit);
    });
    const made = changes.filter((change) => change !== undefined);
    const splices = made.flatMap((change) => change.splices);
    if (overlap(splices)) return undefined;
    const expected = (before: Model) => made.reduce((model, change) => change.expected(model), before);
    return made.length === 0 ? text : verified(context, { splices: deeperFirst(splices), expected }, options);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function overlap(splices: readonly Splice[]): boolean {
  const inOrder = [...splices].sort((one, other) => one.start - other.start || one.end - other.end);
  return inOrder.some((each, index) => {
    const before = inOrder[index - 1];
    // Lines that are added in the same place may follow each other.
    return before !== undefined && each.start < before.end;
  });
}

/** Of lines added in the same place, those of the inner block come first, then as they were asked for; `splice` puts the last one first. */
function deeperFirst(splices: readonly Splice[]): Splice[] {
  const depth = ({ text }: Splice) => /^(?:[ \t]*\r?\n)*( *)\S/.exec(text)?.[1]?.length ?? 0;
  return splices.toReversed().sort((one, other) => depth(one) - depth(other));
}

function apply(text: string, edit: SourceEdit, options: SourceOptions): string {
  const context = editContext(text, options);
  const spread = edit.op === 'set' ? spreadMap(context, edit.path, edit.value) : undefined;
  if (spread !== undefined) {
    const smaller: SourceEdit[] = [
      ...spread.set.map(([path, value]): SourceEdit => ({ op: 'set', path, value })),
      ...spread.remove.map((path): SourceEdit => ({ op: 'remove', path })),
    ];
    return smaller.reduce((result, each) => apply(result, each, options), text);
  }
  const change = changeOf(context, edit);
  return change === undefined ? text : verified(context, change, options);
}

function changeOf(context: EditContext, edit: SourceEdit): Change | undefined {
  switch (edit.op) {
    case 'set':
      return setValue(context, edit.path, edit.value, edit);
    case 'remove':
      return removeValue(context, edit.path, edit.prune ?? false);
    case 'insert':
      return insert(context, edit);
    case 'replace':
      return replace(context, edit);
  }
}

function insert(context: EditContext, edit: InsertEdit): Change | undefined {
  const parent = locate(context.source.document, edit.path);
  const length = parent.node !== null && 'items' in parent.node ? parent.node.items.length : 0;
  const path = [...edit.path, edit.key ?? length];
  const content = contentOfFragment(edit.fragment);
  const place = locate(context.source.document, path);
  if (place.rest.length > 0) return addValue(context, path, place, content, edit);
  if (saysAlready(place, content)) return undefined;
  throw new Refusal(`${pathText(path)} is there already and says something else`, place.node?.range?.[0]);
}

function replace(context: EditContext, edit: ReplaceEdit): Change | undefined {
  const place = locate(context.source.document, edit.path);
  if (place.rest.length > 0) throw new Refusal(`${pathText(edit.path)} is not there`);
  const content = contentOfFragment(edit.fragment);
  if (saysAlready(place, content)) return undefined;
  return replaceNode(context, edit.path, place, content, true);
}

/** In JSON, a fragment is written with intrinsics in their long form. */
function saysAlready(place: Place, content: Content): boolean {
  const written = modelOf(place.node);
  return equalModels(written, content.model) || equalModels(written, modelOfPlain(content.plain));
}

/** The proof: what was written says what was meant, and nothing else changed. */
function verified({ text, root, source }: EditContext, change: Change, options: SourceOptions): string {
  const result = splice(text, change.splices);
  const expected = change.expected(modelOf(root));
  try {
    const after = parseSource(result, options);
    // In simple texts there is nothing that their data does not tell.
    const isProven =
      source.simple !== undefined && after.simple !== undefined
        ? equalPlain(after.simple, plainOfModel(expected, options.cloudFormation ?? false))
        : equalModels(modelOf(after.document.contents), expected);
    if (isProven) return result;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  throw new Refusal('the edited text would not say what was meant', change.splices[0]?.start);
}

function cannotEditSafely(
  text: string,
  edits: readonly SourceEdit[],
  refusal: Refusal,
  options: SourceOptions,
): UserError {
  const file = options.file ?? 'the text';
  const { offset } = refusal;
  const place =
    offset === undefined
      ? file
      : `${file}:${positionAt(text, offset).line}:${positionAt(text, offset).column}`;
  return new UserError({
    code: 'cannot-edit-safely',
    message: `Editing ${place} was left to you: ${refusal.message}.`,
    next: [`Change these lines in ${file} by hand, then run the command again.`],
    details: [...linesByHand(edits), ...(offset === undefined ? [] : ['', ...excerpt(text, offset)])],
  });
}
