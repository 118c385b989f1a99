import { type Box, boxOf, chosenBelow, isChosen, type Marks } from '../../site/tree/marks.ts';
import type { FileTree, TreeNode } from '../../site/tree/tree-node.ts';
import { byteSize } from '../byte-size.ts';
import { fitLine, type Line, row, type Span, span } from '../line.ts';
import { cutEnd, cutMiddle } from '../text/cut.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { marks as glyphs } from '../theme.ts';

export interface TreeRowView {
  readonly tree: FileTree;
  readonly marks: Marks;
  readonly opened: ReadonlySet<string>;
  readonly builds: readonly string[];
  /** Paths instead of a tree: what a filter found. */
  readonly isFlat: boolean;
  readonly width: number;
}

const countWidth = 13;
const sizeWidth = 8;
const leadWidth = 6;
const asideWidth = 22;

/** A row: where it is, whether it is chosen, what it holds, or why it stands aside. */
export function treeRow(node: TreeNode, isFocused: boolean, view: TreeRowView): Line {
  const { width, marks } = view;
  const isIn = isChosen(node, marks);
  const room = nameWidth(node, view);
  const name = view.isFlat ? cutMiddle(pathOf(node), room) : cutEnd(nameOf(node), room);
  const isAside = standsAside(node, view);
  const isDim = (node.aside !== undefined || isHidden(node)) && !isIn;
  const tone = isDim ? 'dim' : isFocused ? 'accent' : 'plain';
  const lead = row(
    isFocused ? span(glyphs.focus, 'accent') : ' ',
    ' '.repeat(1 + indentOf(node, view)),
    span(arrowOf(node, view), 'dim'),
    ' ',
    boxSpan(node, boxOf(node, marks)),
    ' ',
  );
  // A reason takes more room than figures, and a short name gives it.
  const column =
    isAside && !isNarrow(width) && displayWidth(name) < asideWidth ? Math.min(room, asideWidth) : room;
  return fitLine(row(...lead, span(padEnd(name, column), tone), ...factsOf(node, view)), width);
}

/** Whether the row cannot show the whole name. */
export function isCut(node: TreeNode, view: TreeRowView): boolean {
  return displayWidth(view.isFlat ? pathOf(node) : nameOf(node)) > nameWidth(node, view);
}

function nameWidth(node: TreeNode, { width, isFlat }: TreeRowView): number {
  const beside = isNarrow(width) ? sizeWidth + 1 : countWidth + sizeWidth + 21;
  const room = width - leadWidth - beside;
  const most = Math.min(room, isFlat ? 60 : 44);
  return Math.max(8, most - (isFlat ? 0 : indentOf(node, { width, isFlat })));
}

export function isNarrow(width: number): boolean {
  return width < 60;
}

/** Of very deep folders the names keep their room. */
function indentOf({ depth }: TreeNode, { isFlat, width }: Pick<TreeRowView, 'isFlat' | 'width'>): number {
  return isFlat ? 0 : 2 * Math.min(depth, Math.floor(width / 10));
}

function arrowOf({ kind, path, isRead, children }: TreeNode, { opened, isFlat }: TreeRowView): string {
  if (kind === 'file' || (isRead && children.length === 0) || isFlat) return ' ';
  return opened.has(path) ? '▾' : '▸';
}

function boxSpan(node: TreeNode, box: Box): Span {
  if (node.aside?.reason === 'never' || node.aside?.reason === 'refused') return span(' ');
  if (node.aside !== undefined && box === 'none') return span(glyphs.notChosen, 'dim');
  return box === 'none'
    ? span(glyphs.notChosen)
    : span(box === 'all' ? glyphs.chosen : glyphs.partly, 'good');
}

function factsOf(node: TreeNode, view: TreeRowView): readonly Span[] {
  const { width, marks } = view;
  const box = boxOf(node, marks);
  const isBuild = view.builds.includes(node.path);
  if (node.aside !== undefined && standsAside(node, view)) {
    const { reason, why } = node.aside;
    return [span(isNarrow(width) ? ` ${inAWord[reason].padStart(sizeWidth)}` : `   ${why}`, 'dim')];
  }
  const { files, bytes } = box === 'none' ? node : chosenBelow(view.tree, node, marks);
  const isCounting = node.unread > 0;
  const size = isCounting && files === 0 ? '…' : byteSize(bytes);
  const sized = span(size.padStart(sizeWidth), 'dim');
  if (isNarrow(width)) return [span(' '), sized];
  return [
    span(countOf(node, box, files).padStart(countWidth), 'dim'),
    sized,
    span(noteOf(node, isBuild), isBuild ? 'good' : 'dim'),
  ];
}

/** Its reason is all that is said of it. */
function standsAside(node: TreeNode, { marks, builds }: TreeRowView): boolean {
  return node.aside !== undefined && boxOf(node, marks) === 'none' && !builds.includes(node.path);
}

/** Where there is no room for more: the line below the rows has it. */
const inAWord = { ignored: 'ignored', secret: 'secret?', never: 'never', refused: 'cannot' } as const;

function countOf({ kind, unread }: TreeNode, box: Box, files: number): string {
  if (kind === 'file') return '';
  const count = `${files.toLocaleString('en')}${unread > 0 ? '+' : ''}`;
  if (box === 'some') return `${count} chosen`;
  return `${count} ${files === 1 ? 'file' : 'files'}`;
}

function noteOf(node: TreeNode, isBuild: boolean): string {
  if (isBuild) return '   looks like a build';
  if (node.aside !== undefined) return `   ${node.aside.why}`;
  return isHidden(node) ? '   hidden' : '';
}

/** It goes with its folder all the same: `.well-known/` has to. */
function isHidden({ name }: TreeNode): boolean {
  return name.startsWith('.');
}

function nameOf(node: TreeNode): string {
  if (node.path === '') return './';
  return shown(node.kind === 'folder' ? `${node.name}/` : node.name);
}

export function pathOf(node: TreeNode): string {
  return node.path === '' ? './' : shown(node.kind === 'folder' ? `${node.path}/` : node.path);
}

/** Names may hold anything: what would move the cursor or turn the line around stands as a mark of its own. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu, '\ufffd');
}
