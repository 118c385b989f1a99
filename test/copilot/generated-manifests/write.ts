import { isPlainList, isPlainMap, type PlainMap, type PlainValue } from '../../../source/yaml/plain-value.ts';
import type { Habits } from './habits.ts';

/** The lines of a manifest, as somebody with these habits writes it. */
export function writeLines(data: PlainMap, habits: Habits): readonly string[] {
  const turns = new Map<readonly unknown[], number>();

  function next<T>(choices: readonly T[], otherwise: T): T {
    const turn = turns.get(choices) ?? 0;
    turns.set(choices, turn + 1);
    return choices[turn % choices.length] ?? otherwise;
  }

  function above(column: number): readonly string[] {
    const pad = ' '.repeat(column);
    switch (next(habits.above, '')) {
      case 'blank':
        return [''];
      case 'comment':
        return [`${pad}# a comment`];
      case 'column 0':
        return ['# far left'];
      case 'heading':
        return ['', `${pad}# Configure what follows.`];
      case 'commented out':
        return [`${pad}# certificates:`, `${pad}#   - arn`];
      case '':
        return [];
    }
  }

  function scalar(value: PlainValue, isInBrackets: boolean): string {
    if (typeof value !== 'string') return JSON.stringify(value);
    const quotes = next(habits.quotes, 'plain');
    if (quotes === 'single' && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`;
    return quotes === 'plain' && isPlain(value, isInBrackets) ? value : JSON.stringify(value);
  }

  function inBrackets(value: PlainValue, padding: string): string {
    const around = (open: string, items: readonly string[], close: string) =>
      items.length === 0 ? open + close : open + padding + items.join(', ') + padding + close;
    if (isPlainList(value))
      return around(
        '[',
        value.map((item) => inBrackets(item, padding)),
        ']',
      );
    if (!isPlainMap(value)) return scalar(value, true);
    return around(
      '{',
      Object.entries(value).map(([key, item]) => `${key}: ${inBrackets(item, padding)}`),
      '}',
    );
  }

  function tall(value: PlainMap | readonly PlainValue[], column: number): readonly string[] {
    const pad = ' '.repeat(column);
    const items = isPlainList(value)
      ? value.map((item) => inBrackets(item, ''))
      : Object.entries(value).map(([key, item]) => `${key}: ${inBrackets(item, '')}`);
    const lines = items.map(
      (item, index) => `${pad}  ${item}${index < items.length - 1 ? ',' : ''}${next(habits.behind, '')}`,
    );
    return isPlainList(value) ? ['[', ...lines, `${pad}]`] : ['{', ...lines, `${pad}}`];
  }

  function nothing(head: string, column: number): readonly string[] {
    switch (next(habits.nulls, 'nothing')) {
      case 'tilde':
        return [`${head} ~`];
      case 'word':
        return [`${head} null`];
      case 'commented children': {
        const pad = ' '.repeat(column + (habits.steps[0] ?? 2));
        return [head, `${pad}# cdn: true`, `${pad}#   # deeper`, `#${' '.repeat(column + 2)}far: left`];
      }
      case 'nothing':
        return [head + next(habits.behind, '')];
    }
  }

  /** What stands behind `head`, and the lines below it. */
  function value(head: string, item: PlainValue, column: number): readonly string[] {
    if (item === null) return nothing(head, column);
    if (typeof item === 'string' && item.includes('\n') && next(habits.quotes, 'plain') === 'plain') {
      const pad = ' '.repeat(column + (habits.steps[0] ?? 2));
      return [
        `${head} |`,
        ...item
          .trimEnd()
          .split('\n')
          .map((line) => pad + line),
      ];
    }
    if (!isPlainList(item) && !isPlainMap(item))
      return [`${head} ${scalar(item, false)}${next(habits.behind, '')}`];
    const style = Object.keys(item).length === 0 ? 'brackets' : next(habits.collections, 'block');
    if (style === 'tall brackets') {
      const [open = '', ...rest] = tall(item, column + next(habits.steps, 2));
      return [`${head} ${open}`, ...rest];
    }
    if (style !== 'block')
      return [`${head} ${inBrackets(item, style === 'brackets' ? '' : ' ')}${next(habits.behind, '')}`];
    const top = head + next(habits.behind, '');
    if (isPlainMap(item)) return [top, ...map(item, column + next(habits.steps, 2))];
    return [top, ...item.flatMap((each) => listItem(each, column + habits.dash))];
  }

  function listItem(item: PlainValue, column: number): readonly string[] {
    const dash = `${' '.repeat(column)}-`;
    const inner = column + 1 + habits.gap;
    if (isPlainMap(item) && Object.keys(item).length > 0 && next(habits.collections, 'block') === 'block') {
      const lines = map(item, inner);
      // Nothing but its first key can stand behind the dash.
      const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
      return [
        ...lines.slice(0, first).map((line) => line.replace(/^ +(?=#)/, ' '.repeat(column))),
        dash + ' '.repeat(habits.gap) + (lines[first] ?? '').slice(inner),
        ...lines.slice(first + 1),
      ];
    }
    const text = isPlainMap(item) || isPlainList(item) ? inBrackets(item, '') : scalar(item, false);
    return [...above(column), `${dash}${' '.repeat(habits.gap)}${text}${next(habits.behind, '')}`];
  }

  function map(entries: PlainMap, column: number): readonly string[] {
    return Object.entries(entries).flatMap(([key, item]) => [
      ...above(column),
      ...value(`${' '.repeat(column)}${key}${habits.colon}`, item, column),
    ]);
  }

  return map(data, 0);
}

/** Is it the same text without quotes? */
function isPlain(value: string, isInBrackets: boolean): boolean {
  if (/^(true|false|null)$/.test(value)) return false;
  return isInBrackets
    ? /^[A-Za-z/][\w./:@*-]*$/.test(value)
    : /^([A-Za-z/$.][\w./:@*${}-]*( [\w./-]+)*|\d+\.\d+\.\d+\.\d+\/\d+)$/.test(value);
}
