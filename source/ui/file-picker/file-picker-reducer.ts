import { boxOf, isBelow, isChosen, type Marks, toggled, withMark } from '../../site/tree/marks.ts';
import { canBeChosen, type FileTree, type TreeNode } from '../../site/tree/tree-node.ts';

export interface FilePickerState {
  /** Path of the row in focus; where it is not among the rows, the nearest folder above it. */
  readonly focus: string;
  readonly opened: ReadonlySet<string>;
  readonly marks: Marks;
  readonly filter: string;
  /** Every letter goes to the filter, also those that are keys. */
  readonly isFiltering: boolean;
  readonly remark?: Remark;
  /** What was marked before everything was: the same key leads back. */
  readonly beforeAll?: Marks;
  /** The tree, or what comes of it. */
  readonly stage: 'tree' | 'keys';
}

/** Why a key did not do what it does elsewhere. */
export type Remark =
  | { readonly kind: 'secret' | 'not-choosable'; readonly path: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'too-many'; readonly count: number };

export interface FilePickerContext {
  readonly tree: FileTree;
  readonly rows: readonly TreeNode[];
  /** Rows that fit, for the page keys. */
  readonly pageSize: number;
}

export type FilePickerAction =
  | { readonly type: 'focus-by'; readonly rows: number; readonly end?: 'around' }
  | { readonly type: 'focus-page'; readonly pages: 1 | -1 }
  | { readonly type: 'open' | 'close' | 'toggle' | 'toggle-all' | 'go-on' | 'to-tree' }
  | { readonly type: 'filter-begin' | 'filter-delete' | 'filter-clear' }
  | { readonly type: 'filter-add'; readonly text: string };

/** More entries than that nobody reads in a manifest: folders say the same. */
const mostMarks = 50;

export function initialFilePicker(marks: Marks): FilePickerState {
  const [first = ''] = [...marks].flatMap(([path, mark]) => (mark === 'in' ? [path] : []));
  const opened = new Set(['', ...[...marks.keys()].flatMap(foldersAbove)]);
  return { focus: first, opened, marks, filter: '', isFiltering: false, stage: 'tree' };
}

export function reduceFilePicker(
  before: FilePickerState,
  action: FilePickerAction,
  context: FilePickerContext,
): FilePickerState {
  const { remark, ...state } = before;
  switch (action.type) {
    case 'focus-by':
      return { ...state, focus: pathAt(context.rows, focusedRow(state, context.rows) + action.rows, action) };
    case 'focus-page': {
      const by = action.pages * Math.max(1, context.pageSize - 1);
      return { ...state, focus: pathAt(context.rows, focusedRow(state, context.rows) + by) };
    }
    case 'open':
      return opening(state, context);
    case 'close':
      return closing(state, context);
    case 'toggle':
      return toggling(state, context, remark);
    case 'toggle-all':
      return togglingAll(state, context);
    case 'go-on': {
      const isAny = [...state.marks.values()].includes('in');
      return isAny ? { ...state, stage: 'keys' } : { ...state, remark: { kind: 'nothing' } };
    }
    case 'to-tree':
      return { ...state, stage: 'tree' };
    case 'filter-begin':
      return { ...state, isFiltering: true };
    case 'filter-add':
      return { ...state, isFiltering: true, filter: state.filter + action.text };
    case 'filter-delete': {
      const filter = Array.from(state.filter).slice(0, -1).join('');
      return { ...state, filter, isFiltering: filter !== '' };
    }
    case 'filter-clear':
      // The row that was found stays in focus, and in sight.
      return revealed({ ...state, filter: '', isFiltering: false }, state.focus);
  }
}

/** Of rows where the focus was last: a frame asks several times, and there may be 100,000. */
const lastFocus = new WeakMap<readonly TreeNode[], { readonly focus: string; readonly index: number }>();

/** Index of the row in focus. */
export function focusedRow({ focus }: Pick<FilePickerState, 'focus'>, rows: readonly TreeNode[]): number {
  const last = lastFocus.get(rows);
  if (last?.focus === focus) return last.index;
  const index = nearestRow(focus, rows);
  lastFocus.set(rows, { focus, index });
  return index;
}

