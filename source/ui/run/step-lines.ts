import type { ResourceModel, StepModel } from '../../stack/progress-model.ts';
import { against, duration } from '../duration.ts';
import { justifyFirst, type Line, row, type Span, span } from '../line.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { stepMark } from '../theme.ts';

export interface StepColumns {
  readonly title: number;
  readonly width: number;
  readonly now: number;
}

export function stepColumns(steps: readonly StepModel[], width: number, now: number): StepColumns {
  const widest = steps.reduce((most, step) => Math.max(most, displayWidth(step.title)), 0);
  return { title: Math.min(widest, Math.floor(width * 0.4)), width, now };
}

/** One line a step: its mark, its words, and how far it is or how long it took. */
export function stepLine(step: StepModel, { title, width, now }: StepColumns): Line {
  const isQuiet = step.state === 'to-come' || step.state === 'skipped';
  const left = row(
    stepMark(step.state),
    ' ',
    span(padEnd(step.title, title), isQuiet ? 'dim' : 'plain'),
    span(`   ${step.summary}`, isQuiet ? 'dim' : 'plain'),
  );
  return justifyFirst(
    left,
    stepTimes(step, now).map((time) => row(span(time, 'dim'))),
    width,
  );
}

/** How far a step is, the most telling words first; the others are for narrow screens. */
function stepTimes(step: StepModel, now: number): readonly string[] {
  switch (step.state) {
    case 'done':
    case 'failed':
      return [took(step.milliseconds)];
    case 'under-way':
    case 'waiting': {
      if (step.stack?.state === 'rolling-back') return ['going back'];
      if (step.resources.length > 0)
        return [
          `${step.resources.filter(({ state }) => state === 'done').length} of ${step.resources.length} done`,
        ];
      return runningTimes(step, now);
    }
    case 'to-come':
    case 'skipped':
      return [''];
  }
}

function runningTimes(
  { startedAt, expectedMilliseconds }: StepModel | ResourceModel,
  now: number,
): readonly string[] {
  return startedAt === undefined
    ? ['']
    : [against(now - startedAt, expectedMilliseconds), duration(now - startedAt)];
}

/** Nothing for what took less than a second: it is no news. */
function took(milliseconds: number | undefined): string {
  return milliseconds === undefined || milliseconds < 1000 ? '' : duration(milliseconds);
}

/** One line a resource, indented under its step. With `details`, its logical id and CloudFormation's own word. */
export function resourceLine(resource: ResourceModel, width: number, now: number, details: boolean): Line {
  const indent = '  '.repeat(resource.depth + 1);
  const isQuiet = resource.state === 'to-come';
  const mark = markOf(resource);
  const words = `${resource.description}${doingWords(resource)}`;
  const more = details ? [span(`   ${resource.logicalId} ${resource.status}`, 'dim')] : [];
  const left = row(indent, mark, ' ', span(words, isQuiet ? 'dim' : 'plain'), ...more);
  return justifyFirst(
    left,
    resourceTimes(resource, now).map((time) => row(span(time, 'dim'))),
    width,
  );
}

function markOf(resource: ResourceModel): Span {
  if (hasFailed(resource)) return stepMark('failed');
  return stepMark(resource.state === 'failed' ? 'skipped' : resource.state);
}

/** True also while the stack goes back after it. */
export function hasFailed(resource: ResourceModel): boolean {
  return (resource.state === 'failed' || resource.earlier?.state === 'failed') && !wasCancelled(resource);
}

/** CloudFormation stopped it because something else failed, or because somebody cancelled the update: it is no cause. */
function wasCancelled({ reason }: ResourceModel): boolean {
  return /^resource \w+ cancell?ed/i.test(reason ?? '');
}

/** What is done to it, where that is not what one would think. */
function doingWords({ doing, state }: ResourceModel): string {
  const isDone = state === 'done';
  if (state === 'to-come' || doing === 'create' || doing === 'update') return '';
  if (doing === 'roll-back') return isDone ? ', as it was' : ', going back';
  return isDone ? ', removed' : ', being removed';
}

function resourceTimes(resource: ResourceModel, now: number): readonly string[] {
  return resource.state === 'under-way' ? runningTimes(resource, now) : [took(resource.milliseconds)];
}
