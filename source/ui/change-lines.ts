import type { Change, FileChange, PropertyChange, RecordChange, ResourceChange } from '../event.ts';
import { type Line, row, span } from './line.ts';
import { marks } from './theme.ts';

/** A change as lines, uncut: a file's diff, a resource with its properties, a DNS record before and after. */
export function changeLines(change: Change): readonly Line[] {
  switch (change.kind) {
    case 'file':
      return fileLines(change);
    case 'resource':
      return resourceLines(change);
    case 'record':
      return recordLines(change);
  }
}

function fileLines(change: FileChange): readonly Line[] {
  return (
    change.diff
      .replace(/\n$/, '')
      .split('\n')
      // Line numbers say nothing here: the first hunk needs no heading, a later one shows that something lies between.
      .filter((text, index) => !(index === 0 && text.startsWith('@@')))
      .map((text) => diffLine(text.replaceAll('\t', '  ').replace(/\r$/, '')))
  );
}

function diffLine(text: string): Line {
  const rest = text.slice(1);
  if (text.startsWith('+')) return row(span(`+ ${rest}`, 'good'));
  if (text.startsWith('-')) return row(span(`− ${rest}`, 'bad'));
  if (text.startsWith('@@')) return row(span('  …', 'dim'));
  return row(span(text.startsWith(' ') ? `  ${rest}` : text));
}

function resourceLines(change: ResourceChange): readonly Line[] {
  const name = row(
    ...actionMark(change),
    ` ${change.description}`,
    span(`   ${actionText(change)}`, 'dim'),
    span(`   ${change.logicalId}`, 'dim'),
  );
  if (change.follows !== undefined) {
    const why = `   is looked at again, because ${change.follows.join(' and ')} ${change.follows.length === 1 ? 'changes' : 'change'}`;
    return [row(span(`· ${change.description}${why}`, 'dim'))];
  }
  const properties = change.properties.flatMap((property) => propertyLines(property, change.action));
  const reason =
    change.reason === undefined
      ? []
      : [
          row(
            '    ',
            span(`${marks.lookHere} `, change.verdict === 'refused' ? 'bad' : 'warning'),
            change.reason,
          ),
        ];
  return [name, ...properties, ...reason];
}

function actionMark({ action, replacement }: ResourceChange): Line {
  if (replacement !== 'no' && action !== 'add') return row(span(marks.lookHere, 'warning'));
  switch (action) {
    case 'add':
    case 'import':
      return row(span('+', 'good'));
    case 'remove':
      return row(span('−', 'bad'));
    case 'modify':
    case 'dynamic':
      return row(span('~', 'accent'));
  }
}

/** What happens to the resource, in two or three words. */
function actionText({ action, replacement }: Pick<ResourceChange, 'action' | 'replacement'>): string {
  switch (action) {
    case 'add':
      return 'is added';
    case 'import':
      return 'is imported';
    case 'remove':
      return 'is removed';
    case 'dynamic':
      return 'may change';
    case 'modify':
      if (replacement === 'yes') return 'is replaced';
      return replacement === 'maybe' ? 'may be replaced' : 'changes in place';
  }
}

function propertyLines(property: PropertyChange, action: ResourceChange['action']): readonly Line[] {
  const path = span(property.path.replace(/^Properties\./, ''), 'dim');
  // A new resource has nothing before: one line a property says it all.
  if (action === 'add') return [row('    ', path, property.after === undefined ? '' : `  ${property.after}`)];
  const before = property.before === undefined ? [] : [row('    ', span(`− ${property.before}`, 'bad'))];
  const after = property.after === undefined ? [] : [row('    ', span(`+ ${property.after}`, 'good'))];
  return [row('    ', path), ...before, ...after];
}

function recordLines(change: RecordChange): readonly Line[] {
  const name = row(
    span(change.before === undefined ? '+' : '~', change.before === undefined ? 'good' : 'accent'),
    ` ${change.name}`,
    span(`   ${change.recordType} in ${change.zone}`, 'dim'),
  );
  const before = change.before === undefined ? [] : [row('    ', span(`− ${change.before}`, 'bad'))];
  const after = change.after === undefined ? [] : [row('    ', span(`+ ${change.after}`, 'good'))];
  return [name, ...before, ...after];
}
