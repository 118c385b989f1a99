import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { packageRoot } from '../../source/package-root.ts';

export interface SourceFile {
  /** From the root of the package: `source/cdn/coverage.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly line: number;
  /** As written: `./plan.ts`, `node:fs`, `ink`. */
  readonly specifier: string;
  /** The file it leads to, for a relative one. */
  readonly path?: string;
  readonly typesOnly: boolean;
}

const skipped = new Set(['node_modules', '.git', 'dist', 'coverage']);

/** The files in a folder of the package, or that one file. */
export function filesIn(place: string, extension: RegExp): readonly SourceFile[] {
  const full = join(packageRoot, place);
  const paths = extension.test(place)
    ? [full]
    : readdirSync(full, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && extension.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name));
  return paths
    .map((path) => relative(packageRoot, path).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => skipped.has(part)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(packageRoot, path), 'utf8') }));
}

export const typescript = /\.tsx?$/;

const statement =
  /^[ \t]*(?:import|export)\s+(type\s)?(?:[\w*{][^;'"]*?\bfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/gm;

/** Every import and re-export, static and dynamic. Comments do not count. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  return [...withoutComments(text).matchAll(statement)].map((found) => {
    const specifier = found[2] ?? found[3] ?? '';
    const line = lineAt(text, found.index + found[0].length);
    const leadsTo = specifier.startsWith('.') ? { path: posix.join(posix.dirname(path), specifier) } : {};
    return { line, specifier, typesOnly: found[1] !== undefined, ...leadsTo };
  });
}

/** The same text, with the comments blank and every line where it was. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
  return text.replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, blank).replace(/(?<=^|\s)\/\/.*$/gm, blank);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
