/** Why something does not go to the site with the folder it lies in. */
export interface Aside {
  readonly reason: 'ignored' | 'secret' | 'never' | 'refused';
  /** Beside its name: "ignored by .gitignore". */
  readonly why: string;
  /** What is thought of it, where that is more: "it looks like a key". */
  readonly suspicion?: string;
  /** The deploy leaves it out by itself; what it would refuse has to be excluded. */
  readonly isQuiet: boolean;
}

/** A file or folder of the workspace, as far as it has been looked at. */
export interface TreeNode {
  readonly name: string;
  /** From the workspace's root, slashes forward; empty for the root. */
  readonly path: string;
  /** The name as the filter compares it. */
  readonly searched: string;
  readonly parent: TreeNode | undefined;
  readonly depth: number;
  readonly kind: 'file' | 'folder';
  readonly aside: Aside | undefined;
  /** Of a link: where it leads, from the root. */
  readonly leadsTo: string | undefined;
  /** What has been found in it so far, folders first. */
  readonly children: readonly TreeNode[];
  readonly isRead: boolean;
  /** What goes to the site when it is chosen, nothing more being said; of a file, itself. */
  readonly files: number;
  readonly bytes: number;
  /** Folders below it, itself included, that are still to be read. */
  readonly unread: number;
}

/** What the picker looks at: it grows while it is looked at. */
export interface FileTree {
  readonly root: TreeNode;
  /** Another number when anything has changed. */
  readonly version: () => number;
  readonly find: (path: string) => TreeNode | undefined;
  readonly subscribe: (changed: () => void) => () => void;
  /** Somebody looks into it, or has chosen all of it: it is read before the others. */
  readonly want: (path: string, what: 'itself' | 'all-of-it') => void;
}

/** Whether it can be chosen at all: what the deploy refuses, whatever the manifest says, cannot. Secrets only one by one. */
export function canBeChosen({ aside, kind }: TreeNode): boolean {
  if (aside?.reason === 'secret') return kind === 'file';
  return aside === undefined || aside.reason === 'ignored';
}
