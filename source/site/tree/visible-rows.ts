import { searchedIn } from './growing-tree.ts';
import type { FileTree, TreeNode } from './tree-node.ts';

/** The rows of a tree of which some folders are open, top to bottom. */
function openRows(root: TreeNode, opened: ReadonlySet<string>): readonly TreeNode[] {
  const rows: TreeNode[] = [];
  const show = (node: TreeNode): void => {
    rows.push(node);
    if (node.kind === 'folder' && opened.has(node.path)) for (const child of node.children) show(child);
  };
  show(root);
  return rows;
}

/** Calls for the node and all that was read below it, top to bottom. */
export function visit(node: TreeNode, see: (node: TreeNode) => void): void {
  see(node);
  for (const child of node.children) visit(child, see);
}

/**
 * What the filter finds: its text stands in the path, and reaches into the name, so that a folder is found and not all that lies in it.
 * Mostly the name says it: there may be 100,000 of them, and a frame takes 16 ms.
 */
function fitting(filter: string): (node: TreeNode) => boolean {
  const wanted = searchedIn(filter);
  const slash = wanted.lastIndexOf('/');
  if (slash === -1) return ({ searched, parent }) => parent !== undefined && searched.includes(wanted);
  const start = wanted.slice(slash + 1);
  const folder = wanted.slice(0, slash);
  return ({ searched, parent }) =>
    parent !== undefined && searched.startsWith(start) && searchedIn(parent.path).endsWith(folder);
}

/** Rows, made anew only when something changed: a key asks several times, and there may be 100,000. */
export interface RowsMemory {
  key?: readonly unknown[];
  rows: readonly TreeNode[];
}

export function rowsOf(
  tree: FileTree,
  { opened, filter }: { readonly opened: ReadonlySet<string>; readonly filter: string },
  memory: RowsMemory,
): readonly TreeNode[] {
  const key = [tree.version(), opened, filter];
  const before = memory.key;
  if (before?.every((part, index) => part === key[index])) return memory.rows;
  const rows = filter === '' ? openRows(tree.root, opened) : matchesIn(tree, filter, memory);
  memory.key = key;
  memory.rows = rows;
  return rows;
}

/** Among everything that was read so far; whoever types on finds among what was found already. */
function matchesIn(tree: FileTree, filter: string, { key, rows }: RowsMemory): readonly TreeNode[] {
  const fits = fitting(filter);
  const [version, , shorter] = key ?? [];
  const isLonger =
    version === tree.version() && typeof shorter === 'string' && shorter !== '' && filter.startsWith(shorter);
  if (isLonger) return rows.filter(fits);
  const found: TreeNode[] = [];
  visit(tree.root, (node) => {
    if (fits(node)) found.push(node);
  });
  return found;
}
