import type {
  Change,
  ErrorEvent,
  Event,
  FileChange,
  NoticeEvent,
  PlanEvent,
  QuestionEvent,
  ResourceEvent,
  ResultEvent,
  StackEvent,
  StepEvent,
  ValidationEvent,
} from '../../event.ts';
import { changeLines } from '../change-lines.ts';
import { checkLines } from '../check-lines.ts';
import { about, duration, usual } from '../duration.ts';
import { blank, type Line, row, span } from '../line.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { marks, stepMark } from '../theme.ts';
import { certificateLines } from './certificate-lines.ts';
import { findingLines } from './finding-lines.ts';
import { objectLine, uploadLine } from './site-lines.ts';
import { statusFindingLines, statusRow } from './status-lines.ts';

/** One event as lines that are never drawn again. `width`: columns at which sentences break; Infinity for logs. */
export function plainLines(event: Event, width: number): readonly Line[] {
  switch (event.type) {
    case 'fact':
      return event.label === undefined ? text(event.text, width, '  ') : statusRow(event, width);
    case 'question':
      return [questionLine(event)];
    case 'plan':
      return planLines(event);
    case 'change':
      return plainChangeLines(event);
    case 'step':
      return stepLines(event);
    case 'stack':
      return stackLines(event);
    case 'resource':
      return resourceLines(event);
    // The counts are told at the end.
    case 'probe':
      return [];
    case 'upload':
      return [uploadLine(event)];
    case 'object':
      return [objectLine(event)];
    case 'notice':
      return noticeLine(event, width);
    case 'validation':
      return validationLines(event, width);
    case 'check':
      return checkLines(event, width);
    case 'certificate':
      return certificateLines([event], width);
    case 'finding':
      return findingLines(event, width);
    case 'status':
      return statusFindingLines(event, width);
    case 'error':
      return errorLines(event, width);
    case 'result':
      return resultLines(event, width);
  }
}

function questionLine({ text: question, answer, because }: QuestionEvent): Line {
  const why = because === undefined ? [] : [span(` (${because})`, 'dim')];
  return row(
    span('?', 'accent'),
    ` ${question}`,
    ...(answer === undefined ? [] : [span(` ${answer}`, 'strong')]),
    ...why,
  );
}

function planLines({ title, steps }: PlanEvent): readonly Line[] {
  const widest = steps.reduce((most, step) => Math.max(most, displayWidth(step.title)), 0);
  const lines = steps.map((step, index) => {
    const expected =
      step.expectedMilliseconds === undefined || step.state === 'done'
        ? ''
        : `   ${about(step.expectedMilliseconds)}`;
    const mark = step.state === 'to-come' ? span(String(index + 1), 'dim') : stepMark(step.state);
    return row('  ', mark, ` ${padEnd(step.title, widest)}   ${step.summary}`, span(expected, 'dim'));
  });
  return [blank, row(span(title, 'strong')), ...lines, blank];
}

function plainChangeLines(change: Change): readonly Line[] {
  const lines = change.kind === 'file' ? diffLines(change) : changeLines(change);
  return lines.map((line) => row('    ', ...line));
}

function diffLines(change: FileChange): readonly Line[] {
  // With its hunk headings: a log is also read by programs that apply diffs.
  const diff = change.diff.replace(/\n$/, '').split('\n');
  const tone = (line: string) =>
    line.startsWith('+') ? 'good' : line.startsWith('-') ? 'bad' : line.startsWith('@@') ? 'dim' : 'plain';
  return [
    row(span(change.path, 'strong'), span(`   +${change.added} −${change.removed}`, 'dim')),
    ...diff.map((line) => row(span(line.replace(/\r$/, ''), tone(line)))),
  ];
}

function stepLines({ state, title, summary, milliseconds }: StepEvent): readonly Line[] {
  if (state === 'to-come') return [];
  return [row(stepMark(state), ` ${title}: ${summary}`, took(milliseconds))];
}

