import { isMap } from 'yaml';
import { UserError } from '../errors.ts';
import { ownEnd } from '../yaml/block-end.ts';
import { editSource, type InsertEdit, type SourceEdit } from '../yaml/edit.ts';
import { type Splice, splice } from '../yaml/edit-context.ts';
import { insertLinesAt } from '../yaml/insert-lines.ts';
import {
  columnOf,
  endOfLine,
  isBlank,
  isBlockCollection,
  keyStart,
  lineAt,
  lineStart,
  nextLine,
  pairEnd,
} from '../yaml/layout.ts';
import { keyText } from '../yaml/locate.ts';
import { editJson } from './edit-json.ts';
import { manifestPath, manifestSplices } from './patch-manifest.ts';
import { type TemplateView, viewTemplate } from './template-view.ts';

/**
 * Edits a template, and puts the manifest's text into its metadata. The editor reads its text anew for each edit, and a template is long. So whole resources and outputs are
 * put in and taken out as lines, and what changes inside of one is edited in an excerpt that holds nothing else. The result
 * is read again. Where this does not work (anchors, braces) the editor gets the whole.
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
      if (result !== text) viewTemplate(result, file);
      return result;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return editSource(splice(text, others), edits, options);
}

/** A resource or an output in the text: from the line of its key to the line after its last. */
interface Child {
  readonly key: string;
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
    if (edit.op === 'remove' && edit.path.length === 2) removed.push(removal(text, child));
    else if (edit.op === 'insert' && edit.path.length === 1) {
      const behind = edit.after === undefined ? children[children.indexOf(child) - 1] : child;
      if (behind === undefined) return undefined;
      inserted.set(behind.end, [...(inserted.get(behind.end) ?? []), ...childLines(edit, child.column)]);
      places.set(`${section}.${edit.key}`, behind);
    } else inside.set(child, [...(inside.get(child) ?? []), edit]);
  }
  return [
    ...removed,
    ...[...inserted].map(([point, lines]) => insertLinesAt(text, point, lines, false)),
    ...[...inside].map(([child, childEdits]) => excerpt(text, child, childEdits)),
  ];
}

/** The child that an edit is about; for a new one, the one beside which it goes. */
function childKey(edit: SourceEdit): string {
  const beside = edit.op === 'insert' ? (edit.after ?? edit.before) : undefined;
  return String(edit.path[1] ?? beside ?? '');
}

function childrenOf(view: TemplateView, section: string): readonly Child[] | undefined {
  const { text } = view.source;
  const node = view.source.nodeAt([section]) ?? null;
  if (!isMap(node) || !isBlockCollection(node)) return undefined;
  return node.items.map((pair) => {
    const column = columnOf(text, keyStart(pair));
    const start = lineStart(text, keyStart(pair));
    return { key: keyText(pair) ?? '', column, start, end: ownEnd(text, pairEnd(text, pair), column) };
  });
}

function childLines({ key = '', fragment }: InsertEdit, column: number): string[] {
  const space = ' '.repeat(column);
  const lines = fragment.split('\n').map((line) => (line === '' ? '' : `${space}  ${line}`));
  return [`${space}${key}:`, ...lines];
}

/** Of blank lines that would meet, those below go. */
function removal(text: string, { start, end }: Child): Splice {
  if (start === 0 || !isBlank(lineAt(text, lineStart(text, start - 1)))) return { start, end, text: '' };
  let last = end;
  while (last < text.length && isBlank(lineAt(text, last))) last = nextLine(text, last);
  return { start, end: last, text: '' };
}

function excerpt(text: string, { start, end }: Child, edits: readonly SourceEdit[]): Splice {
  const section = String(edits[0]?.path[0]);
  const head = `${section}:${endOfLine(text, start)}`;
  const options = { file: section, cloudFormation: true };
  const result = editSource(head + text.slice(start, end), edits, options);
  return { start, end, text: result.slice(head.length) };
}
