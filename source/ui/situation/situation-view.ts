import type { Situation, SituationRow } from '../../wizard/screen.ts';
import { blank, type Line, paragraph, row, span } from '../line.ts';
import { cut } from '../text/cut.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { rowMark } from '../theme.ts';

/** Where things stand: one sentence, then rows whose values and notes are aligned. */
export function situationLines(situation: Situation, width: number): readonly Line[] {
  const sentence = paragraph(situation.sentence, width, { indent: 2 });
  if (situation.rows.length === 0) return sentence;
  const widest = (text: (row: SituationRow) => string): number =>
    situation.rows.reduce((most, each) => Math.max(most, displayWidth(text(each))), 0);
  const label = Math.min(
    widest((each) => each.label),
    Math.floor(width * 0.4),
  );
  const room = width - 2 - label - 3;
  const noted = situation.rows.filter((each) => each.note !== undefined);
  const value = noted.reduce((most, each) => Math.max(most, displayWidth(each.value)), 0);
  const note = noted.reduce((most, each) => Math.max(most, displayWidth(each.note ?? '')), 0);
  const isWide = value + 3 + note <= room;
  const rows = situation.rows.flatMap((each) =>
    situationRow(each, { label, room, value: isWide ? value : undefined }),
  );
  return [...sentence, blank, ...rows];
}

/** As many of the lines as fit; the last one says that there are more. */
export function situationStart(lines: readonly Line[], height: number): readonly Line[] {
  if (lines.length <= height) return lines;
  const left = lines.length - height + 1;
  return [...lines.slice(0, height - 1), row('  ', span(`… ${left} more lines`, 'dim'))];
}

function situationRow(
  each: SituationRow,
  widths: { label: number; room: number; value: number | undefined },
): readonly Line[] {
  const lead = row(
    rowMark(each.mark),
    ' ',
    span(padEnd(cut(each.label, widths.label), widths.label), 'dim'),
    '   ',
  );
  if (each.note === undefined) return [row(...lead, cut(each.value, widths.room))];
  if (widths.value !== undefined)
    return [row(...lead, padEnd(each.value, widths.value), span(`   ${each.note}`, 'dim'))];
  if (displayWidth(each.value) + 2 + displayWidth(each.note) <= widths.room)
    return [row(...lead, each.value, span(`  ${each.note}`, 'dim'))];
  // Beside each other they do not fit: the note goes under its value.
  const indent = ' '.repeat(widths.label + 5);
  return [row(...lead, cut(each.value, widths.room)), row(indent, span(cut(each.note, widths.room), 'dim'))];
}
