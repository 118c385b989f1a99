import { accessSync, constants, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { secretIn } from '../secrets.ts';
import type { RefusalReason } from '../site-file.ts';
import type { FoundEntry } from '../tree/growing-tree.ts';
import type { Aside } from '../tree/tree-node.ts';
import { isNeverUploaded, isWithin, lookAt, nameBelow, refusal } from './found.ts';
import type { IgnoreRules } from './ignore-rules.ts';

/** A folder on the disk whose entries are looked at. */
export interface FolderOnDisk {
  readonly root: string;
  /** Absolute, links resolved. */
  readonly path: string;
  readonly rules: IgnoreRules;
  /** The folders above it, links resolved. */
  readonly parents: readonly string[];
}

const ignored: Aside = { reason: 'ignored', why: 'ignored by .gitignore', isQuiet: true };
const never: Aside = { reason: 'never', why: 'never uploaded', isQuiet: true };
const circle: Aside = { reason: 'never', why: 'leads back to a folder above it', isQuiet: true };

/** What an entry of a folder is, and whether a deploy of the folder takes it: the same questions as in `selectFiles`. */
export function lookAtEntry(folder: FolderOnDisk, { name }: Pick<Dirent, 'name'>): FoundEntry {
  const { root, rules, parents } = folder;
  const path = join(folder.path, name);
  const found = lookAt(path);
  if (typeof found === 'string') {
    return { name, kind: 'file', size: 0, aside: refused(root, found, rules.ignores(path, 'file')) };
  }
  const isFolder = found.stats.isDirectory();
  const link = found.path === path ? {} : { leadsTo: nameBelow(root, found.path) };
  const entry = { name, kind: isFolder ? ('folder' as const) : ('file' as const), ...link };
  const size = isFolder ? 0 : found.stats.size;
  const standing = (aside: Aside): FoundEntry => ({ ...entry, size, aside });
  if (isNeverUploaded(root, path) || isNeverUploaded(root, found.path)) return standing(never);
  const isIgnored =
    (isFolder && rules.ignores(found.path, 'folder')) ||
    ((!isFolder || found.path !== path) && rules.ignores(path, 'file'));
  if (!isWithin(root, found.path)) return standing(refused(root, 'link-leads-outside', isIgnored));
  if (isFolder && !canBeRead(found.path)) return standing(refused(root, 'unreadable', isIgnored));
  if (!isFolder && !found.stats.isFile()) return standing(refused(root, 'not-a-file', isIgnored));
  const suffix = isFolder ? '/' : '';
  const secret = secretIn(nameBelow(root, path) + suffix) ?? secretIn(nameBelow(root, found.path) + suffix);
  if (secret !== undefined)
    return standing({
      reason: 'secret',
      why: 'looks like a secret, never chosen by itself',
      suspicion: `looks like ${secret}`,
      isQuiet: isIgnored,
    });
  if (isIgnored) return standing(ignored);
  if (isFolder && (parents.includes(found.path) || found.path === folder.path)) return standing(circle);
  return { ...entry, size };
}

function refused(root: string, reason: RefusalReason, isQuiet: boolean): Aside {
  const { why } = refusal(root, root, reason);
  return { reason: 'refused', why: why.replace(/^it (is )?/, ''), isQuiet };
}

function canBeRead(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
