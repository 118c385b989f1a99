import type { Choice } from '../../wizard/question.ts';
import { blank, fitLine, type Line, lineWidth, row, type Span, span } from '../line.ts';
import { cut } from '../text/cut.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { marks } from '../theme.ts';

export interface ChoiceListView {
  readonly choices: readonly Choice[];
  readonly focus: number;
  readonly start: number;
  readonly height: number;
  readonly width: number;
  readonly recommended?: string | undefined;
  readonly previous?: string | undefined;
}

const gutter = 2;

/** The rows of the window, their columns aligned over the whole list, so that scrolling does not shift them. */
export function choiceRows(view: ChoiceListView): readonly Line[] {
  const columns = columnWidths(view);
  return view.choices
    .slice(view.start, view.start + view.height)
    .map((choice, index) =>
      fitLine(choiceRow(choice, view.start + index === view.focus, columns, view), view.width),
    );
}

/**
 * Everything that the row in focus says, for when the row itself is cut, and what else there is to say of it. As many lines for every row,
 * two at the most, so that moving the focus moves nothing else; none when no row has anything to say.
 */
export function focusedDetail(view: ChoiceListView): readonly Line[] {
  const { choices, width } = view;
  const room = width - gutter;
  const columns = columnWidths(view);
  const detailOf = (choice: Choice): string => {
    const isCut = lineWidth(choiceRow(choice, false, columns, view, 'whole')) > width;
    return detailTexts(choice, isCut, columns, view).join(' · ');
  };
  const height = choices.some((choice) => displayWidth(detailOf(choice)) > room)
    ? 2
    : choices.some((choice) => detailOf(choice) !== '')
      ? 1
      : 0;
  const choice = choices[view.focus];
  const lines = choice === undefined ? [] : wrap(detailOf(choice), room);
  const shown =
    lines.length > height
      ? [...lines.slice(0, height - 1), cut(lines.slice(height - 1).join(' '), room)]
      : lines;
  return Array.from({ length: height }, (_, index) => {
    const text = shown[index] ?? '';
    return text === '' ? blank : row(' '.repeat(gutter), span(text, 'dim'));
  });
}

function detailTexts(
  choice: Choice,
  isCut: boolean,
  columns: ColumnWidths,
  view: ChoiceListView,
): readonly string[] {
  const { label, unusable, details = [] } = choice;
  if (!isCut) return details;
  return [
    displayWidth(label) > columns.label ? label : '',
    ...(unusable === undefined ? (choice.columns ?? []) : [unusable]),
    noteOf(choice, view),
    ...details,
  ].filter((text) => text !== '');
}

interface ColumnWidths {
  readonly label: number;
  readonly columns: readonly number[];
}

function columnWidths({ choices, width }: ChoiceListView): ColumnWidths {
  const withColumns = choices.filter(
    (choice) => choice.columns !== undefined || choice.unusable !== undefined,
  );
  const widest = widestLabel(withColumns);
  // Names that cannot be chosen do not take room from what is said of those that can.
  const important = widestLabel(withColumns.filter(({ unusable }) => unusable === undefined)) || widest;
  const most = choices.reduce((count, choice) => Math.max(count, cellsOf(choice).length), 0);
  const columns: number[] = [];
  for (const choice of choices) {
    const cells = cellsOf(choice);
    // A remark across the columns is no cell of the last one it begins in.
    const aligned = cells.length < most ? cells.slice(0, -1) : cells;
    for (const [index, text] of aligned.entries())
      columns[index] = Math.max(columns[index] ?? 0, displayWidth(text));
  }
  const reason = choices.reduce((most, { unusable = '' }) => Math.max(most, displayWidth(unusable)), 0);
  const needed = Math.max(
    reason,
    columns.reduce((sum, column) => sum + column + 3, 0),
  );
  const room = width - gutter - 3;
  // A long name gives way to what stands beside it, but keeps the larger part.
  const least = Math.min(important, Math.floor(room * 0.6));
  return { label: Math.min(widest, Math.max(room - needed, least)), columns };
}

function widestLabel(choices: readonly Choice[]): number {
  return choices.reduce((most, { label }) => Math.max(most, displayWidth(label)), 0);
}

function cellsOf({ unusable, columns = [] }: Choice): readonly string[] {
  return unusable === undefined ? columns : [];
}

function choiceRow(
  choice: Choice,
  isFocused: boolean,
  widths: ColumnWidths,
  view: ChoiceListView,
  label?: 'whole',
): Line {
  const tone = isFocused ? 'accent' : 'plain';
  const mark = isFocused ? span(marks.focus, 'accent') : span(choice.action === true ? '+' : ' ', 'dim');
  const hasMore = choice.columns !== undefined || choice.unusable !== undefined;
  const room = hasMore ? widths.label : view.width - gutter;
  const name = label === 'whole' ? choice.label : cut(choice.label, room);
  const padded = hasMore ? padEnd(name, widths.label) : name;
  if (choice.unusable !== undefined) {
    return row(mark, ' ', span(padded, isFocused ? 'plain' : 'dim'), span(`   ${choice.unusable}`, 'dim'));
  }
  const cells = (choice.columns ?? []).map(
    (text, index): Span =>
      span(`   ${padEnd(text, widths.columns[index] ?? 0)}`, isFocused ? 'plain' : 'dim'),
  );
  const note = noteOf(choice, view);
  if (note === '') return row(mark, ' ', span(padded, tone), ...cells);
  const noted = (text: string): Span =>
    span(`   ${text}`, choice.value === view.recommended ? 'good' : 'dim');
  const last = cells.at(-1);
  const unpadded = last === undefined ? cells : [...cells.slice(0, -1), span(last.text.trimEnd(), last.tone)];
  const aligned = row(mark, ' ', span(padded, tone), ...cells, noted(note));
  // Where the aligned note would be cut, it moves up to the text before it; then what the focus shows as well gives way.
  const movedUp = row(mark, ' ', span(padded, tone), ...unpadded, noted(note));
  const short = note.replace('recommended, ', '');
  // Then the last of the other texts, which the focus shows as well.
  const forms = [
    aligned,
    movedUp,
    row(mark, ' ', span(padded, tone), ...unpadded, noted(short)),
    ...(cells.length < 2 ? [] : [row(mark, ' ', span(padded, tone), ...cells.slice(0, -1), noted(short))]),
  ].slice(0, label === 'whole' ? 2 : 4);
  return forms.find((line) => lineWidth(line) <= view.width) ?? aligned;
}

function noteOf(choice: Choice, { recommended, previous }: ChoiceListView): string {
  const notes = [
    choice.value === recommended ? 'recommended' : '',
    choice.value === previous ? 'your answer before' : '',
  ];
  return choice.unusable === undefined ? notes.filter((note) => note !== '').join(', ') : '';
}