function stackLines({ stack, state, status, reason, parent, milliseconds }: StackEvent): readonly Line[] {
  const because = reason === undefined ? '' : `: ${reason}`;
  switch (state) {
    case 'under-way':
    case 'done':
      // A nested stack is a resource of the stack that holds it, and is said there.
      return parent === undefined
        ? [row('  ', stepMark(state), ` ${stack}`, span(`   ${status}`, 'dim'), took(milliseconds))]
        : [];
    case 'rolling-back':
      return [row('  ', span(marks.lookHere, 'warning'), ` ${stack} goes back to how it was${because}`)];
    case 'failed':
      return [
        row('  ', stepMark(state), ` ${stack}`, span(`   ${status}`, 'dim'), because, took(milliseconds)),
      ];
  }
}

/** Shorter than this, only the end of a resource is worth a line. */
const longMilliseconds = 60_000;

function resourceLines({
  state,
  description,
  doing,
  reason,
  milliseconds,
  expectedMilliseconds,
}: ResourceEvent): readonly Line[] {
  const back =
    doing === 'roll-back' ? ', as it was' : doing === 'delete' || doing === 'clean-up' ? ', removed' : '';
  switch (state) {
    case 'to-come':
      return [];
    case 'under-way':
      if (expectedMilliseconds === undefined || expectedMilliseconds < longMilliseconds) return [];
      return [
        row(
          '    ',
          stepMark(state),
          ` ${description}`,
          span(`   usually ${usual(expectedMilliseconds)}`, 'dim'),
        ),
      ];
    case 'done':
      return [row('    ', stepMark(state), ` ${description}${back}`, took(milliseconds))];
    case 'failed':
      return [
        row(
          '    ',
          stepMark(state),
          ` ${description}`,
          reason === undefined ? '' : `: ${reason}`,
          took(milliseconds),
        ),
      ];
  }
}

/** What has to be typed stands on a line of its own, whole. */
function validationLines(event: ValidationEvent, width: number): readonly Line[] {
  const { names, record, state, byHand, zone, problem } = event;
  const who = byHand ? 'for you to write' : `in ${zone ?? 'its zone'}`;
  const words = {
    'not-seen': `not seen yet, ${who}`,
    seen: 'seen; ACM looks for it every minute or so',
    validated: 'validated',
  };
  const mark = stepMark(state === 'validated' ? 'done' : state === 'seen' ? 'under-way' : 'to-come');
  const head = row('    ', mark, ` ${names.join(', ')}   `, span(words[state], 'dim'));
  if (state !== 'not-seen' || !byHand) return [head];
  return [
    head,
    row('      ', `${record.name}.  CNAME  ${record.value}.`),
    ...(problem === undefined ? [] : text(problem, width, '      ')),
  ];
}

function noticeLine({ level, message }: NoticeEvent, width: number): readonly Line[] {
  return text(
    message,
    width,
    '  ',
    level === 'warning' ? row(span(marks.lookHere, 'warning'), ' ') : undefined,
  );
}

function errorLines({ message, next, details }: ErrorEvent, width: number): readonly Line[] {
  const todo =
    next.length === 0
      ? []
      : [
          blank,
          row('  ', span('What to do', 'accent')),
          ...next.flatMap((each) => text(each, width, '    ')),
        ];
  const more =
    details === undefined || details.length === 0
      ? []
      : [blank, ...details.flatMap((each) => text(each, width, '  '))];
  return [blank, ...text(message, width, '  ', row(span(marks.failed, 'bad'), ' ')), ...todo, ...more];
}

function resultLines({ ok, summary, left, next }: ResultEvent, width: number): readonly Line[] {
  const mark = ok ? span(marks.trueNow, 'good') : span(marks.lookHere, 'warning');
  const list = (title: string, texts: readonly string[] = []): readonly Line[] =>
    texts.length === 0
      ? []
      : [blank, row('  ', span(title, 'accent')), ...texts.flatMap((each) => text(each, width, '    '))];
  return [
    blank,
    ...text(summary, width, '  ', row(mark, ' ')),
    ...list('What is left for you', left),
    ...list('Next', next),
  ];
}

function text(words: string, width: number, indent: string, lead?: Line): readonly Line[] {
  return wrap(words, width - indent.length, 'whole').map((line, index) =>
    index === 0 && lead !== undefined ? row(...lead, line) : row(indent, line),
  );
}

function took(milliseconds: number | undefined): ReturnType<typeof span> {
  return span(milliseconds === undefined || milliseconds < 1000 ? '' : `   ${duration(milliseconds)}`, 'dim');
}
