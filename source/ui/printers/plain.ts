import type { CertificateEvent, ErrorEvent, Event, ResourceEvent, StepEvent } from '../../event.ts';
import { against, duration } from '../duration.ts';
import { type Line, row, span } from '../line.ts';
import { marks, paint } from '../theme.ts';
import { certificateLines } from './certificate-lines.ts';
import { plainLines } from './plain-lines.ts';

export interface PlainPrinterOptions {
  readonly ascii: boolean;
  readonly colour: boolean;
  /** Columns at which sentences break; default: never, as logs want it. */
  readonly width?: number;
}

export interface PlainPrinter {
  (event: Event): void;
  /** Called now and then, with milliseconds since the epoch: says what is waited for when nothing was written for 30 s. */
  readonly tick: (now: number) => void;
}

const heartbeatMilliseconds = 30_000;

/** Between two lines of an upload. */
const uploadMilliseconds = 5_000;

/** Lines for people, one a change, without redrawing. */
export function createPlainPrinter(
  write: (line: string) => void,
  options: PlainPrinterOptions,
): PlainPrinter {
  const theme = { colour: options.colour, ascii: options.ascii, screenReader: false };
  const underWay = new Map<
    string,
    { readonly text: string; readonly since: number; readonly expected: number | undefined }
  >();
  /** How long a step usually takes is said once, in the plan. */
  const expectedOf = new Map<string, number>();
  const said = new Map<string, string>();
  let writtenAt: number | undefined;
  /** Since when the world is being read, until what was read is told. */
  let readsSince: number | undefined;
  let isRead = false;
  let error: ErrorEvent | undefined;
  /** Rows of a table, which has to be seen whole to be laid out. */
  let table: CertificateEvent[] = [];

  const writeLines = (lines: readonly Line[], at: number): void => {
    if (lines.length === 0) return;
    for (const line of lines) write(paint(line, theme));
    writtenAt = at;
  };

  const print = (event: Event): void => {
    const at = Date.parse(event.time);
    writtenAt ??= at;
    readsSince ??= at;
    isRead ||= isAnswer(event);
    if (event.type === 'certificate') {
      table.push(event);
      return;
    }
    const rows = table;
    table = [];
    if (rows.length > 0) writeLines(certificateLines(rows, options.width ?? Number.POSITIVE_INFINITY), at);
    if (event.type === 'plan')
      for (const { id, expectedMilliseconds } of event.steps)
        if (expectedMilliseconds !== undefined) expectedOf.set(id, expectedMilliseconds);
    if (event.type === 'step') note(event, `step ${event.id}`, event.title, at);
    if (event.type === 'resource')
      note(event, `resource ${event.stack}/${event.logicalId}`, event.description, at);
    if (event.type === 'error') error = event;
    if (!isNews(event) || isTooSoon(event, at)) return;
    writeLines(linesOf(event), at);
  };

  /** A result ends every run; after an error it adds only what the error has not said. */
  const linesOf = (event: Event): readonly Line[] => {
    const width = options.width ?? Number.POSITIVE_INFINITY;
    if (event.type !== 'result' || error === undefined) return plainLines(event, width);
    const { next, message } = error;
    const left = event.left ?? [];
    const more = (event.next ?? []).filter((text) => !next.includes(text));
    const isSaid = event.summary === message && left.length + more.length === 0;
    return isSaid ? [] : plainLines({ ...event, next: more }, width);
  };

  /** How far an upload is, a log need not be told several times a second. */
  const isTooSoon = (event: Event, at: number): boolean =>
    event.type === 'upload' && at - (writtenAt ?? at) < uploadMilliseconds;

  /** The same state told again (a poll that was repeated, a change of CloudFormation's own word) is no news. */
  const isNews = (event: Event): boolean => {
    const key =
      event.type === 'stack'
        ? `stack ${event.stack}`
        : event.type === 'step'
          ? `step ${event.id}`
          : event.type === 'resource'
            ? `resource ${event.stack}/${event.logicalId}`
            : undefined;
    if (key === undefined || !('state' in event)) return true;
    const state = `${event.state} ${'doing' in event ? event.doing : ''} ${event.type === 'step' ? event.summary : ''}`;
    const isRepeated = said.get(key) === state;
    said.set(key, state);
    return !isRepeated;
  };

  const note = (event: StepEvent | ResourceEvent, key: string, text: string, at: number): void => {
    const runs = event.state === 'under-way' || event.state === 'waiting';
    if (!runs) underWay.delete(key);
    else if (!underWay.has(key))
      underWay.set(key, {
        text,
        since: at,
        expected: event.type === 'step' ? expectedOf.get(event.id) : event.expectedMilliseconds,
      });
  };

  const tick = (now: number): void => {
    writtenAt ??= now;
    readsSince ??= now;
    if ((underWay.size === 0 && isRead) || now - writtenAt < heartbeatMilliseconds) return;
    if (underWay.size === 0) {
      heartbeat(`still reading, ${duration(now - readsSince)}`, now);
      return;
    }
    // A resource says more than the step it belongs to.
    const entries = [...underWay.entries()];
    const resources = entries.filter(([key]) => key.startsWith('resource '));
    const waits = (resources.length > 0 ? resources : entries).map(
      ([, { text, since, expected }]) => `${text}, ${against(now - since, expected)}`,
    );
    const more = waits.length > 2 ? ` and ${waits.length - 2} more` : '';
    heartbeat(`${waits.slice(0, 2).join('; ')}${more}`, now);
  };

  const heartbeat = (text: string, now: number): void =>
    writeLines([row('    ', span(marks.underWay, 'accent'), span(` ${text}`, 'dim'))], now);

  return Object.assign(print, { tick });
}

/** What a command tells once it has read what it had to: after that, silence is no reading. */
function isAnswer(event: Event): boolean {
  switch (event.type) {
    case 'fact':
      return event.label !== undefined;
    case 'notice':
    case 'question':
      return false;
    default:
      return true;
  }
}
