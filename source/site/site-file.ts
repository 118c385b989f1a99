import type { StaticFiles } from '../copilot/static-site-manifest/read.ts';

/** A file on disk that belongs on the site. */
export interface SiteFile {
  /** Where it goes in the bucket. */
  readonly key: string;
  /** Absolute; of a link, the file that it leads to. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** When its content was written, in milliseconds since 1970. */
  readonly modified: number;
  /** When anything about it changed: unlike `modified`, no program can set it. Milliseconds since 1970. */
  readonly changed: number;
  readonly inode: number;
}

/** Why a file that was asked for does not go to the site. */
export type RefusalReason =
  | 'secret'
  | 'link-leads-outside'
  | 'link-leads-nowhere'
  | 'unreadable'
  | 'missing'
  | 'not-a-file'
  | 'too-large'
  | 'name-not-utf-8'
  | 'key'
  | 'key-twice'
  | 'never-uploaded';

export interface RefusedFile {
  /** Relative to the project's root. */
  readonly refused: string;
  readonly reason: RefusalReason;
  /** Half a sentence: "it looks like a key". */
  readonly why: string;
}

/** An entry of `files`, as the manifest says it (docs/copilot.md, 9.1). */
export type FilesEntry = Omit<StaticFiles, 'path'>;
