import { displayWidth, takeEnd, takeStart } from './width.ts';

const arn = /arn:aws[^\s]*/;

/** At most `width` columns; what is cut shows an ellipsis. */
export function cutEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  return `${takeStart(text, width - 1).trimEnd()}…`;
}

/** At most `width` columns, the cut in the middle: both ends of an ARN or a URL say something. */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  const end = Math.floor((width - 1) / 2);
  return `${takeStart(text, width - 1 - end)}…${takeEnd(text, end)}`;
}

/** At most `width` columns: an ARN in the text gives way first, in its middle; then the end of the text. */
export function cut(text: string, width: number): string {
  const excess = displayWidth(text) - width;
  if (excess <= 0) return text;
  const name = arn.exec(text)?.[0];
  const shortest = 24;
  if (name === undefined || name.length <= shortest) return cutEnd(text, width);
  const shortened = cutMiddle(name, Math.max(shortest, name.length - excess));
  return cutEnd(
    text.replace(name, () => shortened),
    width,
  );
}
