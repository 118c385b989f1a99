import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { RefusalReason, RefusedFile } from '../site-file.ts';

export interface Found {
  /** Links resolved. */
  readonly path: string;
  readonly stats: Stats;
}

/** What is at an absolute path, or why that cannot be said. Not asynchronous: on a disk the thread pool takes ten times as long. */
export function lookAt(path: string): Found | RefusalReason {
  try {
    const stats = lstatSync(path);
    if (!stats.isSymbolicLink()) return { path, stats };
  } catch (error) {
    if (path.includes('\ufffd')) return 'name-not-utf-8';
    return errorCode(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
  try {
    return { path: realpathSync(path), stats: statSync(path) };
  } catch (error) {
    return ['ENOENT', 'ELOOP'].includes(errorCode(error)) ? 'link-leads-nowhere' : 'unreadable';
  }
}

export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Git's own folder wherever it is, and the folder in which Copilot keeps manifests. */
export function isNeverUploaded(root: string, path: string): boolean {
  const parts = nameBelow(root, path).split('/');
  return parts[0] === 'copilot' || parts.includes('.git');
}

/** Relative to the project's root, slashes forward. */
export function nameBelow(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

export function refusal(
  root: string,
  path: string,
  reason: RefusalReason,
  why = reasons[reason],
): RefusedFile {
  return { refused: nameBelow(root, path) || '.', reason, why };
}

const reasons: Readonly<Record<RefusalReason, string>> = {
  secret: 'it looks like a secret',
  'link-leads-outside': 'it leads out of the folder',
  'link-leads-nowhere': 'it is a link that leads nowhere',
  unreadable: 'it cannot be read',
  missing: 'it is not there',
  'not-a-file': 'it is neither a file nor a folder',
  'too-large': 'CloudFront serves no file of more than 50 GB',
  'name-not-utf-8': 'its name is not UTF-8',
  key: 'S3 cannot have its key',
  'key-twice': 'another file has the same key',
  'never-uploaded': 'copilot/ and .git/ are never uploaded',
};

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
