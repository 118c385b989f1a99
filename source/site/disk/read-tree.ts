import type { Dirent } from 'node:fs';
import { opendir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type FoundEntry, GrowingTree } from '../tree/growing-tree.ts';
import type { FileTree, TreeNode } from '../tree/tree-node.ts';
import { visit } from '../tree/visible-rows.ts';
import { noRules } from './ignore-rules.ts';
import { type FolderOnDisk, lookAtEntry } from './look-at-entry.ts';

/** Entries that are looked at before a key gets its turn: a millisecond or two. */
const entriesAtOnce = 512;

/** Milliseconds between two tellings that the tree has grown. */
const betweenTellings = 100;

/** What has to be known of a folder to read it; the rules are those that hold around it. */
type Place = Omit<FolderOnDisk, 'root'>;

/**
 * The workspace's tree, read in the background until `signal` aborts: what is wanted first, then everything that is not ignored, from
 * the top down. It is handed over as soon as there is something to show.
 */
export async function readTree(folder: string, signal: AbortSignal): Promise<FileTree> {
  const root = await realpath(folder);
  const reader = new TreeReader(root, signal);
  await reader.begin();
  return reader.tree;
}

class TreeReader {
  readonly #root: string;
  readonly #signal: AbortSignal;
  readonly #growing = new GrowingTree();
  readonly #places = new Map<string, Place>();
  readonly #listeners = new Set<() => void>();
  #wanted: TreeNode[] = [];
  #later: TreeNode[] = [];
  readonly #asked = new Set<TreeNode>();
  readonly #wantedBelow = new Set<TreeNode>();
  #isRunning = false;
  #told = 0;

  constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  readonly tree: FileTree = {
    root: this.#growing.root,
    version: () => this.#growing.version,
    find: (path) => this.#growing.find(path),
    subscribe: (changed) => {
      this.#listeners.add(changed);
      return () => this.#listeners.delete(changed);
    },
    want: (path, what) => this.#want(path, what),
  };

  /** Reads the beginning of the root, and goes on by itself. */
  async begin(): Promise<void> {
    const { root } = this.#growing;
    this.#places.set('', { path: this.#root, rules: noRules, parents: [] });
    const steps = this.#read(root);
    const first = await steps.next();
    this.#isRunning = true;
    void (async () => {
      if (first.done !== true) for await (const _ of steps) await this.#pause();
      await this.#readOn();
    })();
  }

  #want(path: string, what: 'itself' | 'all-of-it'): void {
    const node = this.#growing.find(path);
    if (node === undefined || this.#wantedBelow.has(node)) return;
    if (what === 'itself') {
      if (node.isRead || this.#asked.has(node)) return;
      this.#asked.add(node);
      this.#wanted.unshift(node);
    } else {
      this.#wantedBelow.add(node);
      visit(node, (each) => {
        if (!each.isRead && (each === node || each.aside === undefined)) this.#wanted.push(each);
      });
    }
    if (!this.#isRunning) {
      this.#isRunning = true;
      void this.#readOn();
    }
  }

  async #readOn(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      for await (const _ of this.#read(next)) await this.#pause();
      await this.#pause();
    }
    this.#isRunning = false;
    this.#tell();
  }

  #next(): TreeNode | undefined {
    if (this.#signal.aborted) return undefined;
    for (const list of [this.#wanted, this.#later]) {
      for (let node = list.shift(); node !== undefined; node = list.shift()) if (!node.isRead) return node;
    }
    return undefined;
  }

  /** Reads a folder in pieces. */
  async *#read(node: TreeNode): AsyncGenerator<void> {
    const place = this.#places.get(node.path);
    if (place === undefined) return;
    const folder = { root: this.#root, ...place, rules: await place.rules.within(place.path) };
    let found: FoundEntry[] = [];
    for await (const entry of entriesOf(place.path)) {
      if (found.length === entriesAtOnce) {
        this.#add(node, folder, found, false);
        found = [];
        yield;
        if (this.#signal.aborted) return;
      }
      found.push(lookAtEntry(folder, entry));
    }
    this.#add(node, folder, found, true);
  }

  #add(node: TreeNode, folder: FolderOnDisk, found: readonly FoundEntry[], isAll: boolean): void {
    for (const child of this.#growing.add(node.path, found, isAll)) {
      if (child.isRead) continue;
      this.#places.set(child.path, placeOf(child, folder));
      if (isWanted(child, this.#wantedBelow)) this.#wanted.push(child);
      else if (child.aside === undefined) this.#later.push(child);
    }
  }

  /** Gives keys and the screen their turn, and tells now and then what has come. */
  async #pause(): Promise<void> {
    if (performance.now() - this.#told > betweenTellings) this.#tell();
    await setImmediate();
  }

  #tell(): void {
    this.#told = performance.now();
    for (const changed of this.#listeners) changed();
  }
}

/** A folder that is gone meanwhile, or closed, has none: the deploy says so, should it come to it. */
async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(folder, { bufferSize: entriesAtOnce });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function isWanted(node: TreeNode, wanted: ReadonlySet<TreeNode>): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (wanted.has(at)) return true;
    if (at.aside !== undefined) return false;
  }
  return false;
}

/** What is ignored and looked into all the same is so because it was named: then only what stands in it says what is ignored. */
function placeOf(node: TreeNode, folder: FolderOnDisk): Place {
  const path = node.leadsTo === undefined ? join(folder.path, node.name) : join(folder.root, node.leadsTo);
  const rules = node.aside?.reason === 'ignored' ? noRules : folder.rules;
  return { path, rules, parents: [...folder.parents, folder.path] };
}
