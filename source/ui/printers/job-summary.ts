import type {
  ErrorEvent,
  Event,
  FindingEvent,
  ResultEvent,
  StatusFindingEvent,
  StepEvent,
  StepState,
} from '../../event.ts';
import { duration } from '../duration.ts';

/** A page that GitHub shows below a job is at most 1 MiB; nobody reads more rows than these. */
const mostRows = 50;

/**
 * Collects a run and hands it over once, at its end, as Markdown: what is true now, the steps with how long they took, what was
 * found, what is left. For GitHub's summary of a job.
 */
export function createJobSummary(write: (markdown: string) => void): (event: Event) => void {
  const steps = new Map<string, Pick<StepEvent, 'title' | 'summary' | 'state' | 'milliseconds'>>();
  let found: Found[] = [];
  let error: ErrorEvent | undefined;
  return (event) => {
    switch (event.type) {
      case 'plan':
        for (const { id, title, summary, state } of event.steps)
          steps.set(id, { ...steps.get(id), title, summary, state });
        break;
      case 'step':
        steps.set(event.id, event);
        break;
      // A look of `status` begins with this row; what an earlier one found is over.
      case 'fact':
        if (event.name === 'environment') found = found.filter((each) => each.type !== 'status');
        break;
      case 'finding':
      case 'status':
        found.push(event);
        break;
      case 'error':
        error = event;
        break;
      case 'result':
        write(markdown({ result: event, steps: [...steps.values()], found, error }));
        break;
      default:
    }
  };
}

type Found = FindingEvent | StatusFindingEvent;

interface Run {
  readonly result: ResultEvent;
  readonly steps: readonly Pick<StepEvent, 'title' | 'summary' | 'state' | 'milliseconds'>[];
  readonly found: readonly Found[];
  readonly error: ErrorEvent | undefined;
}

function markdown({ result, steps, found, error }: Run): string {
  const { ok, summary, command, left = [], next = [] } = result;
  const todo = [...new Set([...(error?.next ?? []), ...next])];
  const blocks = [
    `## copilot-cdn ${command}`,
    `${ok ? '✅' : '❌'} ${escaped(summary)}`,
    ...(error === undefined || error.message === summary ? [] : [escaped(error.message)]),
    ...stepTable(steps),
    ...foundTable(found),
    ...list('What is left', left),
    ...list(ok ? 'Next' : 'What to do', todo),
  ];
  return `${blocks.join('\n\n')}\n\n`;
}

const stateWords: Readonly<Record<StepState, string>> = {
  'to-come': 'to come',
  'under-way': 'under way',
  waiting: 'waits for you',
  done: 'done',
  failed: 'failed',
  skipped: 'left out',
};

function stepTable(steps: Run['steps']): readonly string[] {
  if (steps.length === 0) return [];
  const rows = steps.map(({ title, summary, state, milliseconds }) => [
    title,
    summary,
    stateWords[state],
    milliseconds === undefined || milliseconds < 1000 ? '' : duration(milliseconds),
  ]);
  return [table(['Step', 'What', 'State', 'Took'], rows)];
}

function foundTable(found: readonly Found[]): readonly string[] {
  if (found.length === 0) return [];
  const rows = found
    .slice(0, mostRows)
    .map((each) =>
      each.type === 'finding'
        ? [each.severity, `${each.file}:${each.line}:${each.column}`, each.message, each.fix]
        : [each.severity, each.part, each.message, each.next.join('; ')],
    );
  const more = found.length - rows.length;
  return [
    table(['', 'Where', 'What is off', 'What mends it'], rows),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function list(title: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : [`### ${title}`, texts.map((text) => `- ${escaped(text)}`).join('\n')];
}

function cell(text: string): string {
  return text === '---' ? text : escaped(text).replaceAll('|', '\\|');
}

/** What stands there is text: names with stars and underscores, ARNs, angle brackets. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]]/g, '\\$&')
    .replace(/\s*\r?\n\s*/g, ' ');
}
