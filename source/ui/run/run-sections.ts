import type { NoticeEvent } from '../../event.ts';
import type { RunModel, StepModel } from '../../stack/progress-model.ts';
import { duration, usual } from '../duration.ts';
import type { Section } from '../frame.ts';
import { blank, justifyFirst, type Line, paragraph, row, span } from '../line.ts';
import { marks } from '../theme.ts';
import { resourceWindow } from './resource-window.ts';
import { hasFailed, resourceLine, type StepColumns, stepColumns, stepLine } from './step-lines.ts';
import { uploadLines } from './upload-lines.ts';
import { validationHeight, validationLines } from './validation-lines.ts';

/**
 * The title with the time it has taken, then the steps; below each step that is under way its resources, in the room that is left.
 * Steps that go on side by side share it.
 */
export function stepsSection(model: RunModel, width: number, now: number, details: boolean): Section {
  const columns = stepColumns(model.steps, width, now);
  const current = currentStep(model);
  const open = openSteps(model);
  const needs = open.map((step) => partHeight(step, width));
  const resources = needs.reduce((sum, need) => sum + need, 0);
  const fixedLines = 2 + model.steps.length;
  const records = current?.validations ?? [];
  return {
    natural: fixedLines + (records.length > 0 ? resources : Math.min(resources, 6 * open.length)),
    maximum: fixedLines + resources,
    minimum: Math.min(fixedLines + resources, 4),
    importance: 60,
    isApart: true,
    draw: (height) => {
      const heading = [titleLine(model, width, now), blank];
      const room = height - fixedLines;
      const steps =
        room >= Math.min(resources, 3)
          ? model.steps
          : stepsAround(model, current, Math.max(1, height - 2 - Math.min(resources, 3)));
      const shares = sharedRoom(height - 2 - steps.length, needs);
      return [
        ...heading,
        ...steps.flatMap((step) => {
          const share = shares[open.indexOf(step)] ?? 0;
          return [stepLine(step, columns), ...(share > 0 ? partLines(step, columns, share, details) : [])];
        }),
      ];
    },
  };
}

export function titleLine({ title, startedAt, steps }: RunModel, width: number, now: number): Line {
  const expected = steps.reduce(
    (sum, step) => sum + (step.state === 'skipped' ? 0 : (step.expectedMilliseconds ?? 0)),
    0,
  );
  const isOver = startedAt !== undefined && now - startedAt > expected;
  const isGoingBack = steps.some((step) => step.stack?.state === 'rolling-back');
  const time = startedAt === undefined ? '' : duration(now - startedAt);
  const usually =
    time === '' || expected < 5000 || isOver || isGoingBack ? time : `${time}, usually ${usual(expected)}`;
  return justifyFirst(row(span(title, 'strong')), [row(span(usually, 'dim')), row(span(time, 'dim'))], width);
}

/** The step whose resources are shown: the one under way, or the one that failed. */
function currentStep({ steps }: RunModel): StepModel | undefined {
  return (
    steps.find(({ state }) => state === 'under-way' || state === 'waiting') ??
    steps.findLast(({ state }) => state === 'failed')
  );
}

/** Those whose parts are shown: all that are under way, else the one that failed. */
function openSteps(model: RunModel): readonly StepModel[] {
  const running = model.steps.filter(({ state }) => state === 'under-way');
  const current = currentStep(model);
  return running.length > 1 ? running : current === undefined ? [] : [current];
}

/** Lines that the parts of a step would like to have. */
function partHeight({ validations = [], upload, resources }: StepModel, width: number): number {
  const uploading = upload === undefined ? 0 : uploadLines(upload, width).length;
  return resources.length + validationHeight(validations, width) + uploading;
}

/** What one does not need the others get; none gets more than it needs. */
export function sharedRoom(room: number, needs: readonly number[]): readonly number[] {
  const shares = needs.map(() => 0);
  for (let left = Math.max(0, room); left > 0; ) {
    const hungry = needs.flatMap((need, index) => (need > (shares[index] ?? 0) ? [index] : []));
    if (hungry.length === 0) break;
    for (const index of hungry.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
    left -= Math.min(left, hungry.length);
  }
  return shares;
}

function stepsAround(
  { steps }: RunModel,
  current: StepModel | undefined,
  height: number,
): readonly StepModel[] {
  const index = current === undefined ? steps.length - 1 : steps.indexOf(current);
  const start = Math.max(0, Math.min(index, steps.length - height));
  return steps.slice(start, start + height);
}

/** What is under way within a step: its resources, or the records that it waits for. */
function partLines(step: StepModel, columns: StepColumns, height: number, details: boolean): readonly Line[] {
  const { validations = [], upload } = step;
  if (upload !== undefined && step.state === 'under-way')
    return uploadLines(upload, columns.width).slice(0, height);
  return validations.length > 0
    ? validationLines(validations, columns.width, height)
    : resourceLines(step, columns, height, details);
}

function resourceLines(
  step: StepModel,
  { width, now }: StepColumns,
  height: number,
  details: boolean,
): readonly Line[] {
  const { shown, moreDone, moreUnderWay, moreToCome } = resourceWindow(step.resources, height);
  const counts = [
    moreDone > 0 ? `${moreDone} done` : '',
    moreUnderWay > 0 ? `${moreUnderWay} under way` : '',
    moreToCome > 0 ? `${moreToCome} to come` : '',
  ];
  const more = counts.filter((text) => text !== '').join(', ');
  const lines = shown.map((resource) => resourceLine(resource, width, now, details));
  return more === '' ? lines : [...lines, row('    ', span(`and ${more}`, 'dim'))];
}

/** What failed first, in AWS's words, and that the stack goes back, after a failure or because somebody cancelled the update. */
export function causeLines(model: RunModel, width: number): readonly Line[] {
  const step = currentStep(model);
  const failed = step?.resources.find((resource) => hasFailed(resource) && resource.reason !== undefined);
  const cause =
    failed === undefined
      ? []
      : paragraph(`${failed.description}: ${failed.reason ?? ''}`, width, {
          indent: 2,
          mark: span(marks.failed, 'bad'),
        });
  if (step?.stack?.state !== 'rolling-back') return cause;
  return [
    ...cause,
    ...paragraph(`CloudFormation takes ${step.stack.name} back to how it was.`, width, { indent: 2 }),
  ];
}

/** The last things worth knowing, at most three. */
export function noticeLines(notices: readonly NoticeEvent[], width: number): readonly Line[] {
  return notices.slice(-3).flatMap(({ message, level }) =>
    paragraph(message, width, {
      indent: 2,
      mark: level === 'warning' ? span(marks.lookHere, 'warning') : span('·', 'dim'),
      tone: level === 'warning' ? 'plain' : 'dim',
    }),
  );
}
