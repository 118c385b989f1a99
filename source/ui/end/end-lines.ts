import type { ErrorEvent, ResultEvent } from '../../event.ts';
import type { RunModel, StepModel } from '../../stack/progress-model.ts';
import type { EndScreen } from '../../wizard/screen.ts';
import { headerLine } from '../header-view.ts';
import { blank, type Line, row, span } from '../line.ts';
import { titleLine } from '../run/run-sections.ts';
import { hasFailed, resourceLine, stepColumns, stepLine } from '../run/step-lines.ts';
import { displayWidth } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { marks } from '../theme.ts';

/**
 * What stays in the scrollback. A failure: the cause first, then the state, then what to do, then what AWS said.
 * Words too long for the line (a record's value, a URL) stay whole, so that they can be copied.
 */
export function endLines(
  { header, model }: EndScreen,
  width: number,
  now: number,
  height = Infinity,
): readonly Line[] {
  const { error, result } = model;
  const top = [headerLine(header, width)];
  const steps = stepBlock(model, width, now);
  if (error === undefined)
    return spaced([
      top,
      steps,
      ...(result === undefined ? [] : resultBlocks(result, width)),
      recordsBlock(model, width),
    ]);
  const cause = messageBlock(error, width);
  const rest = [
    ...(result === undefined ? [] : [stateBlock(result, error, width)]),
    ...nextBlocks(error, result, width),
    recordsBlock(model, width),
  ];
  const detail = detailBlock(error, width);
  const causeFirst = spaced([top, cause, steps, ...rest, detail]);
  if (causeFirst.length <= height) return causeFirst;
  // What was not begun is the first to be left out.
  const begun = { ...model, steps: model.steps.filter(({ state }) => state !== 'to-come') };
  const shorter = spaced([top, cause, stepBlock(begun, width, now), ...rest, detail]);
  // In a low window all else goes above, where it may scroll away: the cause and the way out are what must be seen.
  return shorter.length <= height ? shorter : spaced([top, steps, detail, cause, ...rest]);
}

function spaced(blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : [blank, ...block]));
}

function stepBlock(model: RunModel, width: number, now: number): readonly Line[] {
  if (model.steps.length === 0) return [];
  const columns = stepColumns(model.steps, width, now);
  const finished = model.steps.map((step) => (step.state === 'under-way' ? settled(step) : step));
  const ended = Math.max(
    ...model.steps.map((step) => (step.startedAt ?? 0) + (step.milliseconds ?? 0)),
    model.startedAt ?? 0,
  );
  return [
    titleLine({ ...model, steps: [] }, width, model.startedAt === undefined ? now : ended),
    ...finished.flatMap((step) => [
      stepLine(step, columns),
      ...step.resources.filter(hasFailed).map((each) => resourceLine(each, width, now, false)),
    ]),
  ];
}

/** Nothing moves on the last screen: a step that was under way when the program left is to be gone on with. */
function settled({ startedAt: _, ...step }: StepModel): StepModel {
  return step;
}

function messageBlock(error: ErrorEvent, width: number): readonly Line[] {
  return marked(error.message, span(marks.failed, 'bad'), width, 'strong');
}

function stateBlock(result: ResultEvent, error: ErrorEvent, width: number): readonly Line[] {
  return result.summary === error.message ? [] : indented([result.summary], width);
}

function resultBlocks(result: ResultEvent, width: number): readonly (readonly Line[])[] {
  const mark = result.ok ? span(marks.trueNow, 'good') : span(marks.lookHere, 'warning');
  return [
    marked(result.summary, mark, width, 'strong'),
    listBlock('What is left for you', result.left ?? [], width),
    listBlock('Next', result.next ?? [], width),
  ];
}

function nextBlocks(
  error: ErrorEvent,
  result: ResultEvent | undefined,
  width: number,
): readonly (readonly Line[])[] {
  const next = [...error.next, ...(result?.next ?? []).filter((text) => !error.next.includes(text))];
  return [listBlock('What to do', next, width), listBlock('What is left for you', result?.left ?? [], width)];
}

/** Whoever leaves while records are to be written takes them along. A result that was told lists them itself. */
function recordsBlock({ steps, result }: RunModel, width: number): readonly Line[] {
  const toWrite = steps.flatMap(({ validations = [] }) =>
    validations.filter(({ byHand, state }) => byHand && state === 'not-seen'),
  );
  if (toWrite.length === 0 || (result?.left ?? []).length > 0) return [];
  return listBlock(
    'Records for you to write',
    toWrite.map(({ zoneFile }) => zoneFile),
    width,
  );
}

function detailBlock(error: ErrorEvent, width: number): readonly Line[] {
  return indented(error.details ?? [], width).map((line) => line.map((part) => span(part.text, 'dim')));
}

function listBlock(title: string, texts: readonly string[], width: number): readonly Line[] {
  if (texts.length === 0) return [];
  const lines = texts.flatMap((text) =>
    wrap(text, width - 6, 'whole').map((words, index) =>
      row(indentOf(words, index === 0 ? 4 : 6, width), words),
    ),
  );
  return [row('  ', span(title, 'accent')), ...lines];
}

/** A word that is too long for its place (a path, a record's value) begins further left before it is torn. */
function indentOf(words: string, wanted: number, width: number): string {
  return ' '.repeat(Math.max(0, Math.min(wanted, width - displayWidth(words))));
}

function indented(texts: readonly string[], width: number): readonly Line[] {
  return texts.flatMap((text) => wrap(text, width - 2, 'whole').map((words) => row('  ', words)));
}

function marked(text: string, mark: ReturnType<typeof span>, width: number, tone: 'strong'): readonly Line[] {
  return wrap(text, width - 2, 'whole').map((words, index) =>
    index === 0 ? row(mark, ' ', span(words, tone)) : row('  ', span(words, tone)),
  );
}
