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

/** The title with the time it has taken, then the steps; the resources of the step under way in the room that is left. */
export function stepsSection(model: RunModel, width: number, now: number, details: boolean): Section {
  const columns = stepColumns(model.steps, width, now);
  const current = currentStep(model);
  const records = current?.validations ?? [];
  const uploading = current?.upload === undefined ? 0 : uploadLines(current.upload, width).length;
  const resources = (current?.resources.length ?? 0) + validationHeight(records, width) + uploading;
  const fixedLines = 2 + model.steps.length;
  return {
    natural: fixedLines + (records.length > 0 ? resources : Math.min(resources, 6)),
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
      const left = height - 2 - steps.length;
      return [
        ...heading,
        ...steps.flatMap((step) => [
          stepLine(step, columns),
          ...(step === current && left > 0 ? partLines(step, columns, left, details) : []),
        ]),
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
