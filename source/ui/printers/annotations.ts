import type { Event, FindingEvent, StatusFindingEvent } from '../../event.ts';

type Level = 'error' | 'warning' | 'notice';

const levels: Readonly<Record<StatusFindingEvent['severity'], Level>> = {
  problem: 'error',
  warning: 'warning',
  note: 'notice',
};

/**
 * Tells what is wrong as GitHub Actions shows it beside the job and the changed lines: a workflow command each
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). Everything else is no annotation.
 * `place` gives a file of a finding as GitHub knows it, from the root of the repository.
 */
export function createAnnotationPrinter(
  write: (line: string) => void,
  place: (file: string) => string,
): (event: Event) => void {
  return (event) => {
    const line = annotation(event, place);
    if (line !== undefined) write(line);
  };
}

function annotation(event: Event, place: (file: string) => string): string | undefined {
  switch (event.type) {
    case 'error':
      return command('error', { title: event.code }, [event.message, ...event.next]);
    case 'finding':
      return command(event.severity, findingPlace(event, place), [event.message, event.fix]);
    case 'status':
      return command(levels[event.severity], { title: event.code }, [event.message, ...event.next]);
    case 'check':
      return event.verdict === 'passed'
        ? undefined
        : command('warning', { title: event.id }, [
            event.title,
            ...(event.why === undefined ? [] : [event.why]),
            ...(event.next ?? []),
          ]);
    case 'notice':
      return event.level === 'warning'
        ? command('warning', { title: event.code }, [event.message])
        : undefined;
    default:
      return undefined;
  }
}

/** Columns count only where a finding stays on its line: GitHub refuses them otherwise. */
function findingPlace(finding: FindingEvent, place: (file: string) => string) {
  const { file, line, column, endLine, endColumn, code } = finding;
  return {
    title: code,
    file: place(file),
    line,
    endLine,
    ...(line === endLine && { col: column, endColumn: Math.max(column, endColumn - 1) }),
  };
}

function command(
  level: Level,
  properties: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${level} ${written.join(',')}::${escapeMessage(lines.join('\n'))}`;
}

/** As the runner reads it back: actions/runner, ActionCommand.cs. */
function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
