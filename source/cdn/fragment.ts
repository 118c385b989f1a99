import { packageFile } from '../package-root.ts';

export type Parts = Readonly<Record<string, string>>;

/**
 * A piece of template from `templates/cdn/`, ready to be put in under its key: what the file says below its first line of
 * YAML, at column 0. `((name))` is replaced where it stands; a line that holds nothing else (`# ((name))`, so that the file
 * stays YAML) becomes all lines of the part, or goes when the part is empty.
 */
export function fragment(name: string, parts: Parts = {}): string {
  const [, ...lines] = fragmentLines(name, parts);
  return lines.map((line) => line.replace(/^ {2}/, '')).join('\n');
}

/** The same with its first line: an item of a list, with its dash; a key with its value. */
export function fragmentItem(name: string, parts: Parts = {}): string {
  return fragmentLines(name, parts).join('\n');
}

function fragmentLines(name: string, parts: Parts): readonly string[] {
  return filledLines(`templates/cdn/${name}.yml`, parts);
}

/** A file of the package without the comment at its top, filled in as a fragment is. */
export function filledLines(file: string, parts: Parts): readonly string[] {
  const lines = packageFile(file).trimEnd().split('\n');
  const start = lines.findIndex((line) => !/^(#|\/\/)/.test(line));
  return lines.slice(start).flatMap((line) => fill(line, parts, file));
}

function fill(line: string, parts: Parts, file: string): readonly string[] {
  const alone = /^( *)# \(\(([a-z-]+)\)\)$/.exec(line);
  if (alone === null) return [line.replace(/\(\(([a-z-]+)\)\)/g, (_, key: string) => part(key, parts, file))];
  const [, space = '', key = ''] = alone;
  const text = part(key, parts, file);
  return text === '' ? [] : text.split('\n').map((partLine) => (partLine === '' ? '' : space + partLine));
}

function part(key: string, parts: Parts, file: string): string {
  const value = parts[key];
  if (value === undefined) throw new Error(`${file} asks for ((${key})), which nobody gives it`);
  return value;
}

/** A text as YAML writes it: as it is where nobody can take it for anything else, else between quotes. */
export function scalar(text: string): string {
  const isPlain = /^[A-Za-z][\w./:-]*[\w/]$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
