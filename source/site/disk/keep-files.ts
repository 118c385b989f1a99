import type { SiteFile } from '../site-file.ts';

/** A file whose path is put together from what it shares with its neighbours, and its key. */
class KeptFile implements SiteFile {
  readonly key: string;
  readonly size: number;
  readonly modified: number;
  readonly changed: number;
  readonly inode: number;
  readonly #before: string;

  constructor({ key, size, modified, changed, inode }: SiteFile, before: string) {
    this.key = key;
    this.size = size;
    this.modified = modified;
    this.changed = changed;
    this.inode = inode;
    this.#before = before;
  }

  get path(): string {
    return this.#before + this.key;
  }
}

/** Keeps files in two thirds of the memory: most paths end with the key, and begin like the one before. */
export function fileKeeper(): (file: SiteFile) => SiteFile {
  let before = '';
  return (file) => {
    if (!file.path.endsWith(file.key)) return file;
    const beginning = file.path.slice(0, file.path.length - file.key.length);
    if (beginning !== before) before = beginning;
    return new KeptFile(file, before);
  };
}
