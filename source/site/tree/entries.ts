import { keyOf } from '../keys.ts';
import type { FilesEntry } from '../site-file.ts';
import { isBelow, type Marks } from './marks.ts';
import type { FileTree, TreeNode } from './tree-node.ts';

/** An entry of `files` while it is put together. */
interface Draft {
  readonly source: TreeNode;
  readonly destination: string;
  readonly exclude: string[];
  readonly reinclude: string[];
}

/** Of a folder that is chosen: what of it goes is in `files`, what is held back from it by a pattern is not. */
export interface ChosenFile {
  readonly key: string;
  readonly node: TreeNode;
}

export interface Chosen {
  readonly entries: readonly FilesEntry[];
  /** In the order of the tree. */
  readonly files: readonly ChosenFile[];
}

/**
 * What was marked as `files` of the manifest. No two entries ask for the same file: what is chosen inside a chosen folder goes with it;
 * what was taken out is excluded; what the deploy would refuse is excluded as well, unless it was chosen by itself.
 */
export function chosenIn(tree: FileTree, marks: Marks): Chosen {
  const drafts: Draft[] = [];
  const files: ChosenFile[] = [];
  for (const [path, mark] of [...marks].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const node = tree.find(path);
    if (node === undefined) continue;
    const around = drafts.findLast(({ source }) => source.kind === 'folder' && isBelow(path, source.path));
    if (mark === 'out') around?.exclude.push(patternFor(node, around));
    else if (around === undefined) drafts.push(draftOf(node, ''));
    else if (node.kind === 'file' && !hasWildcard(node.path) && !leadsOut(around, node)) {
      around.reinclude.push(below(around.source, node.path));
      files.push({ key: keyIn(around, node), node });
    } else {
      drafts.push(draftOf(node, keyIn(around, node)));
      if (node.aside?.isQuiet === false || leadsOut(around, node))
        around.exclude.push(patternFor(node, around));
    }
  }
  for (const draft of drafts) walk(draft, draft.source, marks, files);
  return { entries: drafts.map(entryOf), files };
}

/** Adds the files that go with a folder, and excludes what would be refused with it. */
function walk(draft: Draft, node: TreeNode, marks: Marks, files: ChosenFile[]): void {
  if (node.kind === 'file') {
    files.push({ key: keyIn(draft, node), node });
    return;
  }
  for (const child of node.children) {
    if (marks.has(child.path)) continue;
    if (leadsOut(draft, child)) draft.exclude.push(patternFor(child, draft));
    else if (child.aside === undefined) walk(draft, child, marks, files);
    else if (!child.aside.isQuiet) draft.exclude.push(patternFor(child, draft));
  }
}

/** A link out of the folder that is the source: the deploy refuses it, wherever it leads. */
function leadsOut({ source }: Draft, { leadsTo }: TreeNode): boolean {
  return leadsTo !== undefined && leadsTo !== source.path && !isBelow(leadsTo, source.path);
}

function draftOf(source: TreeNode, destination: string): Draft {
  return { source, destination, exclude: [], reinclude: [] };
}

function entryOf({ source, destination, exclude, reinclude }: Draft): FilesEntry {
  return {
    source: source.path === '' ? './' : source.path,
    destination,
    recursive: source.kind === 'folder',
    exclude: exclude.sort(),
    reinclude: reinclude.sort(),
  };
}

function keyIn({ source, destination }: Draft, node: TreeNode): string {
  const relative = source.kind === 'file' ? undefined : below(source, node.path);
  return keyOf(source.path, destination, relative);
}

function below(source: TreeNode, path: string): string {
  return source.path === '' ? path : path.slice(source.path.length + 1);
}

function patternFor(node: TreeNode, { source }: Draft): string {
  const exact = below(source, node.path).replace(/[*?[]/g, '[$&]');
  return node.kind === 'folder' && node.leadsTo === undefined ? `${exact}/` : exact;
}

/** No pattern that names such a file stands for it alone, and only what is named exactly is let through. */
function hasWildcard(path: string): boolean {
  return /[*?[]/.test(path);
}
