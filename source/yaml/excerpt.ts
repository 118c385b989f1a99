/** Where an offset is, for people: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, Math.max(0, Math.min(offset, text.length)));
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let index = before.indexOf('\n'); index !== -1; index = before.indexOf('\n', index + 1)) line += 1;
  const byteOrderMark = lineStart === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  return { line, column: Math.max(1, before.length - lineStart - byteOrderMark + 1) };
}

/**
 * The line of an offset and the ones before it, numbered, with the place from `start` to `end` underlined (only its
 * first line).
 *
 *     12 | cdn:
 *     13 |   certificate: arn
 *        |                ^^^
 */
export function excerpt(text: string, start: number, end = start + 1, context = 2): string[] {
  const { line, column } = positionAt(text, start);
  const width = String(line).length;
  let from = text.lastIndexOf('\n', start - 1) + 1;
  for (let above = Math.min(context, line - 1); above > 0; above -= 1)
    from = text.lastIndexOf('\n', from - 2) + 1;
  const feed = text.indexOf('\n', start);
  const lines = text
    .slice(from, feed === -1 ? text.length : feed)
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((each) => each.replace(/\r$/, ''));
  const shown = lines.map(
    (content, index) => `${String(line - lines.length + 1 + index).padStart(width)} | ${tabless(content)}`,
  );
  const content = lines.at(-1) ?? '';
  const before = tabless(content.slice(0, column - 1)).length;
  const length = tabless(content.slice(column - 1, column - 1 + Math.max(1, end - start))).length;
  return [...shown, `${' '.repeat(width)} | ${' '.repeat(before)}${'^'.repeat(Math.max(1, length))}`];
}

/** A tab must not push the underline away from what it underlines. */
function tabless(text: string): string {
  return text.replaceAll('\t', '→ ');
}
