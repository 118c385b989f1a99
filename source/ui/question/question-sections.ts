import type { ChoiceQuestion } from '../../wizard/question.ts';
import { type ChoiceListContext, focusedIndex, visibleChoices } from '../choice-list/choice-list-reducer.ts';
import { type ChoiceListView, choiceRows, focusedDetail } from '../choice-list/choice-list-view.ts';
import { type ChoiceList, isSettled } from '../choice-list/use-choice-list.ts';
import { windowStart } from '../choice-list/window-start.ts';
import { explanationLines } from '../explanation/explanation-view.ts';
import { filePickerHeading, filePickerHints, filePickerSection } from '../file-picker/file-picker-view.ts';
import { type Hint, hints } from '../footer/footer-view.ts';
import { fixed, type Section } from '../frame.ts';
import { justify, type Line, lineWidth, paragraph, plainText, row, span } from '../line.ts';
import { lookHere } from '../look-here.ts';
import { textEntryLines } from '../text-entry/text-entry-view.ts';
import { marks } from '../theme.ts';
import type { QuestionControl } from './use-question.ts';

/** The parts of a question, top to bottom, and how each gives way when the window is low. */
export function questionSections(
  control: QuestionControl,
  width: number,
  refusal?: string,
): readonly Section[] {
  const { question, isExplained } = control;
  const heading = [...headingLines(control, width), ...refusalLines(refusal, width)];
  const explanation = isExplained ? explanationLines(question, width) : [];
  const footnotes = (question.footnotes ?? []).flatMap((note) =>
    paragraph(note, width, { indent: 2, tone: 'dim' }),
  );
  return [
    fixed(heading, 100, { isApart: true }),
    fixed(explanation, 95, { minimum: Math.min(4, explanation.length), isApart: true }),
    answerSection(control, width, isExplained || heading.length > 1),
    fixed(footnotes, 30, { minimum: Math.min(1, footnotes.length) }),
  ];
}

function headingLines({ question, list, picker }: QuestionControl, width: number): readonly Line[] {
  const text = paragraph(question.text, width, { indent: 2, mark: span('?', 'accent'), tone: 'strong' });
  const note = question.note === undefined ? [] : paragraph(question.note, width, { indent: 2, tone: 'dim' });
  const lines = [...text, ...note];
  if (question.kind === 'files') return filePickerHeading(lines, question, picker, width);
  if (question.kind !== 'choice' || question.filter !== true) return lines;
  const filter = row(span('filter: ', 'dim'), list.state.filter, span(' ', 'cursor'));
  const last = lines.at(-1) ?? [];
  const isRoomBeside = lineWidth(last) + lineWidth(filter) + 4 <= width;
  return isRoomBeside
    ? [...lines.slice(0, -1), justify(last, filter, width)]
    : [...lines, row('  ', ...filter)];
}

function refusalLines(refusal: string | undefined, width: number): readonly Line[] {
  return refusal === undefined ? [] : lookHere(refusal, width);
}

function answerSection(control: QuestionControl, width: number, isApart: boolean): Section {
  const { question, list, entry, picker } = control;
  if (question.kind === 'files') return { ...filePickerSection(question, picker, width), isApart };
  if (question.kind === 'choice') return { ...listSection(question, list, width), isApart };
  return fixed(
    textEntryLines(entry.state, width, { placeholder: question.placeholder, wrong: entry.wrong }),
    90,
    { isApart },
  );
}

function listSection(question: ChoiceQuestion, list: ChoiceList, width: number): Section {
  const choices = visibleChoices(question.choices, list.state.filter);
  const context: ChoiceListContext = {
    choices: question.choices,
    previous: question.previous,
    recommended: question.recommended,
    pageSize: 1,
  };
  const focus = focusedIndex(list.state, context);
  const view: ChoiceListView = {
    choices,
    focus,
    start: 0,
    height: choices.length,
    width,
    recommended: question.recommended,
    previous: question.previous,
  };
  const remarks = remarkLines(question, list, choices.length, width);
  const detail = remarks.length > 0 ? remarks : focusedDetail(view);
  const isDetailBlank = detail.every((line) => plainText(line) === '');
  return {
    natural: Math.min(choices.length, 10) + detail.length,
    minimum: Math.min(choices.length, 5) + (isDetailBlank ? 0 : Math.min(detail.length, 2)),
    maximum: choices.length + detail.length,
    importance: 90,
    draw: (height) => {
      // Lines that are only kept free for the row in focus are the first to go.
      const below = isDetailBlank && choices.length + detail.length > height ? [] : detail;
      const isWindowed = choices.length + below.length > height;
      const rows = isWindowed ? Math.max(1, height - below.length - 1) : choices.length;
      const start = windowStart(list.window.start, focus, rows, choices.length);
      list.window.start = start;
      list.window.height = rows;
      const position = isWindowed ? [positionLine(start, rows, choices.length)] : [];
      return [...choiceRows({ ...view, start, height: rows }), ...position, ...below];
    },
  };
}

function positionLine(start: number, rows: number, count: number): Line {
  return row(
    '  ',
    span(`${start + 1} to ${Math.min(start + rows, count)} of ${count.toLocaleString('en')}`, 'dim'),
  );
}

/** Under the rows: what is on its way, what was not found, why Enter did nothing. */
function remarkLines(
  question: ChoiceQuestion,
  { state }: ChoiceList,
  shown: number,
  width: number,
): readonly Line[] {
  const refused = question.choices.find((choice) => choice.value === state.refused);
  if (refused !== undefined)
    return lookHere(`${refused.label} cannot be chosen: ${refused.unusable ?? ''}`, width);
  if (question.pending !== undefined)
    return [row(span(marks.underWay, 'accent'), span(` ${question.pending}`, 'dim'))];
  if (question.choices.length === 0)
    return paragraph('There is nothing to choose from.', width, { indent: 2, tone: 'dim' });
  const isFound =
    state.filter === '' ||
    visibleChoices(question.choices, state.filter).some((choice) => choice.action !== true);
  if (shown === 0 || !isFound)
    return paragraph(`Nothing matches “${state.filter}”. Esc shows all again.`, width, {
      indent: 2,
      tone: 'dim',
    });
  return [];
}

/** The keys that do something on this question, now. */
export function questionHints(
  { question, list, picker, isExplained }: QuestionControl,
  canGoBack: boolean,
): readonly Hint[] {
  const explain =
    question.explanation.length === 0 || question.kind === 'text'
      ? []
      : [isExplained ? hints.hideExplanation : hints.explain];
  if (question.kind === 'files') {
    const { own, back = canGoBack ? hints.back : undefined } = filePickerHints(question, picker);
    return [...own, ...(back === undefined ? [] : [back]), ...explain, { ...hints.quit, importance: 2.9 }];
  }
  const isFiltered = question.kind === 'choice' && list.state.filter !== '';
  const back = isFiltered ? [hints.clearFilter] : canGoBack ? [hints.back] : [];
  if (question.kind === 'text') return [hints.goOn, ...back, hints.quit];
  const choose = question.kind === 'choice' && isSettled(question, list.state) ? [hints.choose] : [];
  return [hints.move, ...choose, ...back, ...(isFiltered ? [] : explain), hints.quit];
}
