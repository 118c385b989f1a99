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
 */
function fits({ searched, parent }: TreeNode, wanted: string): boolean {
  if (parent === undefined) return false;
  const at = searched.lastIndexOf(wanted);
  return at !== -1 && at + wanted.length > searched.lastIndexOf('/') + 1;
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
  const wanted = searchedIn(filter);
  const [version, , shorter] = key ?? [];
  const isLonger =
    version === tree.version() && typeof shorter === 'string' && shorter !== '' && filter.startsWith(shorter);
  if (isLonger) return rows.filter((node) => fits(node, wanted));
  const found: TreeNode[] = [];
  visit(tree.root, (node) => {
    if (fits(node, wanted)) found.push(node);
  });
  return found;
}
