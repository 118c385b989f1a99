import type { Aside, TreeNode } from './tree-node.ts';

/** What a folder turned out to hold. */
export interface FoundEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Bytes; 0 for folders. */
  readonly size: number;
  readonly aside?: Aside;
  readonly leadsTo?: string;
}

type Growing = { -readonly [Key in keyof TreeNode]: TreeNode[Key] } & {
  parent: Growing | undefined;
  children: Growing[];
};

/** The tree of a workspace while it is read, folder by folder, in any order. Counts are true at every moment for what was read. */
export class GrowingTree {
  readonly #nodes = new Map<string, Growing>();
  readonly root: TreeNode;
  version = 0;

  constructor() {
    this.root = this.#keep(nodeOf({ name: '', kind: 'folder', size: 0 }, undefined));
  }

  find(path: string): TreeNode | undefined {
    return this.#nodes.get(path);
  }

  /** Some of what a folder holds; `isAll`: nothing more will come. Returns the folders among it. */
  add(path: string, entries: readonly FoundEntry[], isAll: boolean): readonly TreeNode[] {
    const folder = this.#nodes.get(path);
    if (folder === undefined || folder.isRead) return [];
    const added = entries.map((entry) => this.#keep(nodeOf(entry, folder)));
    const isFirst = folder.children.length === 0;
    for (const node of added) folder.children.push(node);
    // A folder of very many files is put in order when it is shown first and when it is whole, not at each step.
    if (isFirst || isAll) folder.children.sort(inOrder);
    folder.isRead = isAll;
    const going = added.filter(({ aside }) => aside === undefined);
    const sum = (count: (node: Growing) => number) => going.reduce((all, node) => all + count(node), 0);
    raise(folder, {
      files: sum((node) => node.files),
      bytes: sum((node) => node.bytes),
      unread: sum((node) => node.unread) - (isAll ? 1 : 0),
    });
    this.version += 1;
    return added.filter(({ kind }) => kind === 'folder');
  }

  #keep(node: Growing): Growing {
    this.#nodes.set(node.path, node);
    return node;
  }
}

/** Counts go up as far as they count: what stands aside does not go with the folder above it. */
function raise(folder: Growing, by: Pick<TreeNode, 'files' | 'bytes' | 'unread'>): void {
  for (let at: Growing | undefined = folder; at !== undefined; at = at.parent) {
    at.files += by.files;
    at.bytes += by.bytes;
    at.unread += by.unread;
    if (at.aside !== undefined) break;
  }
}

function nodeOf(entry: FoundEntry, parent: Growing | undefined): Growing {
  const path = parent === undefined || parent.path === '' ? entry.name : `${parent.path}/${entry.name}`;
  const isFile = entry.kind === 'file';
  // A folder that cannot go is not read for its count.
  const isClosed = entry.aside?.reason === 'never' || entry.aside?.reason === 'refused';
  return {
    name: entry.name,
    path,
    searched: searchedIn(entry.name),
    parent,
    depth: parent === undefined ? 0 : parent.depth + 1,
    kind: entry.kind,
    aside: entry.aside,
    leadsTo: entry.leadsTo,
    children: [],
    isRead: isFile || isClosed,
    files: isFile ? 1 : 0,
    bytes: entry.size,
    unread: isFile || isClosed ? 0 : 1,
  };
}

/** Case does not count, nor how a letter is composed. */
export function searchedIn(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Folders first. Compared as plain text: words of a language take ten times as long, and there may be 100,000 names. */
function inOrder(one: TreeNode, other: TreeNode): number {
  if (one.kind !== other.kind) return one.kind === 'folder' ? -1 : 1;
  if (one.searched === other.searched) return one.name < other.name ? -1 : 1;
  return one.searched < other.searched ? -1 : 1;
}
