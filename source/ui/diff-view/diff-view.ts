import type { Change } from '../../event.ts';
import { changeLines } from '../change-lines.ts';
import { type Line, plainText, row, span } from '../line.ts';
import { cut } from '../text/cut.ts';
import { displayWidth } from '../text/width.ts';

export interface DiffPage {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The line to begin with when not all fit: the one before the first that changes. */
  readonly start: number;
}

/** The lines of several changes under each other; a change of a file that is not the only one is headed by its path. */
export function pageOf(title: string, changes: readonly Change[]): DiffPage {
  const lines = changes.flatMap((change) => {
    if (change.kind === 'file' && change.diff === '') return [];
    const heading = change.kind === 'file' && changes.length > 1 ? [row(span(change.path, 'strong'))] : [];
    return [...heading, ...changeLines(change)];
  });
  return { title, lines, start: beforeFirstChange(changes, lines) };
}

/** What surrounds a file's first change says where it stands, but the change is what a low window must show. */
function beforeFirstChange([first]: readonly Change[], lines: readonly Line[]): number {
  if (first?.kind !== 'file') return 0;
  const changed = lines.findIndex((line) => /^[+−]/.test(plainText(line)));
  const before = lines[changed - 1];
  return before === undefined || plainText(before) === '' ? Math.max(0, changed) : changed - 1;
}

/** A rule with the page's title, then as many of its lines as fit; the rule says how many there are and how to see them. */
export function diffViewLines(
  page: DiffPage,
  top: number,
  hasOthers: boolean,
  width: number,
  height: number,
): readonly Line[] {
  const body = height - 1;
  const start = Math.max(0, Math.min(page.start + top, page.lines.length - body));
  const shown = page.lines.slice(start, start + body);
  const range = `${start + 1} to ${start + shown.length} of ${page.lines.length}`;
  const positions = page.lines.length > body ? [`lines ${range}, pgdn`, range] : [''];
  const right = positions.map((position) =>
    [position, hasOthers ? '←→ others' : ''].filter((text) => text !== '').join('   '),
  );
  return [
    rule(page.title, [...right, positions.at(-1) ?? '', ''], width),
    ...shown.map((line) => indent(line, width)),
  ];
}

function rule(title: string, rights: readonly string[], width: number): Line {
  const right = rights.find((text) => displayWidth(text) + 20 <= width) ?? '';
  const end = right === '' ? '' : ` ${right}`;
  const name = cut(title, width - displayWidth(end) - 4);
  const dashes = '─'.repeat(Math.max(0, width - displayWidth(name) - displayWidth(end) - 1));
  return row(span(name, 'strong'), span(` ${dashes}${end}`, 'dim'));
}

function indent(line: Line, width: number): Line {
  const first = line[0];
  if (line.length === 1 && first !== undefined)
    return row('  ', span(cut(first.text, width - 2), first.tone));
  return row('  ', ...line);
}
