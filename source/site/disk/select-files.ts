import type { Dirent, Stats } from 'node:fs';
import { opendir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { keyOf, keyProblem } from '../keys.ts';
import { couldMatchBelow, matcher, matchesAllBelow, namesExactly } from '../patterns.ts';
import { secretIn } from '../secrets.ts';
import type { FilesEntry, RefusedFile, SiteFile } from '../site-file.ts';
import { type Found, isNeverUploaded, isWithin, lookAt, nameBelow, refusal } from './found.ts';
import { type IgnoreRules, ignoreRulesFor, noRules } from './ignore-rules.ts';

/** Bytes (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html). */
const largestFile = 50e9;

export interface SelectOptions {
  /** The folder that holds `copilot/`; absolute. */
  readonly root: string;
  readonly files: readonly FilesEntry[];
  /** Default true. */
  readonly honourGitignore?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Every file that `files` asks for, as it is found: nothing is kept but the folder that is being read. What cannot go to the site is
 * told as refused, and the search goes on. The order is the file system's; a file that two entries ask for comes twice.
 */
export async function* selectFiles(options: SelectOptions): AsyncGenerator<SiteFile | RefusedFile> {
  const root = await realpath(options.root);
  for (const entry of options.files) yield* ofEntry(root, entry, options);
}

/** What holds for everything below a source. */
interface Search {
  readonly root: string;
  /** The source, absolute, links resolved. */
  readonly base: string;
  readonly entry: FilesEntry;
  readonly excluded: (path: string) => boolean;
  readonly reincluded: (path: string) => boolean;
  readonly honourGitignore: boolean;
  readonly signal: AbortSignal | undefined;
}

async function* ofEntry(
  root: string,
  entry: FilesEntry,
  { honourGitignore = true, signal }: SelectOptions,
): AsyncGenerator<SiteFile | RefusedFile> {
  const asked = resolve(root, entry.source);
  const found = lookAt(asked);
  if (typeof found === 'string') {
    yield refusal(root, asked, found);
    return;
  }
  if (!isWithin(root, asked) || !isWithin(root, found.path)) {
    yield refusal(root, asked, 'link-leads-outside');
    return;
  }
  if (isNeverUploaded(root, found.path)) {
    yield refusal(root, asked, 'never-uploaded');
    return;
  }
  if (found.stats.isFile()) {
    // It is named: no pattern, no .gitignore and no suspicion holds it back.
    yield accepted(root, keyOf(entry.source, entry.destination), found.path, found.stats);
    return;
  }
  const excluded = matcher(entry.exclude);
  const reincluded = matcher(entry.reinclude);
  const search = { root, base: found.path, entry, excluded, reincluded, honourGitignore, signal };
  yield* below(search, { path: found.path, relativePath: '', parents: [] }, await rulesAt(search));
}

/** A source that is ignored itself was named all the same: then only what stands in it says what is ignored. */
async function rulesAt({ root, base, honourGitignore }: Search): Promise<IgnoreRules> {
  if (!honourGitignore) return noRules;
  const rules = await ignoreRulesFor(root, base);
  return base !== root && rules.ignores(base, 'folder') ? noRules.within(base) : rules;
}

interface Folder {
  /** Absolute, links resolved. */
  readonly path: string;
  /** Below the source, as its keys have it; empty for the source. */
  readonly relativePath: string;
  /** The folders above it, links resolved: one of them again would never end. */
  readonly parents: readonly string[];
}

async function* below(
  search: Search,
  folder: Folder,
  rules: IgnoreRules,
): AsyncGenerator<SiteFile | RefusedFile> {
  search.signal?.throwIfAborted();
  const entries = await opendir(folder.path, { bufferSize: 512 }).catch(() => undefined);
  if (entries === undefined) {
    yield refusal(search.root, folder.path, 'unreadable');
    return;
  }
  for await (const one of entries) {
    const relativePath = folder.relativePath === '' ? one.name : `${folder.relativePath}/${one.name}`;
    if (isLeftOut(search, join(folder.path, one.name), relativePath, one, rules)) continue;
    const path = join(folder.path, one.name);
    const found = lookAt(path);
    if (typeof found === 'string') {
      yield refusal(search.root, path, found);
    } else if (isNeverUploaded(search.root, path) || isNeverUploaded(search.root, found.path)) {
      // Also where a link leads there.
    } else if (one.isSymbolicLink() && !isWithin(search.base, found.path)) {
      yield refusal(search.root, path, 'link-leads-outside');
    } else if (found.stats.isDirectory()) {
      const parents = [...folder.parents, folder.path];
      const leaves = !search.entry.recursive || parents.includes(found.path);
      if (leaves || isFolderLeftOut(search, found.path, relativePath, rules)) continue;
      const inside = search.honourGitignore ? await rules.within(found.path) : rules;
      yield* below(search, { path: found.path, relativePath, parents }, inside);
    } else {
      yield file(search, path, relativePath, found);
    }
  }
}

/** Files alone; of links to folders and of folders more is to be known. */
function isLeftOut(
  search: Search,
  path: string,
  relativePath: string,
  entry: Dirent,
  rules: IgnoreRules,
): boolean {
  if (entry.isDirectory()) return false;
  if (search.reincluded(relativePath)) return false;
  return search.excluded(relativePath) || rules.ignores(path, 'file');
}

function isFolderLeftOut({ entry }: Search, path: string, relativePath: string, rules: IgnoreRules): boolean {
  if (couldMatchBelow(entry.reinclude, relativePath)) return false;
  return matchesAllBelow(entry.exclude, relativePath) || rules.ignores(path, 'folder');
}

function file(search: Search, path: string, relativePath: string, found: Found): SiteFile | RefusedFile {
  const { root, entry } = search;
  if (!found.stats.isFile()) return refusal(root, path, 'not-a-file');
  const secret = secretIn(nameBelow(root, path)) ?? secretIn(nameBelow(root, found.path));
  if (secret !== undefined && !namesExactly(entry.reinclude, relativePath)) {
    return refusal(root, path, 'secret', `it looks like ${secret}`);
  }
  return accepted(root, keyOf(entry.source, entry.destination, relativePath), found.path, found.stats);
}

function accepted(root: string, key: string, path: string, stats: Stats): SiteFile | RefusedFile {
  const problem = keyProblem(key);
  if (problem !== undefined) return refusal(root, path, 'key', problem);
  if (stats.size > largestFile) return refusal(root, path, 'too-large');
  const { size, mtimeMs: modified, ctimeMs: changed, ino: inode } = stats;
  return { key, path, size, modified, changed, inode };
}
