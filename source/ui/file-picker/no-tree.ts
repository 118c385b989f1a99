import { GrowingTree } from '../../site/tree/growing-tree.ts';
import type { FileTree } from '../../site/tree/tree-node.ts';

/** An empty tree, for when another kind of question is asked. */
export const noTree: FileTree = {
  root: new GrowingTree().root,
  version: () => 0,
  find: () => undefined,
  subscribe: () => () => undefined,
  want: () => undefined,
};
