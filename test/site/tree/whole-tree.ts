import { onTestFinished } from 'vitest';
import { readTree } from '../../../source/site/disk/read-tree.ts';
import type { FileTree } from '../../../source/site/tree/tree-node.ts';

/** A folder's tree, while it is read; the reading ends with the test. */
export function treeOf(root: string): Promise<FileTree> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return readTree(root, stop.signal);
}

/** Waits until something holds of a tree that is being read. */
export async function until(tree: FileTree, holds: (tree: FileTree) => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds(tree)) {
    if (performance.now() > deadline) throw new Error('The tree did not come to it.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The same, read to its end: with all that is wanted of it. */
export async function wholeTree(root: string, ...wanted: readonly string[]): Promise<FileTree> {
  const tree = await treeOf(root);
  await until(tree, () => tree.root.unread === 0);
  for (const path of wanted) {
    tree.want(path, 'all-of-it');
    await until(tree, () => (tree.find(path)?.unread ?? 0) === 0);
  }
  return tree;
}
