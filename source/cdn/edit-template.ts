import { isMap, type Node } from 'yaml';
import { UserError } from '../errors.ts';
import { ownEnd } from '../yaml/block-end.ts';
import { editSource, type InsertEdit, type SourceEdit } from '../yaml/edit.ts';
import { type Splice, splice } from '../yaml/edit-context.ts';
import { insertLinesAt } from '../yaml/insert-lines.ts';
import {
  columnOf,
  isBlank,
  isBlockCollection,
  keyStart,
  lineAt,
  lineStart,
  nextLine,
  pairEnd,
} from '../yaml/layout.ts';
import { keyText, locate } from '../yaml/locate.ts';
import { partAlone } from '../yaml/parts.ts';
import { isPlainMap, type Path, type PlainValue, pathText } from '../yaml/plain-value.ts';
import { Refusal } from '../yaml/refusal.ts';
import type { SourceDocument } from '../yaml/source-document.ts';
import { editJson } from './edit-json.ts';
import { manifestPath, manifestSplices } from './patch-manifest.ts';
import { type TemplateView, viewTemplate } from './template-view.ts';

/**
 * Edits a template, and puts the manifest's text into its metadata. The editor reads its text anew for each edit, and a template is long. So whole resources and outputs are
 * put in and taken out as lines, and what changes inside of one is edited in an excerpt that holds nothing else. The result
 * is read again, and must say elsewhere what it said. Where this does not work (anchors, braces) the editor gets the whole.
 *
 * @throws UserError `cannot-edit-safely`
 */
export function editTemplate(view: TemplateView, edits: readonly SourceEdit[], manifest: string): string {
  const { text, file } = view.source;
  const options = { file, cloudFormation: true };
  const others = manifestSplices(view, manifest);
  const manifestEdits: readonly SourceEdit[] =
    others.length === 0 ? [] : [{ op: 'set', path: manifestPath, value: manifest }];
  const json = editJson(text, [...manifestEdits, ...edits]);
  if (json !== undefined) return json;
  try {
    const splices = splicesOf(view, edits);
    if (splices !== undefined) {
      const result = splice(text, [...others, ...splices]);
      if (result === text || isSameElsewhere(view, viewTemplate(result, file), edits)) return result;
    }
  } catch (error) {
    if (!(error instanceof UserError || error instanceof Refusal)) throw error;
  }
  return editSource(splice(text, others), edits, options);
}

function isSameElsewhere(before: TemplateView, after: TemplateView, edits: readonly SourceEdit[]): boolean {
  const paths = edits.map((edit) => (edit.op === 'insert' ? [...edit.path, edit.key] : edit.path));
  const edited = new Set([manifestPath, ...paths].map(([section, key]) => `${section}.${key}`));
  return JSON.stringify(without(before.at([]), edited)) === JSON.stringify(without(after.at([]), edited));
}

function without(template: PlainValue | undefined, names: ReadonlySet<string>): PlainValue {
  if (!isPlainMap(template)) return null;
  const sections = Object.entries(template).map(([section, children]) => {
    if (!isPlainMap(children)) return [section, children] as const;
    const others = Object.entries(children).filter(([key]) => !names.has(`${section}.${key}`));
    return [section, Object.fromEntries(others)] as const;
  });
  return Object.fromEntries(sections);
}

/** A resource or an output. */
interface Child {
  readonly key: string;
  /** Found when it is first asked for. @throws Refusal */
  readonly place: Place;
}

/** In the text: from the line of its key to the line after its last. */
interface Place {
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** Undefined when the template is not made of lines. */
function splicesOf(view: TemplateView, edits: readonly SourceEdit[]): Splice[] | undefined {
  const { text } = view.source;
  const sections = new Map(['Resources', 'Outputs'].map((section) => [section, childrenOf(view, section)]));
  const removed: Splice[] = [];
  const inserted = new Map<number, string[]>();
  const inside = new Map<Child, SourceEdit[]>();
  /** Keys that came in by an edit → the child behind which they stand. */
  const places = new Map<string, Child>();
  for (const edit of edits) {
    const section = String(edit.path[0]);
    const children = sections.get(section);
    const child =
      children &&
      (places.get(`${section}.${childKey(edit)}`) ?? children.find(({ key }) => key === childKey(edit)));
    if (children === undefined || child === undefined) return undefined;
    if (edit.op === 'remove' && edit.path.length === 2) removed.push(removal(text, child.place));
    else if (edit.op === 'insert' && edit.path.length === 1) {
      const behind = edit.after === undefined ? children[children.indexOf(child) - 1] : child;
      if (behind === undefined) return undefined;
      const { end } = behind.place;
      inserted.set(end, [...(inserted.get(end) ?? []), ...childLines(edit, child.place.column)]);
      places.set(`${section}.${edit.key}`, behind);
    } else inside.set(child, [...(inside.get(child) ?? []), edit]);
  }
  return [
    ...removed,
    ...[...inserted].map(([point, lines]) => insertLinesAt(text, point, lines, false)),
    ...[...inside].map(([{ place }, childEdits]) => excerpt(view.source, place, childEdits)),
  ];
}

/** The child that an edit is about; for a new one, the one beside which it goes. */
function childKey(edit: SourceEdit): string {
  const beside = edit.op === 'insert' ? (edit.after ?? edit.before) : undefined;
  return String(edit.path[1] ?? beside ?? '');
}

function childrenOf({ source }: TemplateView, section: string): readonly Child[] | undefined {
  const parts = source.partsBelow(section);
  const keys = parts === undefined ? keysOf(source.nodeAt([section]) ?? null) : [...parts.keys()];
  return keys?.map((key) => ({
    key,
    get place() {
      return placeOf(source, [section, key]);
    },
  }));
}

function keysOf(node: Node | null): readonly string[] | undefined {
  return isMap(node) && isBlockCollection(node) ? node.items.map((pair) => keyText(pair) ?? '') : undefined;
}

function placeOf({ text, documentAt }: SourceDocument, path: Path): Place {
  const step = locate(documentAt(path), path).steps.at(-1);
  if (step?.kind !== 'map') throw new Refusal(`${pathText(path)} is not there`);
  const start = lineStart(text, keyStart(step.pair));
  const column = columnOf(text, keyStart(step.pair));
  return { column, start, end: ownEnd(text, pairEnd(text, step.pair), column) };
}

function childLines({ key = '', fragment }: InsertEdit, column: number): string[] {
  const space = ' '.repeat(column);
  const lines = fragment.split('\n').map((line) => (line === '' ? '' : `${space}  ${line}`));
  return [`${space}${key}:`, ...lines];
}

/** Of blank lines that would meet, those below go. */
function removal(text: string, { start, end }: Place): Splice {
  if (start === 0 || !isBlank(lineAt(text, lineStart(text, start - 1)))) return { start, end, text: '' };
  let last = end;
  while (last < text.length && isBlank(lineAt(text, last))) last = nextLine(text, last);
  return { start, end: last, text: '' };
}

function excerpt(
  { text, file }: SourceDocument,
  { start, end }: Place,
  edits: readonly SourceEdit[],
): Splice {
  const alone = partAlone(text, String(edits[0]?.path[0]), { start, end });
  return { start, end, text: editSource(alone, edits, { file, cloudFormation: true }).slice(start) };
}
