import { packageFile } from '../../package-root.ts';

export type Parts = Readonly<Record<string, string>>;

/**
 * A template file with its parts put in. `((name))` inside a line is replaced where it stands; a line that holds nothing
 * else (`# ((name))`, so that the file stays YAML) becomes all lines of the part, indented as the line was, or goes when
 * the part is empty. Throws when a part has no value: a file and its code have drifted apart.
 */
export function compose(path: string, parts: Parts): string {
  return fill(packageFile(`templates/sandbox/${path}`), parts, path);
}

function fill(text: string, parts: Parts, path: string): string {
  return text
    .split('\n')
    .flatMap((line) => fillLine(line, parts, path))
    .join('\n');
}

function fillLine(line: string, parts: Parts, path: string): readonly string[] {
  const alone = /^( *)(?:# )?\(\(([a-z-]+)\)\)$/.exec(line);
  if (alone !== null) return indent(part(parts, alone[2] ?? '', path), alone[1] ?? '');
  if (line.startsWith('# ')) return [line];
  return [line.replace(/\(\(([a-z-]+)\)\)/g, (_, name: string) => part(parts, name, path))];
}

function part(parts: Parts, name: string, path: string): string {
  const value = parts[name];
  if (value === undefined)
    throw new Error(`templates/sandbox/${path} asks for ((${name})), which nobody gives it`);
  return value;
}

function indent(text: string, space: string): readonly string[] {
  const lines = text.replace(/\n+$/, '').split('\n');
  if (lines.length === 1 && lines[0] === '') return [];
  return lines.map((line) => (line === '' ? '' : space + line));
}
