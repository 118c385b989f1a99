import { canBeChosen, type FileTree, type TreeNode } from './tree-node.ts';

/** What a person chose, by path, and what of it they took out again: each says what becomes of everything below. */
export type Marks = ReadonlyMap<string, 'in' | 'out'>;

export const nothingMarked: Marks = new Map();

/** Whether it goes to the site: the nearest mark decides, and what stands aside goes only with a mark of its own. */
export function isChosen(node: TreeNode, marks: Marks): boolean {
  for (let at: TreeNode | undefined = node; at !== undefined; at = at.parent) {
    const mark = marks.get(at.path);
    if (mark !== undefined) return mark === 'in';
    if (at.aside !== undefined) return false;
  }
  return false;
}

export type Box = 'all' | 'some' | 'none';

export function boxOf(node: TreeNode, marks: Marks): Box {
  const isIn = isChosen(node, marks);
  if (node.kind === 'file') return isIn ? 'all' : 'none';
  const differs = isIn ? 'out' : 'in';
  const isMixed = [...marks].some(([path, mark]) => mark === differs && isBelow(path, node.path));
  return isMixed ? 'some' : isIn ? 'all' : 'none';
}

/** All of it or nothing. */
export function toggled(tree: FileTree, node: TreeNode, marks: Marks): Marks {
  return withMark(tree, node, marks, boxOf(node, marks) === 'all' ? 'out' : 'in');
}

/**
 * What was said of anything below is forgotten, except that choosing all of a folder takes out nothing: what does not go with it, and was
 * chosen by itself, stays chosen.
 */
export function withMark(tree: FileTree, node: TreeNode, marks: Marks, mark: 'in' | 'out'): Marks {
  if (!canBeChosen(node)) return marks;
  const kept =
    mark === 'out'
      ? []
      : [...marks].flatMap(([path, was]) =>
          was === 'in' && isBelow(path, node.path) && tree.find(path)?.aside !== undefined ? [path] : [],
        );
  const stays = (path: string): boolean =>
    path !== node.path &&
    (!isBelow(path, node.path) || kept.some((each) => path === each || isBelow(path, each)));
  const rest = new Map([...marks].filter(([path]) => stays(path)));
  if (isChosen(node, rest) !== (mark === 'in')) rest.set(node.path, mark);
  return rest;
}

/** Path below folder; everything is below the root, itself excepted. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' ? path !== '' : path.startsWith(`${folder}/`);
}

export interface ChosenTotals {
  readonly files: number;
  readonly bytes: number;
  /** False while folders that were chosen are still being read. */
  readonly isComplete: boolean;
}

/** How much was chosen: each mark turns around what goes by itself below it. */
export function chosenTotals(tree: FileTree, marks: Marks): ChosenTotals {
  let files = 0;
  let bytes = 0;
  let isComplete = true;
  for (const [path, mark] of marks) {
    const node = tree.find(path);
    if (node === undefined) {
      isComplete = false;
      continue;
    }
    const sign = mark === 'in' ? 1 : -1;
    files += sign * node.files;
    bytes += sign * node.bytes;
    isComplete &&= node.unread === 0;
  }
  return { files: Math.max(0, files), bytes: Math.max(0, bytes), isComplete };
}

/** The same of one folder, as far as it is read. */
export function chosenBelow(
  tree: FileTree,
  node: TreeNode,
  marks: Marks,
): Pick<ChosenTotals, 'files' | 'bytes'> {
  const below = [...marks].filter(([path]) => isBelow(path, node.path));
  const isIn = isChosen(node, marks);
  return chosenTotals(tree, new Map([...(isIn ? [[node.path, 'in'] as const] : []), ...below]));
}
