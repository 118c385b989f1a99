import { chosenTotals } from '../../site/tree/marks.ts';
import type { FilesQuestion } from '../../wizard/question.ts';
import { byteSize } from '../byte-size.ts';
import { windowStart } from '../choice-list/window-start.ts';
import { type Hint, hints } from '../footer/footer-view.ts';
import type { Section } from '../frame.ts';
import { justify, type Line, lineWidth, plainText, row, span } from '../line.ts';
import { marks as glyphs } from '../theme.ts';
import { focusedRow } from './file-picker-reducer.ts';
import { keyLines } from './key-lines.ts';
import { remarkLines } from './remark-lines.ts';
import { type TreeRowView, treeRow } from './tree-row.ts';
import { type FilePicker, isReady } from './use-file-picker.ts';

/** Of keys with what is to be known of them. */
const mostLines = 20;

/** Under the question: how much is chosen, and the filter. */
export function filePickerHeading(
  lines: readonly Line[],
  { tree }: FilesQuestion,
  { state }: FilePicker,
  width: number,
): readonly Line[] {
  const { files, bytes, isComplete } = chosenTotals(tree, state.marks);
  const count = `${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'}, ${byteSize(bytes)}`;
  const chosen =
    state.marks.size === 0
      ? row(span('nothing chosen yet', 'dim'))
      : isComplete
        ? row(span(`${count} chosen`))
        : row(span(`${glyphs.underWay} `, 'accent'), span(`${count} so far`, 'dim'));
  const filter = row(
    '  ',
    span('filter: ', 'dim'),
    state.filter,
    span(' ', state.isFiltering ? 'cursor' : 'dim'),
  );
  const last = lines.at(-1) ?? [];
  const isRoom = lineWidth(last) + lineWidth(chosen) + 4 <= width;
  const head = isRoom
    ? [...lines.slice(0, -1), justify(last, chosen, width)]
    : [...lines, row('  ', ...chosen)];
  return state.stage === 'keys' ? head : [...head, filter];
}

/** The rows of the tree, or what comes of them. */
export function filePickerSection(question: FilesQuestion, picker: FilePicker, width: number): Section {
  return picker.state.stage === 'keys'
    ? keysSection(question, picker, width)
    : treeSection(question, picker, width);
}

function keysSection({ tree }: FilesQuestion, picker: FilePicker, width: number): Section {
  const totals = chosenTotals(tree, picker.state.marks);
  const draw = (height: number): readonly Line[] =>
    totals.isComplete
      ? keyLines(picker.chosen(), width, height)
      : [row(span(glyphs.underWay, 'accent'), span(' Counting', 'dim'))];
  return {
    natural: draw(mostLines).length,
    minimum: Math.min(4, draw(mostLines).length),
    importance: 90,
    draw,
  };
}

function treeSection(question: FilesQuestion, picker: FilePicker, width: number): Section {
  const { state, rows } = picker;
  const focus = focusedRow(state, rows);
  const view: TreeRowView = {
    tree: question.tree,
    marks: state.marks,
    opened: state.opened,
    builds: question.builds,
    isFlat: state.filter !== '',
    width,
  };
  const remarks = remarkLines(question, picker, view);
  const isBlank = remarks.every((line) => plainText(line) === '');
  return {
    natural: Math.min(rows.length, 12) + remarks.length,
    minimum: Math.min(rows.length, 3) + (isBlank ? 0 : Math.min(remarks.length, 2)),
    maximum: rows.length + remarks.length,
    importance: 90,
    draw: (height) => {
      // A line that is only kept free for the row in focus is the first to go.
      const below = isBlank && rows.length + remarks.length > height ? [] : remarks;
      const isWindowed = rows.length + below.length > height;
      const shown = isWindowed ? Math.max(1, height - below.length - 1) : rows.length;
      const start = windowStart(picker.window.start, focus, shown, rows.length);
      picker.window.start = start;
      picker.window.height = shown;
      const window = rows
        .slice(start, start + shown)
        .map((node, index) => treeRow(node, start + index === focus, view));
      return [...window, ...(isWindowed ? [positionLine(start, shown, rows.length)] : []), ...below];
    },
  };
}

function positionLine(start: number, shown: number, count: number): Line {
  const end = Math.min(start + shown, count).toLocaleString('en');
  return row(
    '  ',
    span(`${(start + 1).toLocaleString('en')} to ${end} of ${count.toLocaleString('en')}`, 'dim'),
  );
}

/** The keys that do something on the tree, now. */
export function filePickerHints(
  { tree }: FilesQuestion,
  { state, chosen }: FilePicker,
): { readonly own: readonly Hint[]; readonly back: Hint | undefined } {
  if (state.stage === 'keys')
    return { own: isReady(tree, state.marks, chosen) ? [hints.goOn] : [], back: hints.toTree };
  return state.isFiltering
    ? { own: [hints.mark, hints.open, hints.allFound, hints.done], back: hints.clearFilter }
    : { own: [hints.mark, hints.open, hints.all, hints.done, hints.find], back: undefined };
}
