import type { Chosen, ChosenFile } from '../../site/tree/entries.ts';
import { type Line, row, span } from '../line.ts';
import { lookHere } from '../look-here.ts';
import { cutMiddle } from '../text/cut.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { keyNotes } from './key-notes.ts';
import { isNarrow, shown } from './tree-row.ts';

/** Keys that are shown; of the others, how many there are. */
const mostKeys = 12;

/** What comes of what was chosen: the first keys, the page that visitors see first on top. */
export function keyLines(chosen: Chosen, width: number, height: number): readonly Line[] {
  const { files } = chosen;
  if (files.length === 0)
    return lookHere(
      'No file is in what was chosen: ignored ones go only when they are chosen themselves.',
      width,
    );
  const notes = keyNotes(chosen, width);
  const room = height - notes.length - 1;
  const isAll = files.length <= Math.min(mostKeys, room);
  const list = firstOf(files, isAll ? files.length : Math.max(1, Math.min(mostKeys, room - 1)));
  const left = files.length - list.length;
  return [
    row('  ', span('Their keys on the site:', 'dim')),
    ...keyRows(list, width),
    ...(left === 0 ? [] : [row('  ', span(`and ${left.toLocaleString('en')} more`, 'dim'))]),
    ...notes,
  ];
}

function keyRows(files: readonly ChosenFile[], width: number): readonly Line[] {
  // The key says most of where a file comes from: on a narrow screen it takes all the room.
  if (isNarrow(width)) return files.map(({ key }) => row('  ', cutMiddle(shown(key), width - 2)));
  const rows = files.map(({ key, node }) => ({ key: shown(key), path: shown(node.path) }));
  const widest = rows.reduce((most, { key }) => Math.max(most, displayWidth(key)), 0);
  const keyWidth = Math.min(widest, Math.floor((width - 6) / 2));
  return rows.map(({ key, path }) =>
    row(
      '  ',
      padEnd(cutMiddle(key, keyWidth), keyWidth),
      span(` ← ${cutMiddle(path, width - keyWidth - 5)}`, 'dim'),
    ),
  );
}

/** Those that come first, without putting 100,000 in order. */
function firstOf(files: readonly ChosenFile[], count: number): readonly ChosenFile[] {
  const first: { readonly file: ChosenFile; readonly place: string }[] = [];
  for (const file of files) {
    const place = placeOf(file.key);
    if (first.length === count && place >= (first.at(-1)?.place ?? '')) continue;
    const before = first.findIndex((other) => place < other.place);
    first.splice(before === -1 ? first.length : before, 0, { file, place });
    first.length = Math.min(first.length, count);
  }
  return first.map(({ file }) => file);
}

/** The page at the top, then by how deep they are. */
function placeOf(key: string): string {
  const depth = String(key.split('/').length).padStart(3, '0');
  return `${key === 'index.html' ? 0 : 1} ${depth} ${key}`;
}
