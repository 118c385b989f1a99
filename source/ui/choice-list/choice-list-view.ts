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

/** Everything that the row in focus says, for when the row itself is cut; two lines at the most, none when no row is cut. */
export function focusedDetail(view: ChoiceListView): readonly Line[] {
  const columns = columnWidths(view);
  const isCut = (choice: Choice): boolean =>
    lineWidth(choiceRow(choice, false, columns, view, 'whole')) > view.width;
  if (!view.choices.some(isCut)) return [];
  const choice = view.choices[view.focus];
  if (choice === undefined || !isCut(choice)) return [blank, blank];
  const texts = [
    displayWidth(choice.label) > columns.label ? choice.label : '',
    ...(choice.unusable === undefined ? (choice.columns ?? []) : [choice.unusable]),
    noteOf(choice, view),
  ];
  const lines = wrap(texts.filter((text) => text !== '').join(' · '), view.width - gutter);
  const shown =
    lines.length > 2 ? [lines[0] ?? '', cut(lines.slice(1).join(' '), view.width - gutter)] : lines;
  return [0, 1].map((index) => row(' '.repeat(gutter), span(shown[index] ?? '', 'dim')));
}

interface ColumnWidths {
  readonly label: number;
  readonly columns: readonly number[];
}

function columnWidths({ choices, width }: ChoiceListView): ColumnWidths {
  const withColumns = choices.filter(
    (choice) => choice.columns !== undefined || choice.unusable !== undefined,
  );
  const widest = withColumns.reduce((most, { label }) => Math.max(most, displayWidth(label)), 0);
  const columns: number[] = [];
  for (const choice of choices) {
    if (choice.unusable !== undefined) continue;
    for (const [index, text] of (choice.columns ?? []).entries())
      columns[index] = Math.max(columns[index] ?? 0, displayWidth(text));
  }
  const needed = columns.reduce((sum, column) => sum + column + 3, 0);
  const room = width - gutter - 3;
  // A long name gives way to the columns beside it, but keeps the larger part.
  return { label: Math.min(widest, Math.max(room - needed, Math.floor(room * 0.75))), columns };
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
  const shorter = row(mark, ' ', span(padded, tone), ...unpadded, noted(note.replace('recommended, ', '')));
  const forms = label === 'whole' ? [aligned, movedUp] : [aligned, movedUp, shorter];
  return forms.find((line) => lineWidth(line) <= view.width) ?? aligned;
}

function noteOf(choice: Choice, { recommended, previous }: ChoiceListView): string {
  const notes = [
    choice.value === recommended ? 'recommended' : '',
    choice.value === previous ? 'your answer before' : '',
  ];
  return choice.unusable === undefined ? notes.filter((note) => note !== '').join(', ') : '';
}