function nearestRow(focus: string, rows: readonly TreeNode[]): number {
  for (const path of [focus, ...foldersAbove(focus).toReversed()]) {
    const index = rows.findIndex((row) => row.path === path);
    if (index !== -1) return index;
  }
  return 0;
}

function pathAt(rows: readonly TreeNode[], index: number, { end }: { end?: 'around' } = {}): string {
  const last = rows.length - 1;
  const isPast = index < 0 || index > last;
  const around = end === 'around' && isPast && Number.isFinite(index);
  const to = around ? (index < 0 ? last : 0) : Math.min(last, Math.max(0, index));
  return rows[to]?.path ?? '';
}

function opening(state: FilePickerState, { rows }: FilePickerContext): FilePickerState {
  const node = rows[focusedRow(state, rows)];
  if (node === undefined) return state;
  if (state.filter !== '') return revealed({ ...state, filter: '', isFiltering: false }, node.path, node);
  if (node.kind === 'file') return state;
  if (!state.opened.has(node.path)) return { ...state, opened: new Set([...state.opened, node.path]) };
  const [first] = node.children;
  return first === undefined ? state : { ...state, focus: first.path };
}

function closing(state: FilePickerState, { rows }: FilePickerContext): FilePickerState {
  const node = rows[focusedRow(state, rows)];
  if (node === undefined || state.filter !== '') return state;
  if (node.kind === 'folder' && state.opened.has(node.path) && node.path !== '')
    return {
      ...state,
      focus: node.path,
      opened: new Set([...state.opened].filter((path) => path !== node.path)),
    };
  return node.parent === undefined ? state : { ...state, focus: node.parent.path };
}

function toggling(
  state: FilePickerState,
  { tree, rows }: FilePickerContext,
  remark?: Remark,
): FilePickerState {
  const node = rows[focusedRow(state, rows)];
  if (node === undefined) return state;
  const { path } = node;
  if (!canBeChosen(node)) return { ...state, focus: path, remark: { kind: 'not-choosable', path } };
  const isKnown = remark?.kind === 'secret' && remark.path === path;
  if (node.aside?.reason === 'secret' && !isChosen(node, state.marks) && !isKnown)
    return { ...state, focus: path, remark: { kind: 'secret', path } };
  return { ...withoutWayBack(state), focus: path, marks: toggled(tree, node, state.marks) };
}

/** Everything, or everything that the filter shows; once more, and it is as it was before. */
function togglingAll(state: FilePickerState, { tree, rows }: FilePickerContext): FilePickerState {
  if (state.beforeAll !== undefined) return { ...withoutWayBack(state), marks: state.beforeAll };
  const nodes = state.filter === '' ? [tree.root] : rows.filter((row) => row.aside === undefined);
  const outermost = nodes.filter(({ parent }) => !(parent !== undefined && nodes.includes(parent)));
  const isAll = nodes.every((node) => boxOf(node, state.marks) === 'all');
  if (outermost.length > mostMarks)
    return { ...state, remark: { kind: 'too-many', count: outermost.length } };
  const marks = outermost.reduce((all, node) => withMark(tree, node, all, isAll ? 'out' : 'in'), state.marks);
  return { ...state, beforeAll: state.marks, marks };
}

function withoutWayBack({ beforeAll: _, ...state }: FilePickerState): FilePickerState {
  return state;
}

/** In the tree, with the folders above it open; a folder that is given is open, too. */
function revealed(state: FilePickerState, path: string, node?: TreeNode): FilePickerState {
  const itself = node?.kind === 'folder' ? [node.path] : [];
  return { ...state, focus: path, opened: new Set([...state.opened, ...foldersAbove(path), ...itself]) };
}

/** From the root down. */
export function foldersAbove(path: string): readonly string[] {
  if (path === '') return [];
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index).join('/')).filter((above) => isBelow(path, above));
}
